import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FileKeyManagement } from './file.key-management.js';
import { KeyError } from './key-management.port.js';

const base64 = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const oldFile = `# master keys\nk1:${base64(1)}\n`;
const rotatedFile = `${oldFile}k2:${base64(2)}\n`;

describe('master keys from a file', () => {
  it('[C17] wrap with the newest and unwrap by id after a rotation', async () => {
    const before = FileKeyManagement.fromText(oldFile);
    const after = FileKeyManagement.fromText(rotatedFile);
    const dataKey = randomBytes(32);
    const old = await before.wrap(dataKey, 'p1');
    const renewed = await after.wrap(dataKey, 'p1');
    expect([old.masterKeyId, renewed.masterKeyId]).toEqual(['k1', 'k2']);
    expect(await after.unwrap(old, 'p1')).toEqual(dataKey);
    expect(await after.unwrap(renewed, 'p1')).toEqual(dataKey);
    await expect(before.unwrap(renewed, 'p1')).rejects.toMatchObject({ code: 'key.unknown' });
    expect(old.bytes.includes(dataKey)).toBe(false);
  });

  it('do not open a key that was moved to another person or changed', async () => {
    const kms = FileKeyManagement.fromText(base64(1));
    const wrapped = await kms.wrap(randomBytes(32), 'p1');
    await expect(kms.unwrap(wrapped, 'p2')).rejects.toMatchObject({ code: 'ciphertext.invalid' });
    const changed = Buffer.from(wrapped.bytes);
    changed.writeUInt8(changed.readUInt8(changed.length - 1) ^ 1, changed.length - 1);
    await expect(kms.unwrap({ ...wrapped, bytes: changed }, 'p1')).rejects.toBeInstanceOf(KeyError);
  });

  it('give the bare line an id that follows from the key', async () => {
    const [first, again, other] = [base64(1), base64(1), base64(3)].map((line) => FileKeyManagement.fromText(`${line}\r\n`));
    expect(await first?.newestKeyId()).toMatch(/^key-[0-9a-f]{12}$/);
    expect(await first?.newestKeyId()).toBe(await again?.newestKeyId());
    expect(await first?.newestKeyId()).not.toBe(await other?.newestKeyId());
  });

  it.each(['', '# nothing', 'k1:short', `k1:${base64(1)}x`, `:${base64(1)}`, `k1:${base64(1)}\nk1:${base64(2)}`, randomBytes(31).toString('base64')])(
    'refuse a wrong file without showing it: %j',
    (text) => {
      expect(() => FileKeyManagement.fromText(text)).toThrow(expect.objectContaining({ code: 'key.file-invalid' }));
      expect(() => FileKeyManagement.fromText(text)).not.toThrow(base64(1));
    },
  );
});
