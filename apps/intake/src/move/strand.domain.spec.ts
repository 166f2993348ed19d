import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { initialFlow } from '@mendline/contracts/ticket';
import type { TicketKind } from '@mendline/contracts/ticket';
import { readPackSource } from '../policy-pack/pack.source.js';
import { strandedBy } from './strand.domain.js';
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
    expect(strandedBy(subject({}), demo, without(demo, 'repair'))).toEqual({ en: 'the pack has no kind repair', zh: '策略包没有工单类别 repair' });
    expect(strandedBy(subject({ priority: 'low' }), demo, s2)?.en).toBe('the pack has no priority low');
  });

  it('would have it go elsewhere than it is on its way to', () => {
    expect(strandedBy(subject({ status: 'planned' }), demo, borealis)?.en).toBe('it is on the way to approved, by the pack it would be to consented');
    expect(strandedBy(subject({ status: 'approved' }), demo, borealis)?.en).toBe('approved is not on the route of repair');
  });

  it('carries it on to the same milestone, also where what lies further differs', () => {
    for (const status of ['registered', 'assigned', 'dispatched', 'arrived'] as const) expect(strandedBy(subject({ status }), demo, borealis)).toBeNull();
  });

  it('[C21] carries it on after the closing in whatever order and number the pack has', () => {
    for (const status of ['confirmed', 'closed-no-answer', 'cancelled'] as const) expect(strandedBy(subject({ status }), demo, s2)).toBeNull();
    expect(strandedBy(subject({ status: 'return-visited' }), demo, s2)?.en).toBe('return-visited is not on the route of repair');
  });
});
