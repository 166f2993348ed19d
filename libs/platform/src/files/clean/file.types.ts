/** Types that are taken at all, with the ending a downloaded copy gets. */
export const fileTypes = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
  'audio/mp4': 'm4a',
  'audio/mpeg': 'mp3',
  'audio/wav': 'wav',
} as const;

export type FileType = keyof typeof fileTypes;

/** How many first bytes tell a type. */
export const sniffBytes = 16;

const soundBrands = ['M4A ', 'M4B ', 'mp41', 'mp42', 'isom', 'iso2', '3gp4', '3gp5', '3gp6'];

const signs: readonly (readonly [FileType, (head: Buffer, text: string) => boolean])[] = [
  ['image/jpeg', (head) => head.subarray(0, 3).equals(Buffer.of(0xff, 0xd8, 0xff))],
  ['image/png', (head) => head.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))],
  ['image/webp', (_, text) => text.startsWith('RIFF') && text.slice(8, 12) === 'WEBP'],
  ['audio/wav', (_, text) => text.startsWith('RIFF') && text.slice(8, 12) === 'WAVE'],
  ['application/pdf', (_, text) => text.startsWith('%PDF-')],
  ['audio/mp4', (_, text) => text.slice(4, 8) === 'ftyp' && soundBrands.includes(text.slice(8, 12))],
  ['audio/mpeg', (head, text) => text.startsWith('ID3') || (head.length >= 2 && (head.readUInt16BE(0) & 0xffe6) === 0xffe2)],
];

/** The type that the first bytes tell, whatever a header or a name says; undefined for all others. */
export const sniffType = (head: Buffer): FileType | undefined => {
  const text = head.toString('latin1');
  return signs.find(([, fits]) => fits(head, text))?.[0];
};
