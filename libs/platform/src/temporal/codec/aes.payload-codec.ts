import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { type Payload, type PayloadCodec, ValueError } from '@temporalio/common';
import { framePayload, unframePayload } from './payload.frame.js';
import type { PayloadKeys } from './payload.keys.js';

const encoding = 'binary/encrypted';
const cipherName = 'aes-256-gcm';
const ivBytes = 12;
const tagBytes = 16;

const textOf = (value: Uint8Array | null | undefined): string => Buffer.from(value ?? []).toString('utf8');
const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

/**
 * Encrypts everything that Temporal stores, as the second wall behind "ids and codes only". AES-256-GCM; the key's id
 * stands in clear beside the payload, so that keys can be rotated. Payloads without encryption are read as they are.
 */
export class AesPayloadCodec implements PayloadCodec {
  constructor(private readonly keys: PayloadKeys) {}

  encode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.encrypt(payload)));
  }

  // Async, so that a wrong key is a rejection.
  async decode(payloads: Payload[]): Promise<Payload[]> {
    return Promise.resolve(payloads.map((payload) => this.decrypt(payload)));
  }

  private encrypt(payload: Payload): Payload {
    const keyId = this.keys.currentId;
    const iv = randomBytes(ivBytes);
    const cipher = createCipheriv(cipherName, this.key(keyId), iv);
    cipher.setAAD(Buffer.from(keyId));
    const sealed = Buffer.concat([iv, cipher.update(framePayload(payload)), cipher.final(), cipher.getAuthTag()]);
    return { metadata: { encoding: bytesOf(encoding), 'encryption-key-id': bytesOf(keyId) }, data: new Uint8Array(sealed) };
  }

  private decrypt(payload: Payload): Payload {
    if (textOf(payload.metadata?.['encoding']) !== encoding) return payload;
    const keyId = textOf(payload.metadata?.['encryption-key-id']);
    const sealed = Buffer.from(payload.data ?? []);
    if (sealed.length < ivBytes + tagBytes) throw new ValueError('an encrypted payload is cut short');
    const decipher = createDecipheriv(cipherName, this.key(keyId), sealed.subarray(0, ivBytes));
    decipher.setAAD(Buffer.from(keyId));
    decipher.setAuthTag(sealed.subarray(-tagBytes));
    return unframePayload(Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()]));
  }

  private key(keyId: string) {
    const key = this.keys.keys.get(keyId);
    if (!key) throw new ValueError(`no payload key with id ${keyId}`);
    return key;
  }
}
