/** How a camera was held, 2–8 (EXIF tag 0x0112); 1 when upright, not told or not readable. */
export const orientationOf = (exif: Buffer): number => {
  const tiff = exif.subarray(6);
  const order = tiff.toString('latin1', 0, 4);
  if (order !== 'II*\0' && order !== 'MM\0*') return 1;
  const little = order === 'II*\0';
  const word = (at: number): number => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  if (tiff.length < 8) return 1;
  const directory = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4);
  const entries = word(directory);
  for (let index = 0; index < Math.min(entries, 512); index += 1) {
    const at = directory + 2 + index * 12;
    if (word(at) === 0x0112) return rotated(word(at + 8));
  }
  return 1;
};

const rotated = (value: number): number => (value >= 2 && value <= 8 ? value : 1);

/** A segment APP1 that tells the orientation and nothing else; empty for an upright picture. */
export const orientationSegment = (orientation: number): Buffer => {
  if (orientation === 1) return Buffer.alloc(0);
  const body = Buffer.from('457869660000' + '4d4d002a00000008' + '0001' + '011200030000000100000000' + '00000000', 'hex');
  body.writeUInt16BE(orientation, 24);
  return Buffer.concat([Buffer.of(0xff, 0xe1, 0, body.length + 2), body]);
};
