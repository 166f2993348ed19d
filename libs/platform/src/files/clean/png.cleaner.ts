import { crc32 } from 'node:zlib';
import { fileDamaged } from '../file.errors.js';
import type { ByteReader } from './byte.reader.js';
import { checkPixels } from './pixel.limit.js';
import { dropTrailing } from './trailing.data.js';

/** What the picture needs to look as it does. Text, EXIF, time, animation and unknown chunks go. */
const critical = new Set(['IHDR', 'PLTE', 'IDAT', 'IEND']);
const harmless = new Set(['tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT', 'bKGD', 'pHYs', 'cICP']);

interface Chunk {
  readonly length: number;
  readonly type: string;
  readonly head: Buffer;
}

/** A PNG without its metadata, the picture copied bit by bit, checksums verified. Throws as {@link cleanJpeg}. */
export async function* cleanPng(reader: ByteReader): AsyncGenerator<Buffer> {
  yield await reader.take(8);
  let drawn = false;
  for (let first = true; ; first = false) {
    const chunk = await nextChunk(reader);
    if (first !== (chunk.type === 'IHDR')) throw fileDamaged();
    if (first) await checkHeader(reader, chunk);
    if (critical.has(chunk.type) || harmless.has(chunk.type)) yield* copied(reader, chunk);
    else await dropped(reader, chunk);
    drawn ||= chunk.type === 'IDAT';
    if (chunk.type === 'IEND') break;
  }
  if (!drawn) throw fileDamaged();
  await dropTrailing(reader);
}

async function nextChunk(reader: ByteReader): Promise<Chunk> {
  const head = await reader.take(8);
  const length = head.readUInt32BE(0);
  const type = head.toString('latin1', 4, 8);
  if (length > 0x7fffffff || !/^[A-Za-z]{4}$/u.test(type)) throw fileDamaged();
  if (type === 'IEND' && length !== 0) throw fileDamaged();
  return { length, type, head };
}

async function checkHeader(reader: ByteReader, { length }: Chunk): Promise<void> {
  if (length !== 13) throw fileDamaged();
  const header = await reader.peek(8);
  if (header.length === 8) checkPixels(header.readUInt32BE(0), header.readUInt32BE(4));
}

async function* copied(reader: ByteReader, { head, length }: Chunk): AsyncGenerator<Buffer> {
  yield head;
  let sum = crc32(head.subarray(4));
  for await (const piece of reader.pass(length)) {
    sum = crc32(piece, sum);
    yield piece;
  }
  const told = await reader.take(4);
  if (told.readUInt32BE(0) !== sum) throw fileDamaged();
  yield told;
}

/** A chunk that readers must understand and that nobody here knows is no picture that we could vouch for. */
async function dropped(reader: ByteReader, { type, length }: Chunk): Promise<void> {
  if (/^[A-Z]/u.test(type)) throw fileDamaged();
  await reader.skip(length + 4);
}
