import { fileDamaged } from '../file.errors.js';
import type { ByteReader } from './byte.reader.js';
import { frameLength } from './mp3.frames.js';
import { dropTrailing } from './trailing.data.js';

const fewestFrames = 2;

/** An MP3 recording without its tags (ID3, APE, and whatever else follows the sound). Throws as {@link cleanJpeg}. */
export async function* cleanMp3(reader: ByteReader): AsyncGenerator<Buffer> {
  await skipTags(reader);
  let frames = 0;
  for (;;) {
    const length = frameLength(await reader.peek(4));
    if (length === undefined) break;
    const frame = await reader.peek(length);
    // Recorders that lose their power leave half a frame behind.
    if (frame.length < length) break;
    yield await reader.take(length);
    frames += 1;
  }
  if (frames < fewestFrames) throw fileDamaged();
  await endOfSound(reader);
}

async function skipTags(reader: ByteReader): Promise<void> {
  for (let head = await reader.peek(10); head.toString('latin1', 0, 3) === 'ID3'; head = await reader.peek(10)) {
    if (head.length < 10) throw fileDamaged();
    const size = [6, 7, 8, 9].reduce((sum, at) => sum * 128 + (head.readUInt8(at) & 0x7f), 0);
    await reader.skip(10 + size + ((head.readUInt8(5) & 0x10) === 0 ? 0 : 10));
  }
}

/** Behind the sound may lie tags and padding; anything else would be sound that could not be read. */
async function endOfSound(reader: ByteReader): Promise<void> {
  const next = await reader.peek(8);
  const text = next.toString('latin1');
  const known = next.length < 8 || frameLength(next) !== undefined || ['TAG', 'APETAGEX', 'ID3', 'LYRICSBE', '\0\0\0\0'].some((mark) => text.startsWith(mark));
  if (!known) throw fileDamaged();
  await dropTrailing(reader);
}
