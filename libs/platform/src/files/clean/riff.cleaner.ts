import { fileDamaged } from '../file.errors.js';
import type { ByteReader } from './byte.reader.js';
import { checkPixels } from './pixel.limit.js';
import { dropTrailing } from './trailing.data.js';

/** Chunks of a form that stay, and one of which there must be at least one. */
interface RiffForm {
  readonly kept: readonly string[];
  readonly content: readonly string[];
}

const webp: RiffForm = { kept: ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP'], content: ['VP8 ', 'VP8L'] };
const wave: RiffForm = { kept: ['fmt ', 'data', 'fact'], content: ['data'] };
const blank = Buffer.alloc(16 * 1024);

/** WebP without EXIF, XMP and unknown chunks; animations are refused. Throws as {@link cleanJpeg}. */
export const cleanWebp = (reader: ByteReader): AsyncGenerator<Buffer> => cleanRiff(reader, webp);

/** A WAV without title, names, remarks and other notes. Throws as {@link cleanJpeg}. */
export const cleanWave = (reader: ByteReader): AsyncGenerator<Buffer> => cleanRiff(reader, wave);

/** Chunks that go become fillers of zeros: the form tells its whole length first, which is so kept without reading it twice. */
async function* cleanRiff(reader: ByteReader, form: RiffForm): AsyncGenerator<Buffer> {
  const head = await reader.take(12);
  yield head;
  let left = head.readUInt32LE(4) - 4;
  let found = false;
  while (left >= 8) {
    const chunk = await reader.take(8);
    const type = chunk.toString('latin1', 0, 4);
    const length = chunk.readUInt32LE(4) + (chunk.readUInt32LE(4) % 2);
    if (length > left - 8 || type === 'ANIM' || type === 'ANMF') throw fileDamaged();
    left -= 8 + length;
    found ||= form.content.includes(type);
    if (form.kept.includes(type)) yield* copied(reader, type, chunk, length);
    else yield* blanked(reader, chunk, length);
  }
  if (left !== 0 || !found) throw fileDamaged();
  await dropTrailing(reader);
}

async function* copied(reader: ByteReader, type: string, chunk: Buffer, length: number): AsyncGenerator<Buffer> {
  yield chunk;
  if (type === 'VP8X') return yield await extendedHeader(reader, length);
  const start = await reader.peek(Math.min(length, 10));
  if (type === 'VP8 ' && start.length === 10) checkPixels(start.readUInt16LE(6) & 0x3fff, start.readUInt16LE(8) & 0x3fff);
  if (type === 'VP8L' && start.length >= 5) checkLossless(start.readUInt32LE(1));
  yield* reader.pass(length);
}

const checkLossless = (bits: number): void => checkPixels((bits & 0x3fff) + 1, ((bits >>> 14) & 0x3fff) + 1);

/** The flags must not promise EXIF (8) or XMP (4), which are gone. */
async function extendedHeader(reader: ByteReader, length: number): Promise<Buffer> {
  if (length !== 10) throw fileDamaged();
  const header = Buffer.from(await reader.take(length));
  header.writeUInt8(header.readUInt8(0) & ~0x0c, 0);
  checkPixels(header.readUIntLE(4, 3) + 1, header.readUIntLE(7, 3) + 1);
  return header;
}

async function* blanked(reader: ByteReader, chunk: Buffer, length: number): AsyncGenerator<Buffer> {
  yield Buffer.concat([Buffer.from('JUNK'), chunk.subarray(4)]);
  yield* zerosFor(reader, length);
}

/** Reads `length` bytes and gives as many zeros. */
export async function* zerosFor(reader: ByteReader, length: number): AsyncGenerator<Buffer> {
  for await (const piece of reader.pass(length)) {
    for (let at = 0; at < piece.length; at += blank.length) yield blank.subarray(0, Math.min(blank.length, piece.length - at));
  }
}
