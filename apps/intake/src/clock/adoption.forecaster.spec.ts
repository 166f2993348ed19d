import { describe, expect, it, jest } from '@jest/globals';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { fullRoutes, initialFlow } from '@mendline/contracts/ticket';
import { CalendarBook, ClockError } from '@mendline/sla';
import type { EntityManager } from 'typeorm';
import type { CalendarService } from '../calendar/calendar.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { AdoptionForecaster } from './adoption.forecaster.js';

const at = (hour: number): Date => new Date(Date.UTC(2024, 4, 1, hour));
const packWith = (clock: object): PolicyPack =>
  ({
    pack: 'p', kinds: [{ kind: 'consultation', route: fullRoutes.consultation }],
    targets: [{ code: 'contact', kinds: ['consultation'], start: 'assigned', stop: 'contacted', clock, clockByPriority: {}, pauseOn: [], source: 'project', escalations: [] }],
  }) as unknown as PolicyPack;
const longer = packWith({ type: 'elapsed', duration: 'PT2H', byPriority: {} });
const ticket = (id: string): TicketEntity =>
  ({ tenantId: 't', id, kind: 'consultation', status: 'assigned', priority: 'normal', round: 0, pack: 'p', packVersion: 2, flow: initialFlow, region: '', customerId: '', receivedAt: at(0) }) as unknown as TicketEntity;
const clock = (ticketId: string) => ({
  tenantId: 't', ticketId, target: 'contact', round: 0, lap: 0, startedAt: at(1), stoppedAt: null, result: null, dueAt: at(2), specs: [{ at: at(1).toISOString(), spec: { type: 'elapsed', minutes: 60 } }],
  raised: [], nextLevelAt: null, riskAt: null, pausedBy: [], calendars: {},
});

/** What a pack would do to so many tickets, and how many statements it took to find out. */
const foresee = async (count: number, pack: PolicyPack) => {
  const ids = Array.from({ length: count }, (_, n) => `c${n}`);
  const statements = jest.fn<(rows: unknown) => Promise<unknown>>((rows) => Promise.resolve(rows));
  const em = {
    find: (_entity: unknown, { order }: { order: object }) => statements('startedAt' in order ? ids.map(clock) : []),
    query: () => statements(ids.map((ticketId) => ({ ticketId, status: 'assigned', at: at(1) }))),
  } as unknown as EntityManager;
  const calendars = { booksFor: async () => { await statements([]); return () => Promise.resolve(new CalendarBook([])); } } as unknown as CalendarService;
  const adoptions = await new AdoptionForecaster(calendars).of(em, 't', ids.map(ticket), pack, at(1));
  return { adoptions, statements: statements.mock.calls.length };
};

describe('another pack for many tickets', () => {
  it('is thought through a page at a time: as many statements for fifty tickets as for one', async () => {
    const [one, fifty] = [await foresee(1, longer), await foresee(50, longer)];
    expect([...fifty.adoptions.values()].map((adoption) => (adoption instanceof ClockError ? [] : adoption.changes.map(({ change, clock: { dueAt } }) => [change, dueAt])))).toEqual(Array(50).fill([['policy', at(3)]]));
    expect(fifty.statements).toBe(4);
    expect(one.statements).toBe(fifty.statements);
  });

  it('says of which ticket a clock could not be counted, and goes on', async () => {
    const { adoptions } = await foresee(2, packWith({ type: 'business', duration: 'PT2H', calendar: 'nowhere', byPriority: {} }));
    expect([...adoptions.values()].map((adoption) => adoption instanceof ClockError && adoption.code)).toEqual(['clock.calendar-unknown', 'clock.calendar-unknown']);
  });
});
