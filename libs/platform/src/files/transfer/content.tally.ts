import { createHash } from 'node:crypto';

/** Length and SHA-256 of what flows by. */
export class ContentTally {
  private readonly hash = createHash('sha256');
  private bytes = 0;

  async *over(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const piece of content) {
      this.hash.update(piece);
      this.bytes += piece.length;
      yield piece;
    }
  }

  /** After the last piece. */
  result(): { readonly bytes: number; readonly sha256: string } {
    return { bytes: this.bytes, sha256: this.hash.digest('hex') };
  }
}
