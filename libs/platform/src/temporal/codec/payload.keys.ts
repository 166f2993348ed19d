import { readFile } from 'node:fs/promises';
import { createHash, createSecretKey, type KeyObject } from 'node:crypto';

/** Keys of the payload codec by id. The current one encrypts, all of them decrypt. */
export interface PayloadKeys {
  readonly currentId: string;
  readonly keys: ReadonlyMap<string, KeyObject>;
}

const keyBytes = 32;
const linePattern = /^(?:(?<id>[\w-]{1,32}):)?(?<key>[A-Za-z0-9+/]{43}=)$/u;

const idOf = (key: Buffer): string => createHash('sha256').update(key).digest('hex').slice(0, 12);

const parseLine = (line: string, at: number): [string, KeyObject] => {
  const { id, key } = linePattern.exec(line)?.groups ?? {};
  const bytes = Buffer.from(key ?? '', 'base64');
  // The line itself is a secret and never part of the message.
  if (bytes.length !== keyBytes) throw new Error(`payload key file, line ${at}: expected [id:]<base64 of ${keyBytes} bytes>`);
  return [id ?? idOf(bytes), createSecretKey(bytes)];
};

/**
 * Reads keys from text: one `[id:]<base64 of 32 bytes>` a line, the current one last; `#` begins a comment line.
 * To rotate, add a line, and keep the old one until the retention of histories has passed.
 */
export const parsePayloadKeys = (text: string): PayloadKeys => {
  const entries = text
    .split('\n')
    .map((line) => line.trim())
    .flatMap((line, index) => (line === '' || line.startsWith('#') ? [] : [parseLine(line, index + 1)]));
  const newest = entries.at(-1);
  if (!newest) throw new Error('the payload key file holds no key');
  const keys = new Map(entries);
  if (keys.size < entries.length) throw new Error('the payload key file has two keys with the same id');
  return { currentId: newest[0], keys };
};

/** Reads the file named by PAYLOAD_KEY_FILE. */
export const readPayloadKeys = async (path: string): Promise<PayloadKeys> => parsePayloadKeys(await readFile(path, 'utf8'));
