import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Fact } from '@mendline/contracts/facts';
import { newTicketId } from '@mendline/platform/ids';
import { forget, retentionEnv } from '@mendline/platform/retention';
import { retention } from '../src/dispatch.retention.js';
import { type Bench, look, openBench, person, registered, relocated, transitioned } from './support.js';

let bench: Bench;

beforeAll(async () => {
  bench = await openBench();
}, 30_000);
afterAll(() => bench.close());

const fold = async (...facts: readonly Fact[]): Promise<void> => {
  for (const fact of facts) {
    await bench.database.systemTx(async (em) => {
      await bench.staff.fold(em, fact);
      await bench.workload.fold(em, fact);
    });
  }
};

describe('the copy of a ticket', () => {
  const copyOf = async (subject: string, tenant = 'huaxin') =>
    (await look(bench, 'select status, owner_id, closed, fault_class, version, incarnation from ticket_copies where tenant_id = $1 and ticket_id = $2', [tenant, subject]))[0];

  it('follows the facts', async () => {
    const subject = newTicketId('cn1');
    await fold(registered({ subject, version: 1 }, { faultClass: 'software' }), transitioned({ subject, version: 3 }, { to: 'assigned', ownerId: 'p1' }));
    expect(await copyOf(subject)).toEqual({ status: 'assigned', owner_id: 'p1', closed: false, fault_class: 'software', version: 3, incarnation: 1 });
  });

  it('is the same for every order and any number of deliveries', async () => {
    const facts = (subject: string) => [
      registered({ subject, version: 1 }, { faultClass: 'software' }),
      transitioned({ subject, version: 2 }, { to: 'assigned', ownerId: 'p1' }),
      transitioned({ subject, version: 4 }, { to: 'contacted', ownerId: 'p2' }),
    ];
    const orders = [[0, 1, 2], [2, 1, 0], [1, 2, 0, 1, 2], [2, 2, 0, 1, 0]];
    for (const order of orders) {
      const subject = newTicketId('cn1');
      const all = facts(subject);
      await fold(...order.flatMap((index) => all[index] ?? []));
      expect(await copyOf(subject)).toEqual({ status: 'contacted', owner_id: 'p2', closed: false, fault_class: 'software', version: 4, incarnation: 1 });
    }
  });

  it('believes a later incarnation over a higher version of a lost one', async () => {
    const subject = newTicketId('cn1');
    await fold(
      transitioned({ subject, version: 9 }, { to: 'confirmed', ownerId: 'p1' }),
      transitioned({ subject, version: 5, incarnation: 2 }, { to: 'contacted', ownerId: 'p2' }),
      transitioned({ subject, version: 10 }, { to: 'archived', ownerId: 'p1' }),
    );
    expect(await copyOf(subject)).toMatchObject({ status: 'contacted', owner_id: 'p2', closed: false, incarnation: 2 });
  });

  describe('whose address moves it to another region', () => {
    const regionOf = async (subject: string) => (await look(bench, 'select region, status, version from ticket_copies where ticket_id = $1', [subject]))[0];

    it('follows it at once', async () => {
      const subject = newTicketId('cn1');
      await fold(registered({ subject, version: 1 }, { region: '310000' }), relocated({ subject, version: 2 }, { region: '320500' }));
      expect(await regionOf(subject)).toEqual({ region: '320500', status: 'registered', version: 1 });
    });

    it('is the same for every order and any number of deliveries, and loses no state', async () => {
      const facts = (subject: string) => [
        registered({ subject, version: 1 }, { region: '310000' }),
        relocated({ subject, version: 2 }, { region: '330100' }),
        transitioned({ subject, version: 3 }, { to: 'assigned', region: '330100' }),
        relocated({ subject, version: 4 }, { region: '320500' }),
      ];
      for (const order of [[0, 1, 2, 3], [3, 2, 1, 0], [3, 0, 2, 1, 3], [2, 3, 0, 1, 1], [0, 3, 1, 2, 0]]) {
        const subject = newTicketId('cn1');
        const all = facts(subject);
        await fold(...order.flatMap((index) => all[index] ?? []));
        expect(await regionOf(subject)).toEqual({ region: '320500', status: 'assigned', version: 3 });
      }
    });

    it('is where the newest state says, and believes a later incarnation over a lost relocation', async () => {
      const [moved, restored] = [newTicketId('cn1'), newTicketId('cn1')];
      await fold(transitioned({ subject: moved, version: 5 }, { region: '310000' }), relocated({ subject: moved, version: 4 }, { region: '320500' }));
      expect(await regionOf(moved)).toMatchObject({ region: '310000' });
      await fold(relocated({ subject: restored, version: 9 }, { region: '320500' }), transitioned({ subject: restored, version: 5, incarnation: 2 }, { region: '310000' }));
      expect(await regionOf(restored)).toMatchObject({ region: '310000', version: 5 });
    });
  });

  it('belongs to its tenant', async () => {
    const subject = newTicketId('cn1');
    await fold(registered({ tenant: 'borealis', subject, version: 1 }));
    expect(await copyOf(subject)).toBeUndefined();
    expect(await copyOf(subject, 'borealis')).toMatchObject({ status: 'registered' });
  });
});

describe('the copy of a member of staff', () => {
  const copyOf = async (personId: string) => (await look(bench, 'select active, roles, deputy_id, absent_until from staff where person_id = $1', [personId]))[0];

  it('keeps the newest state, whatever comes late or twice', async () => {
    const absentUntil = '2024-06-01T00:00:00.000Z';
    const newest = person({ subject: 'p9', version: 3 }, { absentUntil, deputyId: 'p8' });
    await fold(person({ subject: 'p9', version: 1 }), newest, person({ subject: 'p9', version: 2 }, { active: false }), newest);
    expect(await copyOf('p9')).toEqual({ active: true, roles: ['specialist'], deputy_id: 'p8', absent_until: new Date(absentUntil) });
  });
});

describe('what dispatch forgets', () => {
  it('are old commands of tickets that are archived', async () => {
    const [alive, over] = [newTicketId('cn1'), newTicketId('cn1')];
    await fold(transitioned({ subject: alive, version: 8 }, { to: 'confirmed', ownerId: 'p1' }), transitioned({ subject: over, version: 9 }, { to: 'archived', ownerId: 'p1' }));
    const old = `insert into commands (tenant_id, command_id, actor, operation, ticket_id, input_hash, occurred_at, received_at, state, settled_at)
      values ('huaxin', 'old-' || $1, '{}', 'noted', $1, '\\x00', now(), now() - interval '91 days', 'DONE', now())`;
    for (const ticketId of [alive, over]) await look(bench, old, [ticketId]);
    const session = { query: <Row extends object>(sql: string, parameters: readonly unknown[] = []) => bench.database.systemTx((em) => em.query<Row[]>(sql, [...parameters])) };
    for await (const _batch of forget(session, { days: retentionEnv.parse({}), ...retention })) continue;
    expect(await look(bench, `select ticket_id from commands where command_id like 'old-%'`, [])).toEqual([{ ticket_id: alive }]);
  });
});
