import { createHash, hkdfSync } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { KEY_BYTES } from '../encryption/aes.gcm.js';
import { seal, unseal } from '../encryption/sealed.js';
import { KeyError, type KeyManagement, type WrappedKey } from './key-management.port.js';

interface MasterKey {
  readonly id: string;
  readonly key: Buffer;
}

const DERIVE_SALT = 'mendline/derive/v1';

/**
 * Master keys from a file (`KMS_MASTER_KEY_FILE`), one a line: `<id>:<base64 of 32 bytes>`, or the base64 alone (then the id is made
 * from the key). The newest is the last. Rotation: add a line, keep the old ones while data keys are wrapped by them, and keep the
 * first for ever, because blind indexes derive from it.
 */
export class FileKeyManagement implements KeyManagement {
  private constructor(
    private readonly first: MasterKey,
    private readonly newest: MasterKey,
    private readonly byId: ReadonlyMap<string, MasterKey>,
  ) {}

  static async fromFile(path: string): Promise<FileKeyManagement> {
    return FileKeyManagement.fromText(await readFile(path, 'utf8'));
  }

  /** Throws KeyError `key.file-invalid`; its message names the line, never its content. */
  static fromText(text: string): FileKeyManagement {
    const keys = text.split(/\r?\n/).flatMap(parseLine);
    const [first, newest] = [keys[0], keys.at(-1)];
    if (first === undefined || newest === undefined) throw fileInvalid('no key in it');
    const byId = new Map(keys.map((key) => [key.id, key]));
    if (byId.size < keys.length) throw fileInvalid('two keys have the same id');
    return new FileKeyManagement(first, newest, byId);
  }

  wrap(dataKey: Buffer, context: string): Promise<WrappedKey> {
    const { id, key } = this.newest;
    return Promise.resolve({ bytes: seal(key, ['data-key', id, context], dataKey), masterKeyId: id });
  }

  async unwrap({ bytes, masterKeyId }: WrappedKey, context: string): Promise<Buffer> {
    const master = this.byId.get(masterKeyId);
    if (master === undefined) throw new KeyError('key.unknown', `no master key '${masterKeyId}'`);
    return Promise.resolve(unseal(master.key, ['data-key', masterKeyId, context], bytes));
  }

  derive(purpose: string): Promise<Buffer> {
    return Promise.resolve(Buffer.from(hkdfSync('sha256', this.first.key, DERIVE_SALT, purpose, KEY_BYTES)));
  }

  newestKeyId(): Promise<string> {
    return Promise.resolve(this.newest.id);
  }
}

function parseLine(line: string, index: number): readonly MasterKey[] {
  const trimmed = line.trim();
  if (trimmed === '' || trimmed.startsWith('#')) return [];
  const colon = trimmed.indexOf(':');
  const encoded = trimmed.slice(colon + 1).trim();
  const key = Buffer.from(encoded, 'base64');
  if (key.length !== KEY_BYTES || key.toString('base64') !== encoded) throw fileInvalid(`line ${index + 1} is not base64 of ${KEY_BYTES} bytes`);
  const id = colon < 0 ? `key-${createHash('sha256').update(key).digest('hex').slice(0, 12)}` : trimmed.slice(0, colon).trim();
  if (id === '') throw fileInvalid(`line ${index + 1} has no id before the colon`);
  return [{ id, key }];
}

function fileInvalid(message: string): KeyError {
  return new KeyError('key.file-invalid', `master key file: ${message}`);
}
