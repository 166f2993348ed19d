import { describe, expect, it, jest } from '@jest/globals';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { CalendarBook } from '@mendline/sla';
import type { EntityManager } from 'typeorm';
import type { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { OpenClockService } from './open-clock.service.js';

const at = (hour: number): Date => new Date(Date.UTC(2024, 4, 1, hour));
const target = { code: 'arrival', kinds: ['repair'], clock: { type: 'offset', anchor: 'appointment', offset: 'PT30M' }, clockByPriority: {}, pauseOn: [], escalations: [] };
const pack = { targets: [target] } as unknown as PolicyPack;
const ticket = (id: string): TicketEntity => ({ tenantId: 't', id, kind: 'repair', pack: 'p', packVersion: 1, flow: { visit: { visitId: `${id}.v1` } } }) as unknown as TicketEntity;
const clock = (ticketId: string) => ({
  tenantId: 't', ticketId, target: 'arrival', round: 0, lap: 0, startedAt: at(1), stoppedAt: null, priority: 'normal', specs: [{ at: at(1).toISOString(), spec: { type: 'offset', anchor: 'appointment', minutes: 30 } }],
});
const step = (ticketId: string) => ({ ticketId, command: 'agree-window', at: at(2), data: { visitId: `${ticketId}.v1`, from: at(6).toISOString(), to: at(8).toISOString() } });

/** A page of tickets, and how many statements it took to read their running clocks. */
const read = async (count: number) => {
  const ids = Array.from({ length: count }, (_, n) => `c${n}`);
  const statements = jest.fn<(rows: unknown) => Promise<unknown>>((rows) => Promise.resolve(rows));
  const em = {
    find: (_entity: unknown, { where }: { where: object }) => statements('stoppedAt' in where ? ids.map(clock) : []),
    query: () => statements(ids.map(step)),
  } as unknown as EntityManager;
  const service = new OpenClockService({ of: () => Promise.resolve(pack) } as unknown as PolicyPackService);
  const open = await service.of(em, 't', ids.map(ticket), () => Promise.resolve(new CalendarBook([])));
  return { open, statements: statements.mock.calls.length };
};

describe('running clocks of many tickets', () => {
  it('are read a page at a time: as many statements for fifty tickets as for one', async () => {
    const [one, fifty] = [await read(1), await read(50)];
    expect(fifty.open).toHaveLength(50);
    expect(fifty.statements).toBe(3);
    expect(one.statements).toBe(fifty.statements);
  });

  it('know what was agreed for their own ticket', async () => {
    const { open } = await read(2);
    expect(open.map(({ ticketId, clocks }) => [ticketId, clocks.length])).toEqual([['c0', 1], ['c1', 1]]);
    expect(JSON.stringify(open[1]?.clocks[0]?.facts)).toContain(at(6).toISOString());
  });
});
