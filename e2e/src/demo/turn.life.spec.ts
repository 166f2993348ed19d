import { describe, expect, it } from '@jest/globals';
import type { SeenTicket } from './life.js';
import { TurnLife, type TurnSetting } from './turn.life.js';
import type { Turn } from './turn.plan.js';

const aTurn = (turn: Turn): TurnLife =>
  new TurnLife({ entry: { turn, number: 'n1', ticketIds: ['t1'], done: false, why: '' }, team: { one: () => 'csr', withRole: () => [{ region: 'east' }] }, into: 't0' } as unknown as TurnSetting);

const at = (wait: string): SeenTicket => ({ id: 't1', wait, epoch: 0, region: 'east' }) as SeenTicket;

const timesTried = (life: TurnLife, wait: string): number => {
  let times = 0;
  while (times < 50 && life.next(at(wait)) !== undefined) times += 1;
  return times;
};

describe('a turn that is refused every time', () => {
  it('is given up, and the usual way goes on', () => {
    expect(timesTried(aTurn('merged'), 'contact')).toBe(6);
  });

  it('is tried on where nobody else would do anything: a ticket in the queue waits for its claim', () => {
    expect(timesTried(aTurn('claimed'), 'claim')).toBe(50);
  });
});
