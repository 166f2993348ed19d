const rates = { 3: [44_100, 48_000, 32_000], 2: [22_050, 24_000, 16_000], 0: [11_025, 12_000, 8_000] } as const;
const kilobits = {
  first: [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
  ],
  later: [
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
  ],
} as const;

/** Length in bytes of the MPEG audio frame whose first four bytes these are (ISO 11172-3, 13818-3 and 2.5); undefined when they begin none. */
export const frameLength = (head: Buffer): number | undefined => {
  if (head.length < 4 || head.readUInt16BE(0) >>> 5 !== 0x7ff) return undefined;
  const version = (head.readUInt8(1) >>> 3) & 3;
  const layer = 4 - ((head.readUInt8(1) >>> 1) & 3);
  if (version === 1 || layer === 4) return undefined;
  const rate = rates[version as 0 | 2 | 3][(head.readUInt8(2) >>> 2) & 3];
  const bits = kilobits[version === 3 ? 'first' : 'later'][layer - 1]?.[head.readUInt8(2) >>> 4];
  if (rate === undefined || bits === undefined || bits === 0) return undefined;
  const padding = (head.readUInt8(2) >>> 1) & 1;
  if (layer === 1) return (Math.floor((12_000 * bits) / rate) + padding) * 4;
  const factor = layer === 3 && version !== 3 ? 72_000 : 144_000;
  return Math.floor((factor * bits) / rate) + padding;
};
