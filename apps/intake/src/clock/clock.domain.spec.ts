import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import type { CommandName, TicketKind, TicketStatus } from '@mendline/contracts/ticket';
import { CalendarBook } from '@mendline/sla';
import { readPackSource } from '../policy-pack/pack.source.js';
import { applyEvent } from './clock.domain.js';
import type { ChangedClock, ClockEvent } from './clock.domain.js';
import { instanceOf } from './clock.types.js';
import type { ClockRow } from './clock.types.js';
import { targetsOf } from './target.domain.js';

const packOf = async (name: string) => {
  const { pack, problems } = await readPackSource(readFileSync(new URL(`../../../../data/packs/${name}.yaml`, import.meta.url), 'utf8'));
  if (!pack) throw new Error(JSON.stringify(problems));
  return pack;
};
const packs = { demo: await packOf('demo'), borealis: await packOf('borealis') };

const instant = (second: number): Date => new Date(Date.UTC(2024, 4, 1, 9) + second * 1000);

/** The clocks of one made-up ticket, step by step; a step a second unless said otherwise. */
class Life {
  private clocks: ClockRow[] = [];
  private status: TicketStatus | null = null;
  private second = 0;
  private round = 0;

  private told: TicketKind;

  constructor(public kind: TicketKind = 'repair', private readonly name: keyof typeof packs = 'demo') {
    this.told = kind;
    this.to('registered', null);
  }

  to(to: TicketStatus, command: CommandName | null = 'contact', given: Partial<ClockEvent> = {}, after = 1): string[] {
    const pack = packs[this.name];
    this.second += after;
    this.round = given.round ?? this.round;
    const event: ClockEvent = {
      tenantId: 't', ticketId: 'x', at: instant(this.second), from: this.status, to, command, route: pack.kinds.find(({ kind }) => kind === this.kind)?.route ?? [], round: this.round,
      priority: 'normal', queuedNow: [], retargeted: false, hold: null, holdReason: null, actorId: null, ...(this.kind !== this.told && { kindBefore: this.told }), ...given,
    };
    this.told = this.kind;
    const changes = applyEvent(this.clocks, targetsOf(pack, this.kind), { pauses: [], anchors: [], calendars: new CalendarBook([]), policy: { pack: this.name, version: 1 } }, event);
    for (const { clock } of changes) this.clocks = [...this.clocks.filter((other) => instanceOf(other) !== instanceOf(clock)), clock];
    this.status = to;
    return changes.map(told);
  }

  steps(...steps: readonly (readonly [TicketStatus, CommandName])[]): this {
    for (const [to, command] of steps) this.to(to, command);
    return this;
  }

  get running(): string[] {
    return this.clocks.filter(({ stoppedAt }) => stoppedAt === null).map(instanceOf).sort();
  }
}

const told = ({ clock, change }: ChangedClock): string => `${instanceOf(clock)} ${clock.result ?? change}`;

const tried = (): Life => new Life().steps(['reviewed', 'review'], ['assigned', 'accept-offer'], ['contacted', 'contact'], ['tried', 'finish-remote']);
const onSite = (): Life => tried().steps(['consented', 'plan'], ['dispatched', 'accept-visit'], ['scheduled', 'agree-window'], ['arrived', 'arrive']);

