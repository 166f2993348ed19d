import { fileActive, fileDamaged, fileTruncated } from '../file.errors.js';
import type { ByteReader } from './byte.reader.js';

const tailBytes = 2_048;
const overlapBytes = 32;
const active = /\/(?:JavaScript|Launch|EmbeddedFiles?|RichMedia|XFA)(?![A-Za-z])/u;

/**
 * A PDF as it came: its parts refer to each other by position, so nothing is taken out of it. Refused are cut files, anything behind the end,
 * and what names scripts, programs or embedded files in the open (compressed objects are not looked into).
 * Throws `file.damaged`, `file.truncated`, `file.active-content`.
 */
export async function* checkPdf(reader: ByteReader): AsyncGenerator<Buffer> {
  if (!/^%PDF-[12]\.\d/u.test((await reader.peek(8)).toString('latin1'))) throw fileDamaged();
  let tail = Buffer.alloc(0);
  for (let chunk = await reader.some(); chunk.length > 0; chunk = await reader.some()) {
    if (active.test(Buffer.concat([tail.subarray(-overlapBytes), chunk]).toString('latin1'))) throw fileActive();
    tail = Buffer.concat([tail, chunk]).subarray(-tailBytes);
    yield chunk;
  }
  const text = tail.toString('latin1');
  const end = text.lastIndexOf('%%EOF');
  if (end < 0 || !text.includes('startxref')) throw fileTruncated();
  if (text.slice(end + 5).trim() !== '') throw fileDamaged();
}
