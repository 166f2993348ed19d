import { describe, expect, it } from '@jest/globals';
import type { TicketEvidence } from '../checker/index.js';
import { HistoryBuilder } from '../checker/history.builder.js';
import { readHistory } from '../checker/index.js';
import { tallyOf } from './tally.js';

const ticketId = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ';
const evidenceOf = (builder: HistoryBuilder): TicketEvidence => ({ tenant: 'huaxin', ticketId, rows: [], quality: [], readAt: 0, history: readHistory(ticketId, builder.entries) });

describe('the tally of a run', () => {
  it('counts visits that ended, rework, silence, complaints and ties by the facts of each ticket', () => {
    const once = evidenceOf(new HistoryBuilder(ticketId).registered(0, 'normal', 'repair').to('solved', 5, { command: 'finish-visit', visitOutcome: 'done' }).to('closed-no-answer', 9, { visitOutcome: null }));
    const twice = evidenceOf(new HistoryBuilder(ticketId).registered(0).to('assigned', 5, { command: 'reject', round: 1 }).to('assigned', 6, { command: 'link', round: 1 }).tied('relates-to'));
    const complaint = evidenceOf(new HistoryBuilder(ticketId).registered(0, 'normal', 'complaint-service').tied('caused-by').to('opinion-given', 3, { command: 'link' }).tied('waits-for'));
    expect(tallyOf([once, twice, complaint], 2)).toEqual({ repairs: 1, complaints: 1, visits: 1, reworked: 1, noAnswer: 1, linked: 3, alerts: 2 });
  });
});
