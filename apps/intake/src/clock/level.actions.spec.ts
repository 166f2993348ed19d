import { describe, expect, it } from '@jest/globals';
import type { PolicyPack, SlaTarget } from '@mendline/contracts/policy-pack';
import type { EntityManager } from 'typeorm';
import { PeopleService } from '../people/people.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import type { ClockRow } from './clock.types.js';
import { openActionsOf } from './level.actions.js';

const now = new Date('2024-05-01T08:00:00Z');
const actions = [{ action: 'reassign', reason: 'bottleneck' }, { action: 'raise-priority', priority: 'urgent' }];
const targets = new Map([['contact', { code: 'contact', escalations: [{ level: 1, actions }] } as unknown as SlaTarget]]);
const priorities = [['very-urgent', 1], ['urgent', 2], ['pressing', 2], ['normal', 4]].map(([code, severity]) => ({ code, severity })) as unknown as PolicyPack['priorities'];
const clock = { tenantId: 't', ticketId: 'x', target: 'contact', round: 0, lap: 0, raised: [1], stoppedAt: null } as unknown as ClockRow;
const ticket = { tenantId: 't', id: 'x', ownerId: 'p1', priority: 'normal', severity: 4 } as unknown as TicketEntity;
const staff = [{ id: 'p1', roles: ['specialist'], active: true }, { id: 'p2', roles: ['specialist'], active: true }];

/** What a reading names, and which statements it took. */
const read = async (of: TicketEntity, row: ClockRow, done: readonly string[]) => {
  const statements: string[] = [];
  const em = {
    query: () => {
      statements.push('done');
      return Promise.resolve(done.map((command_id) => ({ command_id })));
    },
    find: (entity: { readonly name: string }) => {
      statements.push(entity.name);
      return Promise.resolve(entity.name === 'PersonEntity' ? staff : [{ recipientId: 'p2' }]);
    },
  } as unknown as EntityManager;
  const commands = await openActionsOf(em, new PeopleService(), of, [row], { targets, priorities }, now);
  return { statements, commands: commands.map(({ name }) => name) };
};

const key = (action: string): string => `system/escalation:contact:0:1:${action}`;

describe('what raised levels still ask for', () => {
  it('is named until it is on record', async () => {
    expect(await read(ticket, clock, [])).toEqual({ commands: ['reassign', 'change-priority'], statements: ['done', 'EscalationEntity', 'PersonEntity'] });
  });

  it('[A10-14] is a review of the ticket, once per level of a clock instance, also after the clock has stopped', async () => {
    const opening = new Map([['contact', { code: 'contact', escalations: [{ level: 1, actions: [{ action: 'open-review' }] }] } as unknown as SlaTarget]]);
    const asked = (row: ClockRow, done: readonly string[] = []) => openActionsOf({ query: () => Promise.resolve(done.map((command_id) => ({ command_id }))) } as unknown as EntityManager, new PeopleService(), ticket, [row], { targets: opening, priorities }, now);
    for (const row of [clock, { ...clock, stoppedAt: now }]) expect(await asked(row)).toMatchObject([{ name: 'open-review', commandId: 'escalation:contact:0:1:open-review', data: { target: 'contact', round: 0, lap: 0, level: 1 } }]);
    expect(await asked(clock, [key('open-review')])).toEqual([]);
    expect(await asked({ ...clock, raised: [] })).toEqual([]);
  });

  it('is looked up no more once it is done: whoever reads the clocks then asks one statement', async () => {
    expect(await read(ticket, clock, [key('reassign'), key('raise-priority')])).toEqual({ commands: [], statements: ['done'] });
  });

  it('is nothing for a clock that stopped, and no priority that the ticket has', async () => {
    for (const priority of ['urgent', 'normal']) expect(await read({ ...ticket, priority }, { ...clock, stoppedAt: now }, [])).toEqual({ commands: [], statements: [] });
    expect((await read({ ...ticket, priority: 'urgent', severity: 2 }, clock, [])).commands).toEqual(['reassign']);
  });

  it('lowers no priority that somebody has given, and changes none for another of the same severity', async () => {
    for (const given of [{ priority: 'very-urgent', severity: 1 }, { priority: 'pressing', severity: 2 }]) {
      expect((await read({ ...ticket, ...given }, clock, [])).commands).toEqual(['reassign']);
    }
  });

  it('leaves a ticket with the owner whom the level names', async () => {
    expect((await read({ ...ticket, ownerId: 'p2' }, clock, [])).commands).toEqual(['change-priority']);
  });
});

describe('the staff of a tenant', () => {
  it('is read once in a transaction', async () => {
    let reads = 0;
    const em = (): EntityManager => ({ find: () => { reads += 1; return Promise.resolve(staff); } }) as unknown as EntityManager;
    const people = new PeopleService();
    const [first, second] = [em(), em()];
    await people.firstOwner(first, 't', ['p1']);
    await people.firstOwner(first, 't', ['p2']);
    expect(reads).toBe(1);
    await people.firstOwner(second, 't', ['p1']);
    await people.firstOwner(second, 'other', ['p1']);
    expect(reads).toBe(3);
  });
});
