import { describe, expect, it } from '@jest/globals';
import { FileKeyManagement } from '../keys/file.key-management.js';
import { BlindIndexes } from './blind-index.js';
import { normaliseEmail, normaliseIdNumber, normaliseName, normalisePhone } from './normalise.js';

const key = (fill: number): string => Buffer.alloc(32, fill).toString('base64');
const indexes = new BlindIndexes(FileKeyManagement.fromText(`k1:${key(1)}`));

describe('normalised values', () => {
  it.each(['13812345678', '138 1234 5678', '138-1234-5678', '+8613812345678', '+86 138 1234 5678', '008613812345678', '8613812345678', '１３８１２３４５６７８', '（+86）138-1234-5678'])(
    'a mobile number has one form: %s',
    (phone) => {
      expect(normalisePhone(phone)).toBe('+8613812345678');
    },
  );

  it('numbers of other countries and landlines too', () => {
    expect(normalisePhone('0571-88886666')).toBe('+8657188886666');
    expect(normalisePhone('912 34 567', 'NO')).toBe('+4791234567');
    expect(normalisePhone('+47 912 34 567')).toBe('+4791234567');
    expect(normalisePhone('0047 91234567')).toBe('+4791234567');
    expect(normalisePhone('12 34')).toBe('1234');
  });

  it('e-mail without case, names without case and spaces, identity numbers bare', () => {
    expect(normaliseEmail(' Zhang.Wei＠Example.COM ')).toBe('zhang.wei@example.com');
    expect(normaliseName(' 张　伟 ')).toBe('张伟');
    expect(normaliseName('Ola  NORDMANN')).toBe('ola nordmann');
    expect(normaliseName('Ｋåre')).toBe(normaliseName('Ka\u030are'));
    expect(normaliseIdNumber('110105 19491231-002x')).toBe('11010519491231002X');
  });
});

describe('blind index', () => {
  it('[A11-5] is the same for all spellings and 32 bytes that do not contain the value', async () => {
    const index = await indexes.blindIndex('huaxin', 'phone', '13812345678');
    expect(index).toHaveLength(32);
    expect(await indexes.blindIndex('huaxin', 'phone', '+86 138-1234-5678')).toEqual(index);
  });

  it('[C17] differs by tenant, kind, value and master key', async () => {
    const other = new BlindIndexes(FileKeyManagement.fromText(key(2)));
    const all = await Promise.all([
      indexes.blindIndex('huaxin', 'phone', '13812345678'),
      indexes.blindIndex('borealis', 'phone', '13812345678'),
      indexes.blindIndex('huaxin', 'name', '13812345678'),
      indexes.blindIndex('huaxin', 'phone', '13812345679'),
      other.blindIndex('huaxin', 'phone', '13812345678'),
    ]);
    expect(new Set(all.map((index) => index.toString('hex'))).size).toBe(5);
  });

  it('stays when the master key is rotated', async () => {
    const rotated = new BlindIndexes(FileKeyManagement.fromText(`k1:${key(1)}\nk2:${key(2)}\n`));
    expect(await rotated.blindIndex('huaxin', 'email', 'a@b.no')).toEqual(await indexes.blindIndex('huaxin', 'email', 'A@B.no'));
  });
});
