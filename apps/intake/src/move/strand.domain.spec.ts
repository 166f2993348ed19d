import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { initialFlow } from '@mendline/contracts/ticket';
import type { TicketKind } from '@mendline/contracts/ticket';
import { readPackSource } from '../policy-pack/pack.source.js';
import { strandedBy, strandingProblem } from './strand.domain.js';
import type { Subject } from './strand.domain.js';

const packOf = async (name: string): Promise<PolicyPack> => {
  const { pack } = await readPackSource(readFileSync(new URL(`../../../../data/packs/${name}.yaml`, import.meta.url), 'utf8'));
  if (!pack) throw new Error(name);
  return pack;
};
const [demo, borealis, s2] = [await packOf('demo'), await packOf('borealis'), await packOf('presets/s2')];
const subject = (given: Partial<Subject>): Subject => ({ kind: 'repair', status: 'assigned', priority: 'normal', flow: initialFlow, ...given });
const without = (pack: PolicyPack, kind: TicketKind): PolicyPack => ({ ...pack, kinds: pack.kinds.filter((one) => one.kind !== kind) });

describe('a pack that would strand a ticket', () => {
  it('has not its kind, or not its priority', () => {
    expect(strandedBy(subject({}), demo, without(demo, 'repair'))).toEqual({ path: 'kinds', en: 'the pack has no kind repair', zh: '策略包没有工单类别 repair' });
    expect(strandedBy(subject({ priority: 'low' }), demo, s2)?.en).toBe('the pack has no priority low');
  });

  it('would have it go elsewhere than it is on its way to', () => {
    expect(strandedBy(subject({ status: 'planned' }), demo, borealis)?.en).toBe('it is on the way to approved, by the pack it would be to consented');
    expect(strandedBy(subject({ status: 'approved' }), demo, borealis)?.en).toBe('approved is not on the route of repair');
  });

  it('[A10-14] carries on one whose review was opened by an escalation, whatever its route', () => {
    const flow = { ...initialFlow, reviews: [{ target: 'contact', round: 0, lap: 0, level: 2, since: '2024-05-01T01:30:00.000Z' }] };
    for (const status of ['confirmed', 'supervisor-reviewed'] as const) expect(strandedBy(subject({ status, flow }), s2, demo)).toBeNull();
  });

  it('is told with the place in the pack, how many they are, and the first of them', () => {
    const stranding = strandedBy(subject({ status: 'approved' }), demo, borealis);
    expect(stranding?.path).toBe('kinds.1.route');
    const problem = stranding && strandingProblem(stranding, 30, Array.from({ length: 30 }, (_, i) => `n${i}`));
    expect(problem).toMatchObject({ path: 'kinds.1.route', message: expect.stringMatching(/^would strand 30 open tickets \(n0, .*n19, …\): approved is not on the route/) });
  });

  it('carries it on to the same milestone, also where what lies further differs', () => {
    for (const status of ['registered', 'assigned', 'dispatched', 'arrived'] as const) expect(strandedBy(subject({ status }), demo, borealis)).toBeNull();
  });

  it('[C21] carries it on after the closing in whatever order and number the pack has', () => {
    for (const status of ['confirmed', 'closed-no-answer', 'cancelled'] as const) expect(strandedBy(subject({ status }), demo, s2)).toBeNull();
    expect(strandedBy(subject({ status: 'return-visited' }), demo, s2)?.en).toBe('return-visited is not on the route of repair');
  });
});
