import { fileTruncated } from '../file.errors.js';

/** Reads a stream by parts of known length. What is taken is gone; memory holds what was asked for and one chunk. */
export class ByteReader {
  private readonly chunks: AsyncIterator<Uint8Array>;
  private buffer = Buffer.alloc(0);
  private ended = false;

  constructor(source: AsyncIterable<Uint8Array>) {
    this.chunks = source[Symbol.asyncIterator]();
  }

  /** The next `length` bytes, left where they are; fewer at the end. */
  async peek(length: number): Promise<Buffer> {
    await this.fill(length);
    return this.buffer.subarray(0, length);
  }

  /** Exactly `length` bytes. Throws `file.truncated`. */
  async take(length: number): Promise<Buffer> {
    await this.fill(length);
    if (this.buffer.length < length) throw fileTruncated();
    return this.cut(length);
  }

  /** Exactly `length` bytes, in pieces as they come. Throws `file.truncated`. */
  async *pass(length: number): AsyncGenerator<Buffer> {
    for (let left = length; left > 0; ) {
      const piece = await this.some(left);
      if (piece.length === 0) throw fileTruncated();
      left -= piece.length;
      yield piece;
    }
  }

  /** Drops exactly `length` bytes. Throws `file.truncated`. */
  async skip(length: number): Promise<void> {
    for await (const _ of this.pass(length));
  }

  /** Whatever lies ready, at most `most` bytes; empty at the end only. */
  async some(most = Number.MAX_SAFE_INTEGER): Promise<Buffer> {
    await this.fill(1);
    return this.cut(Math.min(most, this.buffer.length));
  }

  /** Puts bytes back in front. */
  unread(bytes: Buffer): void {
    this.buffer = Buffer.concat([bytes, this.buffer]);
  }

  async atEnd(): Promise<boolean> {
    return (await this.peek(1)).length === 0;
  }

  private cut(length: number): Buffer {
    const taken = this.buffer.subarray(0, length);
    this.buffer = this.buffer.subarray(length);
    return taken;
  }

  private async fill(length: number): Promise<void> {
    if (this.buffer.length >= length || this.ended) return;
    const parts = [this.buffer];
    for (let have = this.buffer.length; have < length; ) {
      const next = await this.chunks.next();
      if (next.done === true) {
        this.ended = true;
        break;
      }
      parts.push(Buffer.from(next.value));
      have += next.value.length;
    }
    this.buffer = Buffer.concat(parts);
  }
}
