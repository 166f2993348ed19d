import { once } from 'node:events';
import { openTcp } from '../system/network.js';

/**
 * Asks a broker for its cluster (Metadata request, version 1, no topics) and succeeds when a controller is elected: a
 * port that merely accepts connections comes a second earlier. By hand, so that the launcher needs no Kafka client.
 */
export async function probeKafka(port: number, host = '127.0.0.1'): Promise<void> {
  const socket = await openTcp(port, host);
  try {
    socket.setTimeout(3000, () => socket.destroy(new Error('no answer from the broker')));
    socket.write(metadataRequest());
    let answer = Buffer.alloc(0);
    while (answer.length < 4 || answer.length < answer.readInt32BE(0) + 4) {
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      answer = Buffer.concat([answer, chunk]);
    }
    if (controllerOf(answer) < 0) throw new Error('the broker has no controller yet');
  } finally {
    socket.destroy();
  }
}

function metadataRequest(): Buffer {
  const client = Buffer.from('mendline-launcher');
  const body = Buffer.alloc(2 + 2 + 4 + 2 + client.length + 4);
  let at = body.writeInt16BE(3, 0);
  at = body.writeInt16BE(1, at);
  at = body.writeInt32BE(1, at);
  at = body.writeInt16BE(client.length, at);
  at += client.copy(body, at);
  body.writeInt32BE(0, at);
  const size = Buffer.alloc(4);
  size.writeInt32BE(body.length);
  return Buffer.concat([size, body]);
}

/** Controller id of a Metadata answer (version 1); -1 without one. */
function controllerOf(answer: Buffer): number {
  let at = 8;
  const brokers = answer.readInt32BE(at);
  at += 4;
  for (let index = 0; index < brokers; index += 1) {
    at += 4;
    at += 2 + answer.readInt16BE(at) + 4;
    const rack = answer.readInt16BE(at);
    at += 2 + Math.max(rack, 0);
  }
  return brokers === 0 ? -1 : answer.readInt32BE(at);
}
