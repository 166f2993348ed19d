import type { Readable } from 'node:stream';
import { hasSystemCode } from '../system.code.js';
import { fileTooLarge, uploadBroken, uploadTooSlow } from '../file.errors.js';

/** The bytes of a request, broken off where they become more than `maxBytes` or take longer than `patienceMs`. The request itself stays open, to be answered. */
export async function* limitedBody(body: Readable, maxBytes: number, patienceMs: number): AsyncGenerator<Buffer> {
  const chunks = (body.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const patience = timeLimit(patienceMs);
  let length = 0;
  try {
    for (;;) {
      const next = await Promise.race([chunks.next(), patience.over]);
      if (next.done === true) return;
      length += next.value.length;
      if (length > maxBytes) throw fileTooLarge(maxBytes);
      yield next.value;
    }
  } catch (error) {
    throw isBreak(error) ? uploadBroken() : error;
  } finally {
    patience.end();
  }
}

const timeLimit = (milliseconds: number): { readonly over: Promise<never>; end(): void } => {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(uploadTooSlow()), milliseconds);
  });
  // It may end between two reads, when nobody listens.
  over.catch(() => undefined);
  return { over, end: () => clearTimeout(timer) };
};

const isBreak = (error: unknown): boolean => hasSystemCode(error, 'ECONNRESET', 'ERR_STREAM_PREMATURE_CLOSE', 'ABORT_ERR');
