import { describe, expect, it } from '@jest/globals';
import type { Actor } from '@mendline/contracts/ticket';
import { canonicalJson, identityOf } from './command.input.js';

const actor: Actor = { kind: 'staff', personId: 'p_1', customerId: null, roles: ['csr'] };

describe('the identity of a command', () => {
  it('is the same however the input is ordered, and whatever is left undefined', () => {
    expect(canonicalJson({ b: [1, { d: null, c: '话' }], a: undefined, e: new Date(0) })).toBe(canonicalJson({ e: new Date(0), b: [1, { c: '话', d: null }] }));
    expect(JSON.parse(canonicalJson({ a: [undefined, 1], b: { c: true } }))).toEqual({ a: [null, 1], b: { c: true } });
  });

  it('differs by value, type and order of a list', () => {
    const texts = [{ a: 1 }, { a: '1' }, { a: null }, {}, { a: [1, 2] }, { a: [2, 1] }, null, 'a'].map(canonicalJson);
    expect(new Set(texts).size).toBe(texts.length);
  });

  it('takes in who, what and on which ticket, but not the roles of the moment', () => {
    const base = { actor, operation: 'reviewTicket', ticketId: 't1', input: { a: 1 } };
    expect(identityOf({ ...base, actor: { ...actor, roles: [] } })).toBe(identityOf(base));
    for (const other of [{ ...base, operation: 'x' }, { ...base, ticketId: null }, { ...base, input: {} }, { ...base, actor: { ...actor, personId: 'p_2' } }]) {
      expect(identityOf(other)).not.toBe(identityOf(base));
    }
  });
});
