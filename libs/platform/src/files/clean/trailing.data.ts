import { fileMixed } from '../file.errors.js';
import type { ByteReader } from './byte.reader.js';

/** Beginnings of what makes one file two: an archive, a document, a page or a program behind a picture. */
const foreign = ['PK\x03\x04', 'PK\x05\x06\0\0\0\0', '%PDF-', '<script', '<html', '<?php', '<!DOCTYPE', 'Rar!\x1a\x07', '7z\xbc\xaf\x27\x1c', '\x7fELF\x02\x01\x01'].map((text) =>
  Buffer.from(text, 'latin1'),
);
const longest = Math.max(...foreign.map(({ length }) => length));

/**
 * Drops what follows the end of a picture or recording: telephones put a second picture, a short film or their own notes there.
 * Throws `file.mixed-content` where it is another format.
 */
export async function dropTrailing(reader: ByteReader): Promise<void> {
  let overlap = Buffer.alloc(0);
  for (let chunk = await reader.some(); chunk.length > 0; chunk = await reader.some()) {
    const window = Buffer.concat([overlap, chunk]);
    if (foreign.some((mark) => window.includes(mark))) throw fileMixed();
    overlap = window.subarray(-(longest - 1));
  }
}
