import { chmodSync, rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Ops } from './ops.js';

/** One request of the control socket; a line of JSON. */
export interface OpsRequest {
  readonly op: 'status' | 'kill' | 'restart' | 'stop' | 'start' | 'signal' | 'ready';
  readonly name?: string;
  readonly signal?: string;
  /** kill: milliseconds until it is started again. */
  readonly downMs?: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** One answer; a line of JSON. */
export type OpsReply = { readonly ok: true; readonly result: unknown } | { readonly ok: false; readonly error: string };

/** Serves the operator on a socket that only the owner of the data folder may open. */
export async function serveOps(path: string, ops: Ops): Promise<{ close(): void }> {
  rmSync(path, { force: true });
  const server = createServer((socket) => { serve(socket, ops); });
  await listen(server, path);
  chmodSync(path, 0o600);
  return {
    close: () => {
      server.close();
      rmSync(path, { force: true });
    },
  };
}

function listen(server: Server, path: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(path, () => { resolve(); });
    server.unref();
  });
}

function serve(socket: Socket, ops: Ops): void {
  socket.on('error', () => undefined);
  const lines = createInterface({ input: socket });
  // An operator's program that dies in the middle of an answer must not take the launcher with it: readline passes the socket's error on.
  lines.on('error', () => undefined);
  lines.on('line', (line) => {
    void answer(line, ops).then((reply) => {
      if (socket.writable) socket.write(`${JSON.stringify(reply)}\n`);
    });
  });
}

async function answer(line: string, ops: Ops): Promise<OpsReply> {
  try {
    return { ok: true, result: (await perform(JSON.parse(line) as OpsRequest, ops)) ?? null };
  } catch (error) {
    return { ok: false, error: error instanceof Error ? error.message : String(error) };
  }
}

async function perform(request: OpsRequest, ops: Ops): Promise<unknown> {
  if (request.op === 'status') return ops.status();
  const { name } = request;
  if (name === undefined) throw new Error(`${request.op} needs the name of a process.`);
  switch (request.op) {
    case 'kill':
      ops.kill(name, request.downMs);
      return undefined;
    case 'restart':
      return ops.restart(name, request.env);
    case 'stop':
      return ops.stop(name);
    case 'start':
      return ops.start(name, request.env);
    case 'signal':
      ops.signal(name, request.signal ?? '');
      return undefined;
    case 'ready':
      return ops.ready(name);
    default:
      throw new Error('Unknown request; known: status, kill, restart, stop, start, signal, ready.');
  }
}
