import { describe, expect, it } from '@jest/globals';
import { channelsFor, mostTries, pauseAfter, planBatches } from './delivery.domain.js';
import type { Waiting } from './delivery.domain.js';

const waiting = (count: number, channel = 'email', bytes = 50): Waiting[] => Array.from({ length: count }, (_, i) => ({ noticeId: `${channel}${i}`, channel, bytes }));
const sizes = (batches: ReturnType<typeof planBatches>): string[] => batches.map(({ channel, deliveries }) => `${channel} ${deliveries.length}`);
const roomy = (): number => 100_000;

describe('the messages of a recipient', () => {
  it('are single ones as long as they fit into the minute', () => {
    expect(sizes(planBatches(waiting(3), 5, roomy))).toEqual(['email 1', 'email 1', 'email 1']);
    expect(planBatches(waiting(3), 0, roomy)).toEqual([]);
    expect(sizes(planBatches(waiting(3), Number.POSITIVE_INFINITY, roomy))).toHaveLength(3);
  });

  it('are at most as many as fit into the minute, the rest in one digest; none is lost or told twice', () => {
    const batches = planBatches(waiting(500), 5, roomy);
    expect(sizes(batches)).toEqual(['email 1', 'email 1', 'email 1', 'email 1', 'email 496']);
    const told = batches.flatMap(({ deliveries }) => deliveries.map(({ noticeId }) => noticeId));
    expect(new Set(told).size).toBe(500);
    expect(told.slice(0, 4)).toEqual(['email0', 'email1', 'email2', 'email3']);
  });

  it('are one digest for each channel within the same number', () => {
    expect(sizes(planBatches([...waiting(10), ...waiting(10, 'sms')], 3, roomy))).toEqual(['email 1', 'email 9', 'sms 10']);
    expect(sizes(planBatches([...waiting(10), ...waiting(10, 'sms')], 1, roomy))).toEqual(['email 10']);
  });

  it('carry what the channel can carry, one notice at least; the others wait', () => {
    expect(sizes(planBatches(waiting(30), 1, () => 200))).toEqual(['email 3']);
    expect(sizes(planBatches(waiting(30), 1, () => 10))).toEqual(['email 1']);
  });
});

describe('the channels of a recipient', () => {
  const byRole = { supervisor: ['email' as const], engineer: ['sms' as const] };
  const reach = { roles: ['supervisor' as const, 'engineer' as const], chosen: null, addresses: ['email' as const, 'sms' as const] };
  const open = ['email', 'sms'];

  it('are those of all roles, in place of them those of the rule, in place of both the chosen ones', () => {
    expect(channelsFor(undefined, byRole, reach, open)).toEqual(['email', 'sms']);
    expect(channelsFor(['sms'], byRole, reach, open)).toEqual(['sms']);
    expect(channelsFor(['sms'], byRole, { ...reach, chosen: ['email'] }, open)).toEqual(['email']);
    expect(channelsFor(['sms'], byRole, { ...reach, chosen: [] }, open)).toEqual([]);
  });

  it('need an address, and to be set up', () => {
    expect(channelsFor(undefined, byRole, { ...reach, addresses: ['sms'] }, open)).toEqual(['sms']);
    expect(channelsFor(undefined, byRole, reach, ['email', 'webhook:erp'])).toEqual(['email']);
  });
});

describe('the pause after a failed try', () => {
  it('grows up to an hour, with a fifth of chance, and is never shorter than asked for', () => {
    expect([1, 2, 3, 10].map((tries) => pauseAfter(tries, 0))).toEqual([15_000, 30_000, 60_000, 3_600_000]);
    expect(pauseAfter(1, 1)).toBe(18_000);
    expect(pauseAfter(1, 0, 600_000)).toBe(600_000);
    expect(Array.from({ length: mostTries - 1 }, (_, i) => pauseAfter(i + 1, 0)).reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(7_000_000);
  });
});
