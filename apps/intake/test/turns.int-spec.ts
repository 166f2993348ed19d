import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketStatus } from '@mendline/contracts/ticket';
import { Recorder } from './support/life.js';
import { caller, csr, giveTo, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Answer, Caller, RunningIntake } from './support/running.intake.js';

let intake: RunningIntake;

const admin: Caller = { roles: ['administrator'], personId: 'p_admin' };
const supervisor: Caller = { roles: ['supervisor'], personId: 'p_sup' };
const near: Caller = { roles: ['specialist'], personId: 'p_near', scope: 'own', region: '310000' };
const far: Caller = { roles: ['specialist'], personId: 'p_far', scope: 'region', region: '320500' };

beforeAll(async () => {
  intake = await startIntake();
  const people = [
    { id: 'p_sup', login: 'sup', name: '主管', roles: ['supervisor'] },
    { id: 'p_near', login: 'near', name: '专员', roles: ['specialist'], department: 'tech-support', region: '310000' },
    { id: 'p_far', login: 'far', name: '专员', roles: ['specialist'], department: 'sales', region: '320500' },
  ];
  const { reason } = await intake.ask(admin, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { state } }', { input: { key: newKey(), people } });
  if (reason) throw new Error(reason);
}, 120_000);

afterAll(() => intake.close());

/** A ticket for which nobody is left. */
const queued = async (region = '310000'): Promise<Recorder> => {
  const life = new Recorder(intake, await register(intake, { region }));
  await life.record({ name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' });
  await life.record({ name: 'propose-owner', data: { proposalKey: 'k', offerId: null, personId: null }, to: 'reviewed', flow: { queue: 'supervisor' } });
  return life;
};

const queueOf = async (by: Caller, filter: object = {}): Promise<string[]> => {
  const { data, reason } = await intake.ask(by, 'query ($filter: QueueFilter) { claimQueue(first: 50, filter: $filter) { edges { node { id queue wait } } } }', { filter });
  if (reason) throw new Error(reason);
  return (data as unknown as { claimQueue: { edges: { node: { id: string } }[] } }).claimQueue.edges.map(({ node }) => node.id);
};

const claim = (ticketId: string, by: Caller): Promise<Answer> =>
  intake.ask(by, 'mutation ($input: ClaimTicketInput!) { claimTicket(input: $input) { state } }', { input: { key: newKey(), ticketId, epoch: 0 } });

describe('the queue to claim from', () => {
  it('shows what waits, longest first, within region and department, and its clock goes on', async () => {
    const [one, other] = [await queued(), await queued('320500')];
    expect(await queueOf(supervisor)).toEqual([one.ticketId, other.ticketId]);
    expect(await queueOf(supervisor, { region: '320500' })).toEqual([other.ticketId]);
    expect([await queueOf(near), await queueOf(far)]).toEqual([[one.ticketId], [other.ticketId]]);
    await intake.sql("update tickets set queue = 'tech-support'");
    expect([await queueOf(near), await queueOf(far)]).toEqual([[one.ticketId], []]);
    expect(await queueOf({ ...supervisor, tenant: 'borealis' })).toEqual([]);
    const { data } = await intake.ask(near, 'query ($id: ID!) { ticket(id: $id) { queue clocks { target state } } }', { id: one.ticketId });
    expect(data).toMatchObject({ ticket: { queue: 'tech-support' } });
    expect((data as unknown as { ticket: { clocks: object[] } }).ticket.clocks).toContainEqual({ target: 'assign', state: 'running' });
    await one.record({ name: 'claim', data: {}, to: 'assigned', ownerId: 'p_near', flow: { queue: null } });
    expect(await queueOf(supervisor)).toEqual([other.ticketId]);
    expect(await intake.sql('select result from ticket_clocks where ticket_id = $1 and target = $2', [one.ticketId, 'assign'])).toEqual([{ result: 'met' }]);
  });

  it('is claimed from by those who see it and whose department it is', async () => {
    const { ticketId } = await queued('320500');
    expect(await claim(ticketId, near)).toMatchObject({ code: 'NOT_FOUND' });
    expect(await claim(ticketId, { ...far, tenant: 'borealis' })).toMatchObject({ code: 'NOT_FOUND' });
    await intake.sql("update tickets set queue = 'tech-support' where id = $1", [ticketId]);
    expect(await claim(ticketId, far)).toMatchObject({ code: 'FORBIDDEN', reason: 'claim.other-department' });
    expect(await claim(ticketId, csr)).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('what was closed', () => {
  const closed = async (ticketId: string, status: TicketStatus): Promise<void> => {
    await giveTo(intake, ticketId, 'p_near', status);
    await intake.sql('update tickets set closed_at = now() where id = $1', [ticketId]);
  };

  it('[C10] is reopened for a reason of the pack; its clocks begin a further round and the owner is told', async () => {
    const life = new Recorder(intake, await register(intake));
    await closed(life.ticketId, 'return-visited');
    const reopen = (by: Caller, reasonCode = 'because'): Promise<Answer> =>
      intake.ask(by, 'mutation ($input: ReopenTicketInput!) { reopenTicket(input: $input) { state } }', { input: { key: newKey(), ticketId: life.ticketId, reasonCode } });
    expect(await reopen(csr)).toMatchObject({ reason: 'ticket.unknown-code' });
    expect(await reopen(near, 'not-solved')).toMatchObject({ code: 'FORBIDDEN' });
    expect(await reopen({ roles: ['customer'], customerId: 'c_other' }, 'not-solved')).toMatchObject({ code: 'NOT_FOUND' });
    await life.record({ name: 'reopen', data: { reasonCode: 'not-solved' }, to: 'assigned', flow: { round: 1 } });
    const { data } = await intake.ask(csr, 'query ($id: ID!) { ticket(id: $id) { status round closedAt clocks { target round state } } }', { id: life.ticketId });
    expect(data).toMatchObject({ ticket: { status: 'assigned', round: 1, closedAt: null } });
    expect((data as unknown as { ticket: { clocks: object[] } }).ticket.clocks).toContainEqual({ target: 'contact', round: 1, state: 'running' });
    expect(await intake.sql("select recipient_id as who from notices where ticket_id = $1 and rule = 'reopened' order by 1", [life.ticketId])).toEqual([{ who: 'p_near' }, { who: 'p_sup' }]);
  });

  it('[A10-13, C19] is followed by another ticket after its end only, which shows that it repeats the repair', async () => {
    const before = await register(intake, { repair: { serialNumber: 'SN-REPEAT-1' } });
    const follow = (): Promise<Answer> =>
      intake.ask(csr, 'mutation ($input: RegisterTicketInput!) { registerTicket(input: $input) { ticket { links { relation ticketId } repeats { ticketId number } } } }', {
        input: {
          key: newKey(), kind: 'repair', channel: 'phone', region: '310000', faultClass: 'hardware', customer: caller, brand: '华信', model: 'HX-55', category: 'TV', serialNumber: 'SN-REPEAT-1',
          description: '又坏了', links: [{ relation: 'follows', otherTicketId: before }],
        },
      });
    expect(await follow()).toMatchObject({ reason: 'link.follows-open' });
    await closed(before, 'archived');
    expect((await follow()).data).toMatchObject({ registerTicket: { ticket: { links: [{ relation: 'follows', ticketId: before }], repeats: { ticketId: before } } } });
  });
});
