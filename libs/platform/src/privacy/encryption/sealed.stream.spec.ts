import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { SEGMENT_BYTES, sealStream, unsealStream } from './sealed.stream.js';

const key = Buffer.alloc(32, 7);
const context = ['huaxin', 'p1', 'files/f1'];

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const gather = async (source: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of source) parts.push(part);
  return Buffer.concat(parts);
};
const sealed = (plain: Buffer, piece = 10_000): Promise<Buffer> => gather(sealStream(key, context, inPieces(plain, piece)));
const opened = (bytes: Buffer, piece = 9_999, withContext: readonly string[] = context, withKey = key): Promise<Buffer> =>
  gather(unsealStream(withKey, withContext, inPieces(bytes, piece)));
const wrong = { code: 'ciphertext.invalid' };
const segment = SEGMENT_BYTES + 16;

describe('a long content at rest', () => {
  it.each([0, 1, SEGMENT_BYTES - 1, SEGMENT_BYTES, SEGMENT_BYTES + 1, 2 * SEGMENT_BYTES, 300_001])('[A11-5] of %i bytes is unreadable and comes back as it was, however it is cut', async (length) => {
    const plain = randomBytes(length);
    const bytes = await sealed(plain, 70_000);
    expect(bytes.length).toBe(33 + length + 16 * Math.max(1, Math.ceil(length / SEGMENT_BYTES)));
    expect(length > 100 && bytes.includes(plain.subarray(50, 100))).toBe(false);
    for (const piece of [1_000, 65_552, 1_000_000]) expect((await opened(bytes, piece)).equals(plain)).toBe(true);
  });

  it('is never sealed the same way twice', async () => {
    const plain = Buffer.alloc(100);
    expect((await sealed(plain)).equals(await sealed(plain))).toBe(false);
  });

  it('opens only as the content, person and tenant it was written for', async () => {
    const bytes = await sealed(randomBytes(100));
    for (const other of [['borealis', 'p1', 'files/f1'], ['huaxin', 'p2', 'files/f1'], ['huaxin', 'p1', 'files/f2']]) await expect(opened(bytes, 10, other)).rejects.toMatchObject(wrong);
    await expect(opened(bytes, 10, context, Buffer.alloc(32, 8))).rejects.toMatchObject(wrong);
  });

  it('does not open with a changed byte, a segment cut off, repeated or in another place', async () => {
    const bytes = await sealed(randomBytes(3 * SEGMENT_BYTES + 5));
    const [head, first, second, third] = [bytes.subarray(0, 33), ...[0, 1, 2].map((index) => bytes.subarray(33 + index * segment, 33 + (index + 1) * segment))] as [Buffer, Buffer, Buffer, Buffer];
    const rest = bytes.subarray(33 + 3 * segment);
    const changed = Buffer.from(bytes);
    changed.writeUInt8(changed.readUInt8(segment) ^ 1, segment);
    const broken = [
      changed, Buffer.concat([head, first, second, third]), Buffer.concat([head, second, first, third, rest]), Buffer.concat([head, first, first, second, third, rest]),
      Buffer.concat([head, first, second, rest]), bytes.subarray(0, bytes.length - 1), bytes.subarray(0, 20), head, Buffer.alloc(0), Buffer.concat([bytes, Buffer.of(0)]),
    ];
    for (const one of broken) await expect(opened(one)).rejects.toMatchObject(wrong);
  });

  it('gives nothing out that was not verified', async () => {
    const bytes = await sealed(randomBytes(2 * SEGMENT_BYTES));
    bytes.writeUInt8(bytes.readUInt8(40) ^ 1, 40);
    const given: Buffer[] = [];
    const read = async (): Promise<void> => {
      for await (const piece of unsealStream(key, context, inPieces(bytes, 1_000))) given.push(piece);
    };
    await expect(read()).rejects.toMatchObject(wrong);
    expect(given).toEqual([]);
  });
});
