import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { readPack } from '@mendline/contracts/policy-pack';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { parse } from 'yaml';
import { HistoryBuilder, second } from './history.builder.js';
import type { Operation } from './operation.log.js';
import { checkRun } from './run.check.js';
import type { RunEvidence, TicketEvidence } from './run.check.js';
import { readHistory } from './timeline.js';

const id = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ';
const operation = (opId: string, type: string, result: Operation['result'] = 'ok', ticketId: string | null = id): Operation => ({
  opId, type, result, ticketId, tenant: 'huaxin', invokedAt: second(0), settledAt: second(1), code: null,
});
const life = new HistoryBuilder(id).registered(0).to('reviewed', 2, { command: 'review', wait: 'owner-search' });
const row = { id, number: 'n1', status: 'reviewed', wait: 'owner-search', seq: 1, round: 0, ownerId: null, priority: 'normal' };
const quality = { ticketId: id, number: 'n1', status: 'reviewed', ticketSeq: 1, round: 0, clocksMet: 0, clocksMissed: 0, escalations: [] };
const ticket: TicketEvidence = { tenant: 'huaxin', ticketId: id, rows: [row], history: readHistory(id, life.entries), quality: [quality], recordedCommands: ['k-review'], readAt: Date.parse(second(5)) };

describe('the checker of a run', () => {
  let pack: PolicyPack;
  beforeAll(async () => {
    const reading = readPack(parse(await readFile(new URL('../../../data/packs/demo.yaml', import.meta.url), 'utf8')));
    if (!reading.pack) throw new Error('the demonstration pack is not valid');
    pack = reading.pack;
  });
  const check = (changes: Partial<RunEvidence> = {}) =>
    checkRun({
      operations: [operation('k-new', 'registerTicket'), operation('k-review', 'reviewTicket')], tickets: [ticket], system: { waitingOutbox: 0 },
      rules: { huaxin: { pack, staff: [] } }, ...changes,
    });
  const problemsOf = (changes: Partial<TicketEvidence>): readonly string[] => check({ tickets: [{ ...ticket, ...changes }] }).problems;

  it('finds nothing where row, record, facts and quality analysis agree', () => {
    expect(check()).toEqual({ problems: [], lost: 0, duplicates: 0, escalationsDue: 0, escalationsRaised: 0, escalationsCorrected: 0 });
  });

  it('finds a lost ticket, and one that nobody asked for', () => {
    expect(check({ tickets: [{ ...ticket, rows: [] }] })).toMatchObject({ lost: 1, problems: [`lost: ${id}`] });
    expect(check({ operations: [operation('k-review', 'reviewTicket')] }).problems).toEqual([`never asked for: ${id}`]);
    expect(check({ operations: [operation('k-new', 'registerTicket', 'info', null), operation('k-review', 'reviewTicket')] }).problems).toEqual([]);
  });

  it('finds what is there twice', () => {
    expect(check({ tickets: [{ ...ticket, quality: [quality, quality] }] }).duplicates).toBe(1);
    const other = `${id.slice(0, -1)}Y`;
    const copy = { ...ticket, ticketId: other, rows: [{ ...row, id: other }] };
    expect(check({ operations: [operation('k-new', 'registerTicket'), operation('k-two', 'registerTicket', 'ok', other), operation('k-review', 'reviewTicket')], tickets: [ticket, { ...copy, recordedCommands: [] }] }).duplicates).toBe(1);
    expect(problemsOf({ recordedCommands: ['k-review', 'k-review'] })).toEqual([expect.stringContaining('recorded 2 times')]);
  });

  it('finds an answered command without a trace and a refused one with a trace', () => {
    expect(problemsOf({ recordedCommands: [] })).toEqual([expect.stringContaining('recorded 0 times')]);
    const refused = [operation('k-new', 'registerTicket'), operation('k-review', 'reviewTicket', 'fail')];
    expect(check({ operations: refused }).problems).toEqual([expect.stringMatching(/was refused .*and is recorded/)]);
    const unknown = [operation('k-new', 'registerTicket'), operation('k-review', 'reviewTicket', 'info')];
    expect(check({ operations: unknown }).problems).toEqual([]);
  });

  it('finds a row, or quality analysis, that tells another life than the facts', () => {
    expect(problemsOf({ rows: [{ ...row, status: 'assigned' }] })).toEqual([expect.stringContaining('row: status'), expect.stringContaining('quality: status')]);
    expect(problemsOf({ quality: [{ ...quality, ticketSeq: 0 }] })).toEqual([expect.stringContaining('quality: seq')]);
    expect(problemsOf({ quality: [] })).toEqual([expect.stringContaining('does not know it')]);
  });

  it('finds an unlawful step and a gap', () => {
    const jump = new HistoryBuilder(id).registered(0).to('answered', 2, { command: 'answer' });
    expect(problemsOf({ history: readHistory(id, jump.entries) })).toEqual(expect.arrayContaining([expect.stringContaining('may not lead from registered to answered')]));
    const gap = life.entries.map((entry) => (entry.seq === 1 ? { ...entry, seq: 2 } : entry));
    expect(problemsOf({ history: readHistory(id, gap) })).toEqual(expect.arrayContaining([expect.stringContaining('fact 1 has seq 2')]));
  });

  it('knows a change of kind: before it the steps of the old kind are lawful, after it those of the new one', () => {
    const plan = { command: 'plan', wait: 'plan-approval' };
    const tried = (): HistoryBuilder => new HistoryBuilder(id).registered(0).to('reviewed', 1, { command: 'review' }).to('assigned', 2, { command: 'claim' }).to('contacted', 3).to('tried', 4, { command: 'finish-remote' });
    const lawless = (built: HistoryBuilder): readonly string[] => problemsOf({ history: readHistory(id, built.entries) }).filter((problem) => problem.includes('may not lead'));
    expect(lawless(tried().to('answered', 5, { command: 'answer' }).to('tried', 6, { command: 'change-kind', kind: 'repair' }).to('planned', 7, plan))).toEqual([]);
    expect(lawless(tried().to('planned', 5, plan))).toEqual([expect.stringContaining('plan may not lead from tried to planned')]);
    expect(lawless(tried().to('tried', 5, { command: 'change-kind', kind: 'repair' }).to('answered', 6, { command: 'answer' }))).toEqual([expect.stringContaining('answer may not lead')]);
    expect(lawless(tried().to('answered', 5, { command: 'change-kind', kind: 'repair' }))).toEqual([expect.stringContaining('change-kind may not lead')]);
  });

  it('knows reopening, merging and claiming as the table has them', () => {
    const told = (): HistoryBuilder => new HistoryBuilder(id).registered(0).to('reviewed', 1, { command: 'review' }).to('assigned', 2, { command: 'claim' });
    const lawless = (built: HistoryBuilder): readonly string[] => problemsOf({ history: readHistory(id, built.entries) }).filter((problem) => problem.includes('may not lead'));
    expect(lawless(told().to('closed-duplicate', 3, { command: 'merge' }))).toEqual([]);
    expect(lawless(told().to('assigned', 3, { command: 'reopen', round: 1 }))).toEqual([expect.stringContaining('reopen may not lead')]);
  });

  it('counts a ticket that was split off as asked for, and tells whoever is on call by the roster', () => {
    expect(check({ operations: [operation('k-split', 'splitTicket'), operation('k-review', 'reviewTicket')] }).problems).toEqual([]);
    const begin = Date.parse(second(0));
    const queued = new HistoryBuilder(id).registered(0).to('reviewed', 2, { command: 'review', wait: 'supervisor-assignment' }).escalated('assign', 1, 'sup', 3).escalated('assign', 2, 'spec', 17);
    const staff = [{ id: 'sup', roles: ['supervisor'], region: null, managerId: null }, { id: 'spec', roles: ['specialist'], region: 'east', managerId: null }];
    const rules = { huaxin: { pack, staff, duties: [{ roster: 'service', personId: 'spec', from: begin - 1_000, to: begin + 60_000 }] } };
    const late = { ...ticket, rows: [{ ...row, wait: 'supervisor-assignment' }], quality: [{ ...quality, escalations: [1, 2].map((level) => ({ clockId: 'c', level, recipientId: 'p' })) }], history: readHistory(id, queued.entries), readAt: begin + 20_000 };
    expect(check({ tickets: [late], rules })).toMatchObject({ problems: [], escalationsDue: 2, escalationsRaised: 2 });
    expect(check({ tickets: [late], rules: { huaxin: { pack, staff } } }).problems).not.toEqual([]);
  });

  it('finds what is left under way', () => {
    expect(check({ system: { waitingOutbox: 0, ticketsWithoutWorkflow: 2, deadLetters: 1 } }).problems).toEqual(['ticketsWithoutWorkflow: 2', 'deadLetters: 1']);
  });
});
