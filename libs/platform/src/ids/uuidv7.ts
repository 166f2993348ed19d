import { randomBytes } from 'node:crypto';

const counterLimit = 0x1000;
let lastMs = 0;
let counter = 0;

/** Advances the 12 bits after the time, so that ids of one process grow even within a millisecond. */
const nextTick = (): void => {
  const now = Date.now();
  if (now > lastMs) {
    lastMs = now;
    counter = randomBytes(2).readUInt16BE(0) & 0x7ff;
    return;
  }
  counter += 1;
  if (counter < counterLimit) return;
  // The time runs ahead rather than the order being lost.
  lastMs += 1;
  counter = 0;
};

/** A time-ordered UUID (RFC 9562, version 7), strictly growing within the process. */
export const uuidv7 = (): string => {
  nextTick();
  const bytes = randomBytes(16);
  bytes.writeUIntBE(lastMs, 0, 6);
  bytes.writeUInt16BE(0x7000 | counter, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};
