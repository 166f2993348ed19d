import { describe, expect, it } from '@jest/globals';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { queueOf, queuesOf } from './queue.domain.js';

const pack = { kinds: [{ kind: 'repair', queue: { department: 'tech-support', first: false } }, { kind: 'consultation' }] } as unknown as PolicyPack;

describe('queues to claim from', () => {
  it('are the department\'s that the pack names, else anybody\'s of the region', () => {
    expect(queueOf('supervisor-assignment', 'repair', pack)).toBe('tech-support');
    expect(queueOf('claim', 'consultation', pack)).toBe('*');
    expect(queueOf('owner-search', 'repair', pack)).toBeNull();
    expect(queueOf(null, 'repair', pack)).toBeNull();
  });

  it('are open to the own department, and all of them to whoever leads', () => {
    expect(queuesOf({ roles: ['specialist'], department: 'tech-support' })).toEqual(['*', 'tech-support']);
    expect(queuesOf({ roles: ['engineer'], department: null })).toEqual(['*']);
    expect(queuesOf({ roles: ['engineer', 'supervisor'], department: 'field' })).toBeNull();
  });
});