describe('clocks of a repair', () => {
  it('[A6-3] [A6-4] [A6-7] run from stage to stage in a smooth life', () => {
    const life = new Life();
    expect(life.to('reviewed', 'review')).toEqual(['review:0 met']);
    expect(life.to('assigned', 'accept-offer')).toEqual(['contact:0 started', 'plan:0 started']);
    expect(life.to('contacted', 'contact')).toEqual(['contact:0 met']);
    expect(life.to('tried', 'finish-remote')).toEqual([]);
    expect(life.to('planned', 'plan')).toEqual(['plan:0 met', 'approve-plan:0 started']);
    expect(life.to('approved', 'approve-plan')).toEqual(['approve-plan:0 met', 'consent:0 started']);
    expect(life.to('consented', 'consent')).toEqual(['consent:0 met']);
    expect(life.to('dispatched', 'accept-visit')).toEqual(['arrival:0 started']);
    expect(life.to('scheduled', 'agree-window')).toEqual([]);
    expect(life.to('arrived', 'arrive')).toEqual(['arrival:0 met', 'repair:0 started']);
    expect(life.to('solved', 'finish-visit')).toEqual(['repair:0 met', 'tell-result:0 started']);
    expect(life.to('result-told', 'tell-result')).toEqual(['tell-result:0 met']);
  });

  it('[A6-1] a review that ends in an exit is a finished review: met or missed by its instant, never dropped', () => {
    for (const end of ['closed-duplicate', 'closed-out-of-scope', 'closed-invalid'] as const) {
      expect(new Life().to(end, 'review')).toEqual(['review:0 met']);
      expect(new Life().to(end, 'review', {}, 15)).toEqual(['review:0 met']);
      expect(new Life().to(end, 'review', {}, 16)).toEqual(['review:0 missed']);
    }
    expect(new Life().to('cancelled', 'cancel')).toEqual(['review:0 dropped']);
  });

  it('a remote session that solves it drops what is never reached, and leaves nothing running behind', () => {
    const life = new Life().steps(['reviewed', 'review'], ['assigned', 'accept-offer'], ['contacted', 'contact']);
    expect(life.to('solved', 'finish-remote')).toEqual(['plan:0 dropped', 'tell-result:0 started']);
    expect(life.running).toEqual(['tell-result:0']);
  });

  it('[A5-8] a customer who insists was contacted, though the contact leads further', () => {
    const life = new Life().steps(['reviewed', 'review'], ['assigned', 'accept-offer']);
    expect(life.to('tried', 'contact')).toEqual(['contact:0 met']);
    expect(life.running).toEqual(['plan:0']);
  });

  it('a plan that needs no word is a plan: its clock is met, and none starts for the words', () => {
    expect(tried().to('consented', 'plan')).toEqual(['plan:0 met']);
    expect(tried().to('approved', 'plan')).toEqual(['plan:0 met', 'consent:0 started']);
    const approvedOnly = tried().steps(['planned', 'plan']);
    expect(approvedOnly.to('consented', 'approve-plan')).toEqual(['approve-plan:0 met']);
  });

  it('a decision is made also when it is no; another plan has a clock of its own, and its words have the next lap', () => {
    const life = tried().steps(['planned', 'plan']);
    expect(life.to('tried', 'approve-plan', {}, 16)).toEqual(['approve-plan:0 missed', 'next-plan:0 started']);
    expect(life.to('planned', 'plan')).toEqual(['next-plan:0 met', 'approve-plan:0:1 started']);
    life.steps(['approved', 'approve-plan']);
    expect(life.to('tried', 'consent')).toEqual(['consent:0 met', 'next-plan:0:1 started']);
    expect(life.to('approved', 'plan')).toEqual(['next-plan:0:1 met', 'consent:0:1 started']);
    expect(life.running).toEqual(['consent:0:1']);
  });

  it('[A8-5] a declined quote ends the wait for the customer', () => {
    expect(tried().steps(['approved', 'plan']).to('closed-quote-declined', 'consent')).toEqual(['consent:0 met']);
    expect(onSite().to('closed-quote-declined', 'finish-visit')).toEqual(['repair:0 dropped']);
  });

  it('a new version that is read anew drops the wait for a word on the old one', () => {
    expect(tried().steps(['approved', 'plan']).to('planned', 'plan')).toEqual(['consent:0 dropped', 'approve-plan:0 started']);
  });

  it('the next visit starts the clocks of visits again, and nothing that has stopped before', () => {
    const life = onSite();
    expect(life.to('consented', 'finish-visit')).toEqual(['repair:0 dropped']);
    expect(life.running).toEqual([]);
    expect(life.to('dispatched', 'accept-visit')).toEqual(['arrival:0:1 started']);
    expect(life.to('scheduled', 'agree-window')).toEqual([]);
    expect(life.to('arrived', 'arrive')).toEqual(['arrival:0:1 met', 'repair:0:1 started']);
    expect(life.to('solved', 'finish-visit')).toEqual(['repair:0:1 met', 'tell-result:0 started']);
  });

  it('[A7-12] another engineer before arrival leaves the on-site target running', () => {
    const life = tried().steps(['consented', 'plan'], ['dispatched', 'accept-visit'], ['scheduled', 'agree-window']);
    expect(life.to('dispatched', 'assign-engineer')).toEqual([]);
    expect(life.running).toEqual(['arrival:0']);
  });

  it('[A8-3] a plan changed on site: the work waits, its words have clocks, and coming back is the next lap of the work', () => {
    const life = onSite();
    expect(life.to('approved', 'plan')).toEqual(['repair:0 dropped', 'consent:0 started']);
    expect(life.to('arrived', 'consent')).toEqual(['consent:0 met', 'repair:0:1 started']);
    expect(life.running).toEqual(['repair:0:1']);
  });

  it('[C9] the supervisor\'s queue for an engineer has a clock, again for the next visit, and not twice while it runs', () => {
    const life = tried().steps(['consented', 'plan']);
    const queued = { queuedNow: ['dispatch-queued'] as const };
    expect(life.to('consented', 'propose-engineer', queued)).toEqual(['dispatch:0 started']);
    expect(life.to('consented', 'plan', queued)).toEqual([]);
    expect(life.to('dispatched', 'assign-engineer')).toEqual(['dispatch:0 met', 'arrival:0 started']);
    life.steps(['scheduled', 'agree-window'], ['arrived', 'arrive']);
    expect(life.to('consented', 'finish-visit', queued)).toEqual(['repair:0 dropped', 'dispatch:0:1 started']);
  });

  it('rework drops what still runs and begins everything in the next round, at the first lap', () => {
    const life = onSite().steps(['solved', 'finish-visit'], ['result-told', 'tell-result']);
    expect(life.to('assigned', 'reject', { round: 1 })).toEqual(['contact:1 started', 'plan:1 started']);
    expect(life.to('contacted', 'contact')).toEqual(['contact:1 met']);
  });

  it('a route without approval waits for the customer from the plan on', () => {
    const life = new Life('repair', 'borealis').steps(['reviewed', 'review'], ['assigned', 'accept-offer'], ['tried', 'contact']);
    expect(life.to('planned', 'plan')).toEqual(['plan:0 met', 'consent:0 started']);
    expect(life.to('tried', 'consent')).toEqual(['consent:0 met', 'next-plan:0 started']);
  });
});

