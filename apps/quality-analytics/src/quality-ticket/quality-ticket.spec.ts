import { describe, expect, it } from '@jest/globals';
import { clockStarted, clockStopped } from '@mendline/contracts/facts';
import type { Fact } from '@mendline/contracts/facts';
import { randomLife, seededRandom, shuffled, TicketFacts } from '../../test/fact-stream.js';
import type { TicketFact } from './fact-order.domain.js';
import { foldClock } from './quality-clock.domain.js';
import { foldTicket } from './quality-ticket.domain.js';

const id = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ';
const at = (minute: number): string => new Date(Date.UTC(2024, 4, 1, 9, minute)).toISOString();
const kept = (facts: readonly Fact[]): TicketFact[] =>
  facts.map((fact) => ({
    id: fact.id, type: fact.type, aggregateId: fact.aggregateid, incarnation: fact.incarnation, aggregateVersion: fact.aggregateversion,
    ticketSeq: fact.ticketseq ?? 0, time: fact.time, data: fact.data,
  }));
const fold = (ticket: TicketFacts) => foldTicket(id, kept(ticket.facts));

describe('folding the facts of a ticket', () => {
  it('gives the same ticket for any order and any number of copies', () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      const random = seededRandom(seed);
      const facts = kept(randomLife('huaxin', id, random).facts);
      const messy = shuffled([...facts, ...facts.filter(() => random() < 0.4)], random);
      expect(foldTicket(id, messy)).toEqual(foldTicket(id, facts));
    }
  });

  it('tells milestones with the instants that clocks count, owner, rounds, outcome and satisfaction', () => {
    const ticket = new TicketFacts('huaxin', id)
      .registered(at(0))
      .to('assigned', at(5), { ownerId: 'p1' })
      .to('assigned', at(6), { ownerId: 'p2' })
      .to('contacted', at(9), { ownerId: 'p2', effectiveAt: at(8) })
      .to('confirmed', at(20), { ownerId: 'p2', satisfaction: 80, outcome: 'explained' });
    expect(fold(ticket)).toMatchObject({
      status: 'confirmed', ownerId: 'p2', round: 0, outcome: 'explained', satisfaction: 80, satisfactionAt: at(20), endStatus: 'confirmed', closedAt: at(20), archivedAt: null,
      milestones: [
        { milestone: 'registered', round: 0, at: at(0) },
        { milestone: 'assigned', round: 0, at: at(5) },
        { milestone: 'contacted', round: 0, at: at(8) },
        { milestone: 'confirmed', round: 0, at: at(20) },
      ],
    });
  });

  it('opens the matter again when it goes back to handling, and keeps its end through review and archive', () => {
    const ticket = new TicketFacts('huaxin', id).registered(at(0)).to('confirmed', at(10)).to('assigned', at(12), { round: 1 });
    expect(fold(ticket)).toMatchObject({ endStatus: null, closedAt: null, round: 1 });
    ticket.to('closed-unconfirmed', at(20), { round: 1 }).to('supervisor-reviewed', at(25), { round: 1 }).to('archived', at(30), { round: 1, wait: null });
    expect(fold(ticket)).toMatchObject({ status: 'archived', endStatus: 'closed-unconfirmed', closedAt: at(20), archivedAt: at(30) });
  });

  it('[C10] is unconfirmed, not solved, when the customer takes his word back at the limit of rounds', () => {
    const ticket = new TicketFacts('huaxin', id).registered(at(0)).to('confirmed', at(10)).to('return-visited', at(12)).to('closed-unconfirmed', at(14)).to('supervisor-reviewed', at(16));
    expect(fold(ticket)).toMatchObject({ endStatus: 'closed-unconfirmed', closedAt: at(10) });
  });

  it('keeps clocks and escalations, those corrected later included', () => {
    const ticket = new TicketFacts('huaxin', id)
      .registered(at(0)).clock('review', at(0), at(15)).moved('review', at(3), at(20)).escalated('review', at(21)).stopped('review', at(22), at(20), 'missed').corrected('review', at(40));
    expect(fold(ticket)).toMatchObject({
      clocks: [{ clockId: `${id}:review:0`, startedAt: at(0), dueAt: at(20), stoppedAt: at(22), state: 'missed', responsibleId: 'p1' }],
      escalations: [{ clockId: `${id}:review:0`, level: 1, recipientId: 'p_sup', raisedAt: at(21), correctedAt: at(40) }],
    });
  });

  it('keeps the laps of a clock apart that starts again within a round', () => {
    const visits = [0, 1].map((lap) => ({ clockId: `${id}:arrival:0${lap > 0 ? ':1' : ''}`, target: 'arrival', round: 0, ...(lap > 0 && { lap }) }));
    const [first, second] = visits.map((of, i) => foldClock(new Map(), clockStarted.type, { ...of, startedAt: at(i), dueAt: at(i + 60) }));
    const both = new Map([...(first ?? []), ...(second ?? [])]);
    const stopped = foldClock(both, clockStopped.type, { ...visits[0], stoppedAt: at(9), dueAt: at(60), result: 'dropped', responsibleId: null });
    expect([...stopped.values()].map(({ lap, state }) => [lap, state])).toEqual([[0, 'dropped'], [1, 'running']]);
  });

  it('takes a departure back with its window where another follows apart from it, before the arrival', () => {
    const departed = (...windows: readonly (readonly [number, number])[]) => {
      const ticket = new TicketFacts('huaxin', id).registered(at(0));
      const visit = ticket.visit(1, 'e1').opened(at(1)).scheduled(at(2), at(10), at(20)).departed(at(8));
      windows.forEach(([from, to], n) => visit.scheduled(at(9 + n), at(from), at(to)));
      return { visit, at: () => fold(ticket)?.visits[0]?.departedAt };
    };
    expect([departed([15, 30]).at(), departed([20, 30]).at(), departed([21, 30]).at(), departed([1, 5]).at()]).toEqual([at(8), at(8), null, null]);
    const anew = departed([40, 50]);
    anew.visit.departed(at(35)).arrived(at(40)).scheduled(at(41), at(60), at(70));
    expect(anew.at()).toBe(at(35));
  });

  it('[A13-1] keeps a window that nobody came in, with whoever had it, when another follows; what is changed before it is over was not missed', () => {
    const ticket = new TicketFacts('huaxin', id).registered(at(0));
    ticket.visit(1, 'e1').opened(at(1)).scheduled(at(2), at(10), at(20)).scheduled(at(15), at(30), at(40)).scheduled(at(41), at(50), at(60));
    ticket.visit(1, 'e2').opened(at(61)).scheduled(at(62), at(70), at(80)).arrived(at(90)).closed(at(95), 'done');
    const visit = fold(ticket)?.visits[0];
    expect(visit).toMatchObject({ engineerId: 'e2', windowTo: at(80), missedWindows: [{ engineerId: 'e1', from: at(30), to: at(40) }, { engineerId: 'e1', from: at(50), to: at(60) }] });
    for (const [minute, missed] of [[95, 0], [100, 1], [105, 1]] as const) {
      const given = new TicketFacts('huaxin', id).registered(at(0));
      given.visit(1, 'e1').opened(at(1)).scheduled(at(2), at(90), at(100)).closed(at(minute), 'abandoned');
      expect(fold(given)?.visits[0]?.missedWindows).toHaveLength(missed);
    }
  });

  it('[A13-1] has not missed what was put off by a hold, nor a window in which somebody came and said so late', () => {
    const put = new TicketFacts('huaxin', id).registered(at(0));
    put.visit(1, 'e1').opened(at(1)).scheduled(at(2), at(10), at(20));
    put.to('scheduled', at(5), { from: 'scheduled', wait: 'hold-end' }).to('scheduled', at(30), { from: 'scheduled', wait: 'visit' });
    put.visit(1, 'e1').scheduled(at(31), at(40), at(50)).scheduled(at(55), at(60), at(70));
    expect(fold(put)?.visits[0]?.missedWindows).toEqual([{ engineerId: 'e1', from: at(40), to: at(50) }]);
    put.visit(1, 'e1').arrived(at(45));
    expect(fold(put)?.visits[0]).toMatchObject({ arrivedAt: at(45), missedWindows: [] });
  });

  it('waits for the registration and keeps no personal reference', () => {
    const ticket = new TicketFacts('huaxin', id).registered(at(0)).to('reviewed', at(5));
    expect(foldTicket(id, kept(ticket.facts.slice(1)))).toBeNull();
    expect(fold(ticket)).not.toHaveProperty('summary');
    expect(fold(ticket)).not.toHaveProperty('customerId');
  });

  it('drops the span that a restore has lost, as soon as it is written anew', () => {
    const before = new TicketFacts('huaxin', id).registered(at(0)).to('reviewed', at(5)).to('assigned', at(6), { ownerId: 'lost' });
    const after = before.restoredAt(1).to('cancelled', at(8), { from: 'registered' });
    const all = kept([...before.facts, ...after.facts]);
    expect(foldTicket(id, all)).toMatchObject({ status: 'cancelled', milestones: [{ milestone: 'registered' }, { milestone: 'cancelled' }] });
    expect(foldTicket(id, [...all].reverse())).toEqual(foldTicket(id, all));
  });
});
