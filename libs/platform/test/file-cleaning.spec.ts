import { describe, expect, it } from '@jest/globals';
import { crc32 } from 'node:zlib';
import { cleanFile } from '../src/files/clean/file.cleaner.js';
import { type FileType, fileTypes } from '../src/files/clean/file.types.js';
import { sampleName, samples } from './support/sample.files.js';

const everything = Object.keys(fileTypes) as FileType[];
const secret = 'GPS 30.27N 120.15E Zhang Wei';

async function* inPieces(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

const clean = async (bytes: Buffer, piece = 64, allowed = everything): Promise<{ readonly type: FileType; readonly bytes: Buffer }> => {
  const { type, content } = await cleanFile(inPieces(bytes, piece), allowed);
  const parts: Buffer[] = [];
  for await (const part of content) parts.push(part);
  return { type, bytes: Buffer.concat(parts) };
};
const codeOf = (bytes: Buffer, piece = 64): Promise<string> => clean(bytes, piece).then(() => 'taken', (error: unknown) => String(Reflect.get(error as object, 'code')));

const segment = (marker: number, body: string | Buffer): Buffer => {
  const payload = typeof body === 'string' ? Buffer.from(body, 'latin1') : body;
  return Buffer.concat([Buffer.of(0xff, marker, (payload.length + 2) >> 8, (payload.length + 2) & 0xff), payload]);
};
/** A picture with segments behind its first two bytes. */
const jpegWith = (...segments: readonly Buffer[]): Buffer => Buffer.concat([samples.jpeg().subarray(0, 2), ...segments, samples.jpeg().subarray(2)]);
const exif = (order: 'II' | 'MM', orientation: number): Buffer => {
  const word = (value: number): Buffer => (order === 'II' ? Buffer.of(value & 255, value >> 8) : Buffer.of(value >> 8, value & 255));
  const long = (value: number): Buffer => (order === 'II' ? Buffer.concat([word(value), word(0)]) : Buffer.concat([word(0), word(value)]));
  const entry = (tag: number, type: number, count: number, value: Buffer): Buffer => Buffer.concat([word(tag), word(type), long(count), value]);
  const entries = [entry(0x010f, 2, 40, long(60)), entry(0x0112, 3, 1, Buffer.concat([word(orientation), word(0)])), entry(0x8825, 4, 1, long(99))];
  return segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), Buffer.from(order), word(42), long(8), word(entries.length), ...entries, long(0), Buffer.from(secret)]));
};
const chunk = (type: string, body: string | Buffer): Buffer => {
  const named = Buffer.concat([Buffer.from(type), Buffer.from(body)]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(named.length - 4);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
};
const pngHead = 8 + 25;
const pngWith = (...chunks: readonly Buffer[]): Buffer => Buffer.concat([samples.png().subarray(0, pngHead), ...chunks, samples.png().subarray(pngHead)]);
const riffWith = (file: Buffer, ...chunks: readonly Buffer[]): Buffer => {
  const joined = Buffer.concat([file, ...chunks]);
  joined.writeUInt32LE(joined.length - 8, 4);
  return joined;
};
const riffChunk = (type: string, body: Buffer): Buffer => {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(body.length);
  return Buffer.concat([Buffer.from(type), length, body, Buffer.alloc(body.length % 2)]);
};
const pdf = (middle = ''): Buffer => Buffer.from(`%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n${middle}\nxref\n0 1\ntrailer <</Root 1 0 R>>\nstartxref\n9\n%%EOF\n`, 'latin1');

describe('the type of a file', () => {
  it.each([
    ['image/jpeg', samples.jpeg()], ['image/jpeg', samples.progressiveJpeg()], ['image/png', samples.png()], ['image/webp', samples.webp()], ['image/webp', samples.losslessWebp()],
    ['audio/mp4', samples.mp4Audio()], ['audio/mpeg', samples.mp3()], ['audio/wav', samples.wave()], ['application/pdf', pdf()],
  ] as const)('is %s by its first bytes', async (type, bytes) => {
    expect((await clean(bytes)).type).toBe(type);
  });

  it('is refused when nobody knows it or the purpose does not take it', async () => {
    for (const bytes of [Buffer.from('<svg onload="x()"/>'), Buffer.from('GIF89a......'), Buffer.from('MZ'), Buffer.from('\0\0\0\x18ftypheic\0\0\0\0'), Buffer.of(0)]) expect(await codeOf(bytes)).toBe('file.type-not-allowed');
    await expect(clean(samples.png(), 64, ['image/jpeg'])).rejects.toMatchObject({ code: 'file.type-not-allowed', params: { allowed: 'jpg' } });
    expect(await codeOf(Buffer.alloc(0))).toBe('file.empty');
  });
});

describe('a clean file', () => {
  it.each(['jpeg', 'progressiveJpeg', 'png', 'webp', 'losslessWebp'] as const)('is a picture bit by bit as it was: %s', async (name) => {
    const bytes = samples[name]();
    expect((await clean(bytes)).bytes.equals(bytes)).toBe(true);
  });

  it('[A11-5] holds no EXIF, place, XMP, IPTC, comment, thumbnail or second picture of a JPEG', async () => {
    const dirty = jpegWith(
      exif('II', 1), segment(0xe1, `http://ns.adobe.com/xap/1.0/\0<x>${secret}</x>`), segment(0xed, `Photoshop 3.0\0${secret}`), segment(0xfe, secret),
      segment(0xe2, `MPF\0${secret}`), segment(0xe0, `JFXX\0${secret}`), segment(0xe5, secret),
    );
    const { bytes } = await clean(Buffer.concat([dirty, samples.jpeg(), Buffer.from(`\0\0SEFH ${secret}`)]));
    expect(bytes.equals(samples.jpeg())).toBe(true);
  });

  it('keeps of a JPEG what its look needs: colour profile, colour transform, and how the camera was held', async () => {
    const colours = [segment(0xe2, 'ICC_PROFILE\0\x01\x01profile'), segment(0xee, Buffer.from('Adobe\0\x64\0\0\0\0\x01', 'latin1'))];
    expect((await clean(jpegWith(...colours))).bytes.equals(jpegWith(...colours))).toBe(true);
    for (const order of ['II', 'MM'] as const) {
      const { bytes } = await clean(jpegWith(exif(order, 6)));
      expect(bytes.length).toBe(samples.jpeg().length + 36);
      expect(bytes.includes('Zhang')).toBe(false);
      expect((await clean(bytes)).bytes.equals(bytes)).toBe(true);
    }
    expect((await clean(jpegWith(exif('II', 77)))).bytes.equals(samples.jpeg())).toBe(true);
  });

  it('[A11-5] holds no text, EXIF, time or unknown part of a PNG', async () => {
    const dirty = pngWith(chunk('tEXt', `Author\0${secret}`), chunk('zTXt', secret), chunk('iTXt', secret), chunk('eXIf', secret), chunk('tIME', '1234567'), chunk('prVt', secret));
    expect((await clean(Buffer.concat([dirty, Buffer.from(secret)]))).bytes.equals(samples.png())).toBe(true);
    const gamma = pngWith(chunk('gAMA', Buffer.of(0, 0, 0xb1, 0x8f)));
    expect((await clean(gamma)).bytes.equals(gamma)).toBe(true);
  });

  it('[A11-5] holds no EXIF and XMP of a WebP, nor says that it does', async () => {
    const frame = samples.webp().subarray(12);
    const extended = riffChunk('VP8X', Buffer.of(0x0c, 0, 0, 0, 15, 0, 0, 11, 0, 0));
    const dirty = riffWith(Buffer.from('RIFF\0\0\0\0WEBP'), extended, frame, riffChunk('EXIF', Buffer.from(`${secret}!`)), riffChunk('XMP ', Buffer.from(secret)));
    const { bytes } = await clean(dirty);
    expect(bytes.length).toBe(dirty.length);
    expect([bytes.includes('Zhang'), bytes.includes('EXIF'), bytes.includes('XMP '), bytes[20]]).toEqual([false, false, false, 0]);
    expect(bytes.includes(frame)).toBe(true);
  });

  it.each(['mp4Audio', 'mp3', 'wave'] as const)('[A11-5] holds no title of a recording, and every sound of it: %s', async (name) => {
    const dirty = samples[name]();
    expect(dirty.includes(sampleName)).toBe(true);
    const { bytes } = await clean(dirty);
    expect(bytes.includes('Zhang')).toBe(false);
    expect(name === 'mp3' || bytes.length === dirty.length).toBe(true);
    expect((await clean(bytes)).bytes.equals(bytes)).toBe(true);
  });

  it('is the same however it came in pieces', async () => {
    const dirty = jpegWith(exif('II', 6), segment(0xfe, secret));
    for (const bytes of [dirty, samples.progressiveJpeg(), samples.png(), samples.webp(), samples.mp4Audio(), samples.mp3(), samples.wave(), pdf()]) {
      const whole = await clean(bytes, 1_000_000);
      for (const piece of [1, 2, 3, 7, 250]) expect((await clean(bytes, piece)).bytes.equals(whole.bytes)).toBe(true);
    }
  });
});

describe('a hostile file', () => {
  it.each(['jpeg', 'progressiveJpeg', 'png', 'webp', 'losslessWebp', 'mp4Audio', 'wave'] as const)('is refused wherever it is cut: %s', async (name) => {
    const bytes = samples[name]();
    for (let length = 16; length < bytes.length - 1; length += 5) expect([length, await codeOf(bytes.subarray(0, length))]).toEqual([length, expect.stringMatching(/^file\.(?:truncated|damaged)$/)]);
  });

  it('is refused when a second format lies behind the first', async () => {
    for (const second of ['PK\x03\x04rest', '%PDF-1.7', '<script>alert(1)</script>', '<?php x', '\x7fELF\x02\x01\x01']) {
      for (const first of [samples.jpeg(), samples.png(), samples.webp(), samples.mp3(), samples.wave()]) {
        expect(await codeOf(Buffer.concat([first, Buffer.from(`padding ${second}`, 'latin1')]), 5)).toBe('file.mixed-content');
      }
    }
    expect(await codeOf(Buffer.concat([pdf(), Buffer.from('PK\x03\x04')]))).toBe('file.damaged');
  });

  it('loses what it hid in comments, and with it the page or archive that it also was', async () => {
    const { bytes } = await clean(jpegWith(segment(0xfe, '<script>alert(1)</script>'), segment(0xe9, 'PK\x03\x04')));
    expect(bytes.equals(samples.jpeg())).toBe(true);
  });

  it('is refused when it would unfold to more than memory holds', async () => {
    const huge = samples.jpeg();
    const at = huge.indexOf(Buffer.of(0xff, 0xc0)) + 5;
    huge.writeUInt16BE(65_000, at);
    huge.writeUInt16BE(65_000, at + 2);
    expect(await codeOf(huge)).toBe('file.too-many-pixels');
    const wide = samples.png();
    wide.writeUInt32BE(2_000_000_000, 16);
    expect(await codeOf(wide)).toBe('file.too-many-pixels');
    const webp = riffWith(Buffer.from('RIFF\0\0\0\0WEBP'), riffChunk('VP8X', Buffer.from([0, 0, 0, 0, 255, 255, 255, 255, 255, 255])), samples.webp().subarray(12));
    expect(await codeOf(webp)).toBe('file.too-many-pixels');
  });

  it('is refused when its parts do not fit each other', async () => {
    const changed = samples.png();
    changed.writeUInt8(changed.readUInt8(60) ^ 1, 60);
    const noFrame = samples.jpeg();
    noFrame.writeUInt8(0xc4, noFrame.indexOf(Buffer.of(0xff, 0xc0)) + 1);
    const riff = samples.wave();
    riff.writeUInt32LE(0xffffffff, 4);
    const film = samples.mp4Audio();
    film.write('vide', film.indexOf('soun'));
    const box = samples.mp4Audio();
    box.writeUInt32BE(0x7fffffff, box.indexOf('moov') - 4);
    const others = [pngWith(chunk('ABCD', 'x')), pngWith(chunk('IHDR', Buffer.alloc(13))), Buffer.concat([samples.png().subarray(0, 8), chunk('IDAT', 'x')]), Buffer.from('%PDF-x'), Buffer.of(0xff, 0xd8, 0xff, 0xd9)];
    for (const bytes of [changed, noFrame, riff, film, box, ...others]) expect(await codeOf(bytes)).toMatch(/^file\.(?:damaged|truncated)$/);
  });

  it('is refused as a PDF with scripts, programs or files in it, or without an end', async () => {
    for (const active of ['/JavaScript (x)', '/S/Launch/F(x)', '/EmbeddedFile', '/EmbeddedFiles 3 0 R', '/XFA [']) for (const piece of [3, 64]) expect(await codeOf(pdf(active), piece)).toBe('file.active-content');
    expect(await codeOf(pdf('/JavaScripted and /Launcher are words'))).toBe('taken');
    expect(await codeOf(pdf().subarray(0, -8))).toBe('file.truncated');
  });

  it('of random bytes behind a true beginning never passes and never hangs', async () => {
    let seed = 7;
    const random = (length: number): Buffer => Buffer.from(Array.from({ length }, () => (seed = (seed * 1_103_515_245 + 12_345) & 0x7fffffff) >>> 16));
    for (const sample of [samples.jpeg(), samples.png(), samples.webp(), samples.mp4Audio(), samples.wave()]) {
      for (let round = 0; round < 60; round += 1) expect(await codeOf(Buffer.concat([sample.subarray(0, 16 + (round % 4)), random(400)]))).toMatch(/^file\./);
    }
  });
});
