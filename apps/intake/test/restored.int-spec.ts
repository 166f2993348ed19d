import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ticketEscalated, ticketRegistered, type Fact } from '@mendline/contracts/facts';
import { Database } from '@mendline/platform/database';
import { uuidv7 } from '@mendline/platform/ids';
import { lossLine, RestoredTicketService } from '../src/ticket/restored-ticket.service.js';
import { register } from './support/requests.js';
import { startIntake } from './support/running.intake.js';
import type { RunningIntake } from './support/running.intake.js';

let intake: RunningIntake;
let database: Database;
let ticketId: string;

beforeAll(async () => {
  intake = await startIntake();
  database = intake.app.get(Database, { strict: false });
  ticketId = await register(intake);
}, 120_000);

afterAll(() => intake.close());

const lostFact = (type: string, subject: string, data: object): Fact => ({
  specversion: '1.0', id: uuidv7(), type, source: '/mendline/cn1/intake', subject, time: '2024-05-01T01:45:00.200Z', tenantid: 'huaxin', cell: 'cn1', incarnation: 1, aggregateid: subject,
  aggregateversion: 9, ticketseq: 0, data,
});

const lostEscalation = async (more: object = {}): Promise<Fact> => {
  const [clock] = await intake.sql<{ due: Date }>(`select due_at as due from ticket_clocks where ticket_id = $1 and target = 'review'`, [ticketId]);
  const dueAt = clock?.due.toISOString() ?? '';
  return lostFact(ticketEscalated.type, ticketId, {
    ...ticketEscalated.example, clockId: `${ticketId}:review:0`, target: 'review', round: 0, level: 1, recipientId: 'p_boss', dueAt, levelDueAt: dueAt, raisedAt: '2024-05-01T01:45:00.200Z', ...more,
  });
};

const adopt = (...lost: Fact[]): Promise<number> => new RestoredTicketService(database, 'cn1').keepEscalations(lost);
const count = async (sql: string): Promise<number> => Number((await intake.sql<{ n: string }>(sql, [ticketId]))[0]?.n);

describe('escalations of a lost span', () => {
  it('are on record again where the ticket has that clock, once, and nobody is told anew', async () => {
    const notices = await count('select count(*) as n from notices where ticket_id = $1');
    const lost = await lostEscalation();
    expect([await adopt(lost), await adopt(lost)]).toEqual([1, 0]);
    const rows = await intake.sql<{ at: Date }>('select raised_at as at from escalations where ticket_id = $1', [ticketId]);
    expect(rows.map(({ at }) => at.toISOString())).toEqual(['2024-05-01T01:45:00.200Z']);
    expect(await count(`select count(*) as n from fact_log where key = $1 and type = 'intake.ticket.escalated.v1'`)).toBe(1);
    expect(await count(`select count(*) as n from ticket_timeline where ticket_id = $1 and type = 'intake.ticket.escalated.v1'`)).toBe(1);
    expect(await count('select count(*) as n from notices where ticket_id = $1')).toBe(notices);
  });

  it('are left alone where the clock is another, is due at another instant, or the ticket is gone', async () => {
    expect(await adopt(await lostEscalation({ level: 2, dueAt: '2024-05-01T00:00:00.000Z' }))).toBe(0);
    expect(await adopt(await lostEscalation({ level: 2, clockId: `${ticketId}:answer:0`, target: 'answer' }))).toBe(0);
    expect(await adopt({ ...(await lostEscalation({ level: 2 })), subject: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ' })).toBe(0);
  });
});

describe('the report of a restore', () => {
  it('names every ticket that has lost something, and those that are gone by the number that was given out', async () => {
    const gone = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ';
    const lost = [lostFact(ticketRegistered.type, gone, { ...ticketRegistered.example, number: '20240501009' }), await lostEscalation(), await lostEscalation()];
    const losses = await new RestoredTicketService(database, 'cn1').losses(lost);
    const [row] = await intake.sql<{ number: string }>('select number from tickets where id = $1', [ticketId]);
    expect(losses).toEqual([
      { tenantId: 'huaxin', ticketId: gone, number: '20240501009', facts: 1, seq: null },
      { tenantId: 'huaxin', ticketId, number: row?.number, facts: 2, seq: 0 },
    ]);
    expect(losses.map(lossLine)).toEqual([`huaxin 20240501009 ${gone}: 1 facts lost; the ticket is gone`, `huaxin ${row?.number ?? ''} ${ticketId}: 2 facts lost; goes on after step 0`]);
  });
});
