import { fileDamaged } from '../file.errors.js';
import type { ByteReader } from './byte.reader.js';
import { orientationOf, orientationSegment } from './jpeg.orientation.js';
import { checkPixels } from './pixel.limit.js';
import { dropTrailing } from './trailing.data.js';

const EOI = 0xd9;
const SOS = 0xda;
const APP0 = 0xe0;
const COMMENT = 0xfe;

const isFrame = (marker: number): boolean => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef;
const isRestart = (marker: number): boolean => marker >= 0xd0 && marker <= 0xd7;
const begins = (payload: Buffer, text: string): boolean => payload.toString('latin1', 0, text.length) === text;
const segment = (marker: number, payload: Buffer): Buffer => {
  const head = Buffer.of(0xff, marker, 0, 0);
  head.writeUInt16BE(payload.length + 2, 2);
  return Buffer.concat([head, payload]);
};

/**
 * A JPEG without its metadata: of the application segments stay JFIF (without thumbnail), the colour profile, Adobe's colour transform,
 * and of EXIF the orientation. Comments, EXIF, GPS, XMP, IPTC, further pictures and whatever follows the end go. The picture
 * itself is copied bit by bit. Throws `file.damaged`, `file.truncated`, `file.mixed-content`, `file.too-many-pixels`.
 */
export async function* cleanJpeg(reader: ByteReader): AsyncGenerator<Buffer> {
  yield await reader.take(2);
  let framed = false;
  let scanned = false;
  for (;;) {
    const marker = await nextMarker(reader);
    if (marker === EOI) break;
    if (marker < 0xc0 || isRestart(marker) || marker === 0xd8) throw fileDamaged();
    const payload = await payloadOf(reader);
    if (isFrame(marker)) {
      checkFrame(payload);
      framed = true;
    }
    if (marker === SOS && !framed) throw fileDamaged();
    yield kept(marker, payload);
    if (marker === SOS) {
      scanned = true;
      yield* scan(reader);
    }
  }
  if (!scanned) throw fileDamaged();
  yield Buffer.of(0xff, EOI);
  await dropTrailing(reader);
}

async function nextMarker(reader: ByteReader): Promise<number> {
  if ((await reader.take(1))[0] !== 0xff) throw fileDamaged();
  let [code] = await reader.take(1);
  while (code === 0xff) [code] = await reader.take(1);
  return code ?? 0;
}

async function payloadOf(reader: ByteReader): Promise<Buffer> {
  const length = (await reader.take(2)).readUInt16BE(0);
  if (length < 2) throw fileDamaged();
  return reader.take(length - 2);
}

const checkFrame = (payload: Buffer): void => {
  if (payload.length < 6) throw fileDamaged();
  checkPixels(payload.readUInt16BE(3), payload.readUInt16BE(1));
};

const kept = (marker: number, payload: Buffer): Buffer => {
  if (marker === COMMENT) return Buffer.alloc(0);
  if (!isApplication(marker)) return segment(marker, payload);
  if (marker === APP0 && begins(payload, 'JFIF\0') && payload.length >= 14) return segment(marker, Buffer.concat([payload.subarray(0, 12), Buffer.of(0, 0)]));
  if (marker === 0xe1 && begins(payload, 'Exif\0\0')) return orientationSegment(orientationOf(payload));
  if (marker === 0xe2 && begins(payload, 'ICC_PROFILE\0')) return segment(marker, payload);
  if (marker === 0xee && begins(payload, 'Adobe')) return segment(marker, payload.subarray(0, 12));
  return Buffer.alloc(0);
};

/** Entropy-coded data up to the next marker that is neither stuffing nor a restart. */
async function* scan(reader: ByteReader): AsyncGenerator<Buffer> {
  for (;;) {
    const chunk = await reader.take(1).then(async (first) => Buffer.concat([first, await reader.some()]));
    const end = endOfScan(chunk);
    if (end === undefined) {
      yield chunk;
      continue;
    }
    reader.unread(chunk.subarray(end));
    yield chunk.subarray(0, end);
    const [, code] = await reader.peek(2);
    // A marker that lay across two chunks is looked at again with both its bytes.
    if (code === undefined) await reader.take(2);
    if (code !== 0 && !isRestart(code ?? 0)) return;
    yield await reader.take(2);
  }
}

/** Where a marker begins, or a last 0xff whose second byte has not come yet. */
const endOfScan = (chunk: Buffer): number | undefined => {
  for (let at = chunk.indexOf(0xff); at >= 0; at = chunk.indexOf(0xff, at + 2)) {
    const code = chunk[at + 1];
    if (code === undefined || (code !== 0 && !isRestart(code))) return at;
  }
  return undefined;
};
