import { describe, expect, it } from '@jest/globals';
import type { Role, TicketStatus } from '@mendline/contracts/ticket';
import { checkFields, mayReveal } from './reveal.domain.js';

const may = (roles: readonly Role[], { personId = 'p_1', ownerId = 'p_1', status = 'assigned' }: { personId?: string; ownerId?: string; status?: TicketStatus } = {}): boolean =>
  mayReveal({ roles, personId }, { ownerId, status });

describe('revealing personal data', () => {
  it.each(['csr', 'csr-leader', 'customer-relations', 'supervisor', 'manager', 'data-administrator'] as const)('[C17] is open to a %s, also after the end', (role) => {
    expect(may([role], { ownerId: 'p_2', status: 'archived' })).toBe(true);
  });

  it.each(['specialist', 'engineer'] as const)('[C17] is open to a %s while the ticket is theirs and open', (role) => {
    expect(may([role])).toBe(true);
    expect(may([role], { status: 'result-told' })).toBe(true);
    expect(may([role], { ownerId: 'p_2' })).toBe(false);
    expect(may([role], { status: 'confirmed' })).toBe(false);
    expect(may([role], { status: 'cancelled' })).toBe(false);
  });

  it('[C17] is closed to everybody else, and to an owner without a person', () => {
    expect(may(['customer'])).toBe(false);
    expect(may(['quality-manager', 'general-manager', 'administrator'])).toBe(false);
    expect(mayReveal({ roles: ['specialist'] }, { ownerId: null, status: 'assigned' })).toBe(false);
  });

  it('asks for known fields, each once', () => {
    expect(checkFields(['phone', 'name', 'phone'])).toEqual(['name', 'phone']);
    expect(() => checkFields([])).toThrow(expect.objectContaining({ code: 'reveal.fields-missing' }));
    expect(() => checkFields(['name', 'password'])).toThrow(expect.objectContaining({ code: 'reveal.field-unknown', params: expect.objectContaining({ field: 'password' }) }));
  });
});
