import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A port nobody uses at this moment. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => { resolve(port); });
    });
  });
}

/** Opens a connection and closes it again. Throws when nobody listens within 2 s. */
export async function probeTcp(port: number, host = '127.0.0.1'): Promise<void> {
  (await openTcp(port, host)).destroy();
}

export function openTcp(port: number, host: string): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, timeout: 2000 });
    socket.once('connect', () => { resolve(socket); });
    socket.once('timeout', () => {
      socket.destroy();
      reject(new Error(`no answer from ${host}:${port}`));
    });
    socket.once('error', reject);
  });
}

/** Succeeds when the URL answers 2xx within 3 s. */
export async function probeHttp(url: string): Promise<void> {
  const response = await fetch(url, { signal: AbortSignal.timeout(3000) });
  await response.body?.cancel();
  if (!response.ok) throw new Error(`${url} answers ${response.status}`);
}
