import { fileEmpty, fileTypeNotAllowed } from '../file.errors.js';
import { ByteReader } from './byte.reader.js';
import { type FileType, fileTypes, sniffBytes, sniffType } from './file.types.js';
import { cleanJpeg } from './jpeg.cleaner.js';
import { cleanMp3 } from './mp3.cleaner.js';
import { cleanMp4Audio } from './mp4-audio.cleaner.js';
import { checkPdf } from './pdf.check.js';
import { cleanPng } from './png.cleaner.js';
import { cleanWave, cleanWebp } from './riff.cleaner.js';

const cleaners: Readonly<Record<FileType, (reader: ByteReader) => AsyncGenerator<Buffer>>> = {
  'image/jpeg': cleanJpeg,
  'image/png': cleanPng,
  'image/webp': cleanWebp,
  'application/pdf': checkPdf,
  'audio/mp4': cleanMp4Audio,
  'audio/mpeg': cleanMp3,
  'audio/wav': cleanWave,
};

export interface CleanFile {
  /** By its first bytes. */
  readonly type: FileType;
  /** Without metadata; a broken rule is thrown while it is read, the last perhaps at its very end. */
  readonly content: AsyncIterable<Buffer>;
}

/**
 * Finds a file's type by its first bytes and takes its metadata away while it streams. Throws `file.empty` and `file.type-not-allowed` at once,
 * and what the formats refuse while the content is read.
 */
export const cleanFile = async (source: AsyncIterable<Uint8Array>, allowed: readonly FileType[]): Promise<CleanFile> => {
  const reader = new ByteReader(source);
  const head = await reader.peek(sniffBytes);
  if (head.length === 0) throw fileEmpty();
  const type = sniffType(head);
  if (type === undefined || !allowed.includes(type)) throw fileTypeNotAllowed(allowed.map((name) => fileTypes[name]).join(', '));
  return { type, content: cleaners[type](reader) };
};
