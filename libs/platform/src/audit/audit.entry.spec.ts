import { describe, expect, it } from '@jest/globals';
import { type AuditEntry, ChainChecker, genesisHash, hashEntry } from './index.js';

const entry: AuditEntry = {
  tenantId: 'huaxin',
  seq: 1,
  at: new Date('2026-11-02T08:00:00.123Z'),
  actor: 'per_1',
  action: 'person.revealed',
  subject: 'cus_1',
  detail: { purpose: 'call', fields: ['phone', 'name'] },
  prevHash: genesisHash,
};

describe('hashEntry', () => {
  it('changes with every field', () => {
    const changes: Partial<AuditEntry>[] = [
      { tenantId: 'borealis' },
      { seq: 2 },
      { at: new Date('2026-11-02T08:00:00.124Z') },
      { actor: 'per_2' },
      { action: 'role.granted' },
      { subject: 'cus_2' },
      { detail: { purpose: 'call', fields: ['name', 'phone'] } },
      { prevHash: '1'.repeat(64) },
    ];
    const hashes = [{}, ...changes].map((change) => hashEntry({ ...entry, ...change }));
    expect(new Set(hashes).size).toBe(hashes.length);
  });

  it('does not depend on the order of names', () => {
    expect(hashEntry({ ...entry, detail: { fields: ['phone', 'name'], purpose: 'call' } })).toBe(hashEntry(entry));
  });
});

describe('ChainChecker', () => {
  const link = (seq: number, prevHash: string) => {
    const next = { ...entry, seq, prevHash };
    return { ...next, hash: hashEntry(next) };
  };
  const first = link(1, genesisHash);
  const second = link(2, first.hash);

  it('accepts a whole chain', () => {
    const checker = new ChainChecker();
    expect([first, second].map((stored) => checker.accept(stored))).toEqual([true, true]);
    expect(checker.finish({ seq: 2, hash: second.hash }, false)).toEqual({ intact: true, entries: 2 });
  });

  it('finds a missing end, a missing middle, and an entry behind the head', () => {
    const short = new ChainChecker();
    short.accept(first);
    expect(short.finish({ seq: 2, hash: second.hash }, false)).toEqual({ intact: false, brokenAt: 2 });
    const gap = new ChainChecker();
    gap.accept(first);
    expect(gap.accept(link(3, second.hash))).toBe(false);
    expect(gap.verdict()).toEqual({ intact: false, brokenAt: 2 });
    const stray = new ChainChecker();
    stray.accept(first);
    expect(stray.finish({ seq: 1, hash: first.hash }, true)).toEqual({ intact: false, brokenAt: 2 });
  });
});
