import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { AesPayloadCodec } from './aes.payload-codec.js';
import { parsePayloadKeys } from './payload.keys.js';

const newKey = () => randomBytes(32).toString('base64');
const secret = 'Zhang San, 13800138000';
const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const codecOf = (text: string) => new AesPayloadCodec(parsePayloadKeys(text));

describe('AesPayloadCodec', () => {
  const key = newKey();

  it.each([{ name: secret, n: 1 }, null, '', [1, 'two', { three: 3 }], new Uint8Array([0, 255, 1])])('gives back %j', async (value) => {
    const codec = codecOf(key);
    const [decoded] = await codec.decode(await codec.encode([payloadOf(value)]));
    expect(defaultPayloadConverter.fromPayload(decoded as Payload)).toEqual(value);
  });

  it('takes the result of a workflow that returns nothing, as the worker decodes it', async () => {
    const codec = codecOf(key);
    const nothing = { ...payloadOf(undefined), data: [] as unknown as Uint8Array };
    const [decoded] = await codec.decode(await codec.encode([nothing]));
    expect(defaultPayloadConverter.fromPayload(decoded as Payload)).toBeUndefined();
  });

  it('shows nothing of the payload, and never the same twice', async () => {
    const codec = codecOf(key);
    const [first, second] = await codec.encode([payloadOf(secret), payloadOf(secret)]);
    const shown = Buffer.concat([...Object.values(first?.metadata ?? {}), first?.data ?? new Uint8Array()].map((bytes) => Buffer.from(bytes)));
    for (const part of ['Zhang', '13800138000', 'json/plain']) expect(shown.includes(part)).toBe(false);
    expect(first?.data).not.toEqual(second?.data);
  });

  it('reads what an older key wrote', async () => {
    const [old, current] = [`k1:${newKey()}`, `k2:${newKey()}`];
    const written = await codecOf(old).encode([payloadOf(secret)]);
    const [decoded] = await codecOf(`# rotated\n${old}\n${current}\n`).decode(written);
    expect(defaultPayloadConverter.fromPayload(decoded as Payload)).toBe(secret);
    await expect(codecOf(current).decode(written)).rejects.toThrow('no payload key with id k1');
  });

  it('refuses a payload that was changed or cut', async () => {
    const codec = codecOf(key);
    const [payload] = await codec.encode([payloadOf(secret)]);
    const data = Uint8Array.from(payload?.data ?? []);
    data[20] = (data[20] ?? 0) ^ 1;
    await expect(codec.decode([{ ...payload, data }])).rejects.toThrow();
    await expect(codec.decode([{ ...payload, data: data.subarray(0, 10) }])).rejects.toThrow('cut short');
  });

  it('leaves payloads alone that were written without encryption', async () => {
    const plain = payloadOf('plain');
    expect(await codecOf(key).decode([plain])).toEqual([plain]);
  });
});

describe('parsePayloadKeys', () => {
  it.each(['', '# only a comment', 'short', `k1:${newKey()}x`, `k1:${newKey()}\nk1:${newKey()}`])('refuses %j without repeating it', (text) => {
    expect(() => parsePayloadKeys(text)).toThrow(/payload key file/u);
  });
});