describe('clocks of a consultation', () => {
  it('[A6-13] are as they were: once per round, dropped when the route is left', () => {
    const life = new Life('consultation').steps(['reviewed', 'review']);
    expect(life.to('reviewed', 'propose-owner', { queuedNow: ['queued'] })).toEqual(['assign:0 started']);
    expect(life.to('assigned', 'assign')).toEqual(['assign:0 met', 'contact:0 started', 'answer:0 started']);
    life.steps(['contacted', 'contact'], ['tried', 'finish-remote']);
    expect(life.to('answered', 'answer')).toEqual(['answer:0 met', 'tell-result:0 started']);
    expect(life.to('result-told', 'tell-result')).toEqual(['tell-result:0 met']);
    expect(life.to('closed-no-answer', 'pass-deadline')).toEqual(['return-visit:0 started']);
    expect(life.to('return-visited', 'return-visit')).toEqual(['return-visit:0 met', 'supervisor-review:0 started']);
  });

  it('[C10] an unconfirmed end waits for its review', () => {
    const life = new Life('consultation').steps(['reviewed', 'review'], ['assigned', 'assign']);
    expect(life.to('closed-unconfirmed', 'reject')).toEqual(['contact:0 dropped', 'answer:0 dropped', 'supervisor-review:0 started']);
    expect(life.to('supervisor-reviewed', 'supervisor-review')).toEqual(['supervisor-review:0 met']);
    expect(life.to('closed-unconfirmed', 'reopen')).toEqual(['supervisor-review:0:1 started']);
    expect(life.to('supervisor-reviewed', 'supervisor-review')).toEqual(['supervisor-review:0:1 met']);
  });
});

describe('a change of kind', () => {
  it('[A3-12] by the review begins the clocks of the new kind, those too that count from the registration', () => {
    const life = new Life('consultation');
    life.kind = 'complaint-service';
    expect(life.to('reviewed', 'review', { retargeted: true })).toEqual(expect.arrayContaining(['review:0 met', 'opinion:0 started', 'resolve:0 started']));
  });

  it('[A6-4, A6-13] ends the clocks of the old kind, begins those of the new one with the change, and leaves the others running', () => {
    const life = new Life('consultation').steps(['reviewed', 'review'], ['assigned', 'accept-offer']);
    expect(life.running).toContain('answer:0');
    life.kind = 'repair';
    expect(life.to('assigned', 'change-kind', { retargeted: true })).toEqual(expect.arrayContaining(['answer:0 dropped', 'plan:0 started']));
    expect(life.running).toEqual(expect.arrayContaining(['contact:0', 'plan:0']));
    life.kind = 'consultation';
    life.to('assigned', 'change-kind', { retargeted: true });
    expect(life.running.some((clock) => clock.startsWith('answer:0'))).toBe(true);
    expect(life.running.some((clock) => clock.startsWith('plan'))).toBe(false);
  });
});
