import { fileDamaged } from '../file.errors.js';
import type { ByteReader } from './byte.reader.js';
import { zerosFor } from './riff.cleaner.js';
import { dropTrailing } from './trailing.data.js';

/** Boxes that stay, and those whose own boxes are looked at. Everything else becomes free space of zeros: positions in the file keep their meaning. */
const kept = new Set(['ftyp', 'mdat', 'moof', 'sidx', 'mvhd', 'iods', 'mvex', 'tkhd', 'edts', 'tref', 'mdhd', 'minf']);
const opened = new Set(['moov', 'trak', 'mdia']);

interface Seen {
  sound: boolean;
  data: boolean;
}

interface Box {
  readonly type: string;
  readonly head: Buffer;
  /** Bytes after the head. */
  readonly length: number;
}

/** An MPEG-4 sound recording without titles, names, places and pictures. Throws as {@link cleanJpeg}; a film is `file.damaged`. */
export async function* cleanMp4Audio(reader: ByteReader): AsyncGenerator<Buffer> {
  const seen: Seen = { sound: false, data: false };
  while (!(await atPadding(reader))) yield* cleanBox(reader, await nextBox(reader), seen);
  if (!seen.sound || !seen.data) throw fileDamaged();
  await dropTrailing(reader);
}

const atPadding = async (reader: ByteReader): Promise<boolean> => {
  const head = await reader.peek(8);
  return head.length === 0 || (head.length === 8 && head.equals(Buffer.alloc(8)));
};

async function nextBox(reader: ByteReader): Promise<Box> {
  const short = await reader.take(8);
  const type = short.toString('latin1', 4, 8);
  const size = short.readUInt32BE(0);
  if (size !== 1) return boxOf(type, short, size - 8);
  const long = await reader.take(8);
  return boxOf(type, Buffer.concat([short, long]), Number(long.readBigUInt64BE(0)) - 16);
}

const boxOf = (type: string, head: Buffer, length: number): Box => {
  if (length < 0 || !Number.isSafeInteger(length) || !/^[\x20-\x7e\xa9]{4}$/u.test(type)) throw fileDamaged();
  return { type, head, length };
};

async function* cleanBox(reader: ByteReader, { type, head, length }: Box, seen: Seen): AsyncGenerator<Buffer> {
  seen.data ||= type === 'mdat';
  if (opened.has(type)) {
    yield head;
    yield* cleanInside(reader, length, seen);
  } else if (type === 'hdlr') {
    yield head;
    yield* handler(reader, length, seen);
  } else if (kept.has(type)) {
    yield head;
    yield* reader.pass(length);
  } else {
    yield Buffer.concat([head.subarray(0, 4), Buffer.from('free'), head.subarray(8)]);
    yield* zerosFor(reader, length);
  }
}

async function* cleanInside(reader: ByteReader, length: number, seen: Seen): AsyncGenerator<Buffer> {
  let left = length;
  while (left > 0) {
    const box = await nextBox(reader);
    left -= box.head.length + box.length;
    if (left < 0) throw fileDamaged();
    yield* cleanBox(reader, box, seen);
  }
}

/** What a track is: sound, and no picture. Its name goes. */
async function* handler(reader: ByteReader, length: number, seen: Seen): AsyncGenerator<Buffer> {
  if (length < 20 || length > 4_096) throw fileDamaged();
  const body = await reader.take(length);
  const kind = body.toString('latin1', 8, 12);
  if (kind === 'vide') throw fileDamaged();
  seen.sound ||= kind === 'soun';
  yield Buffer.concat([body.subarray(0, 20), Buffer.alloc(length - 20)]);
}
