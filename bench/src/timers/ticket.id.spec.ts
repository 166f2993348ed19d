import { describe, expect, it } from '@jest/globals';
import { cellOf, isTicketId } from '@mendline/contracts/ids';
import { newTicketId } from './ticket.id.js';

describe('ids of copied tickets', () => {
  it('are ids of tickets, of the cell and of their time', () => {
    const ids = Array.from({ length: 1_000 }, (_, n) => newTicketId('cn1', 1_700_000_000_000 + n));
    expect(ids.every(isTicketId)).toBe(true);
    expect(cellOf(ids[0] ?? '')).toBe('cn1');
    expect(ids).toEqual([...ids].sort());
    expect(ids[0]).toMatch(/^cn1_01HF7YAT00/);
  });
});
