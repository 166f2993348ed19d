import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import type { OpsReply, OpsRequest } from './ops-server.js';

/** Sends one request to the control socket of a running launcher. Throws what the launcher answers as an error. */
export function askOps(socketPath: string, request: OpsRequest): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath);
    socket.once('error', reject);
    createInterface({ input: socket }).once('line', (line) => {
      socket.end();
      const reply = JSON.parse(line) as OpsReply;
      if (reply.ok) resolve(reply.result);
      else reject(new Error(reply.error));
    });
    socket.write(`${JSON.stringify(request)}\n`);
  });
}
