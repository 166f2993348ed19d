import type { Payload } from '@temporalio/common';

const lengthBytes = 4;

/** A payload as bytes: length of the metadata (4 bytes, big endian), metadata as JSON of base64 texts, then the data. */
export const framePayload = (payload: Payload): Buffer => {
  const metadata = Object.fromEntries(Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]));
  const head = Buffer.from(JSON.stringify(metadata));
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32BE(head.length);
  return Buffer.concat([length, head, dataOf(payload)]);
};

/** A decoded message without data, as the result of a workflow that returns nothing, holds a plain empty array there. */
const dataOf = ({ data }: Payload): Uint8Array => (data instanceof Uint8Array ? data : Uint8Array.from(data ?? []));

/** The payload that {@link framePayload} was given. */
export const unframePayload = (frame: Buffer): Payload => {
  const headEnd = lengthBytes + frame.readUInt32BE();
  const head = JSON.parse(frame.toString('utf8', lengthBytes, headEnd)) as Record<string, string>;
  const metadata = Object.fromEntries(Object.entries(head).map(([name, value]) => [name, new Uint8Array(Buffer.from(value, 'base64'))]));
  return { metadata, data: new Uint8Array(frame.subarray(headEnd)) };
};
