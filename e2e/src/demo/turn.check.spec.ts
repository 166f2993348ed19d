import { describe, expect, it } from '@jest/globals';
import { HistoryBuilder } from '../checker/history.builder.js';
import { readHistory, type Operation, type TicketEvidence } from '../checker/index.js';
import type { PlannedTurn } from './turn.book.js';
import { countTurns, hasHappened, turnProblems } from './turn.check.js';
import { turns, type Turn } from './turn.plan.js';

const id = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ';
const otherId = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZY';
const evidenceOf = (builder: HistoryBuilder): TicketEvidence => ({ tenant: 'huaxin', ticketId: builder.ticketId, rows: [], quality: [], readAt: 0, history: readHistory(builder.ticketId, builder.entries) });
const planned = (turn: Turn, ...ticketIds: string[]): PlannedTurn => ({ turn, number: 'n1', ticketIds: ticketIds.length > 0 ? ticketIds : [id], done: false, why: 'nobody came' });
const ticket = (): HistoryBuilder => new HistoryBuilder(id).registered(0).to('assigned', 2, { command: 'assign', ownerId: 'spec' });
const by = (command: string): TicketEvidence => evidenceOf(ticket().to('assigned', 5, { command, actorId: 'sup', actorKind: 'staff' }));
const byCustomer = (command: string): TicketEvidence => evidenceOf(ticket().to('confirmed', 5, { command, actorKind: 'customer', actorId: 'c_1' }));

/** What the facts of each turn look like. */
const taken: Readonly<Record<Turn, readonly TicketEvidence[]>> = {
  claimed: [by('claim')],
  'on-call': [evidenceOf(ticket().escalated('assign', 2, 'spec', 15, 15.2, 0, 0, 'on-call:service'))],
  reopened: [by('reopen')],
  followed: [evidenceOf(ticket()), evidenceOf(new HistoryBuilder(otherId).registered(90).tied('follows', id))],
  merged: [by('merge')],
  split: [evidenceOf(ticket()), evidenceOf(new HistoryBuilder(otherId).registered(9).tied('split-from', id))],
  'kind-changed': [by('change-kind')],
  'several-devices': [by('confirm')],
  'handed-over': [by('hand-over')],
  moved: [evidenceOf(ticket().relocated('south', 5))],
  'confirmed-by-link': [byCustomer('confirm')],
  'consented-by-link': [byCustomer('consent')],
  'surveyed-by-link': [byCustomer('return-visit')],
};

describe('the check of planned turns', () => {
  it.each([...turns])('sees by the facts that a ticket was %s, and that it was not', (turn) => {
    expect(hasHappened(planned(turn), taken[turn])).toBe(true);
    expect(hasHappened(planned(turn), [evidenceOf(ticket())])).toBe(false);
    expect(hasHappened(planned(turn), [])).toBe(false);
  });

  it('takes no hand-over by the owner for one of everything, no word by telephone for one by link, and no other half for the whole', () => {
    expect(hasHappened(planned('handed-over'), [evidenceOf(ticket().to('assigned', 5, { command: 'hand-over', actorId: 'spec' }))])).toBe(false);
    expect(hasHappened(planned('confirmed-by-link'), [by('confirm')])).toBe(false);
    expect(hasHappened(planned('several-devices', id, otherId), [by('confirm'), evidenceOf(new HistoryBuilder(otherId).registered(0))])).toBe(false);
  });

  it('says what was in the way of a turn that did not happen', () => {
    const refused: Operation = { opId: 'k', tenant: 'huaxin', ticketId: id, type: 'mergeTicket', invokedAt: '', settledAt: '', result: 'fail', code: 'merge.into-closed' };
    const [problem, ...others] = turnProblems([planned('merged'), planned('moved')], taken.moved, [refused]);
    expect(others).toEqual([]);
    expect(problem).toMatch(/^n1: planned to be merged, and was not: nobody came; last refused: mergeTicket merge\.into-closed/u);
  });

  it('counts turns by the facts, planned or not', () => {
    const all = turns.flatMap((turn) => taken[turn]);
    expect(countTurns(all)).toEqual({ claimed: 1, onCall: 1, reopened: 1, follows: 1, merged: 1, split: 1, kindsChanged: 1, handedOver: 1, moved: 1, byLink: 3 });
  });
});
