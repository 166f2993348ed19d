import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Recorder } from './support/life.js';
import { demoPack, publishPack } from './support/packs.js';
import { csr, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Answer, Caller, RunningIntake } from './support/running.intake.js';
import { ComplaintOpening } from '../src/ticket/complaint.opening.js';

let intake: RunningIntake;

beforeAll(async () => {
  intake = await startIntake();
  const staff = [['p_eng', 'engineer'], ['p_sup', 'supervisor'], ['p_gm', 'general-manager']].map(([id = '', role]) => ({ id, login: id.replace('_', '-'), name: `员工${id}`, roles: [role] }));
  const { reason } = await intake.ask({ roles: ['administrator'], personId: 'p_admin' }, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { state } }', { input: { key: newKey(), people: staff } });
  if (reason) throw new Error(reason);
}, 120_000);

afterAll(() => intake.close());

const supervisor: Caller = { roles: ['supervisor'], personId: 'p_sup' };
const goods = { kind: 'complaint-quality', brand: '华信', model: 'HX-55', category: 'Television', serialNumber: 'SN-99-01' };

const complain = (given: object = {}, by: Caller = csr): Promise<Answer> =>
  intake.ask(by, 'mutation ($input: RegisterTicketInput!) { registerTicket(input: $input) { ticket { id kind wait complaint { aboutIds } links { relation ticketId number status } } } }', {
    input: {
      key: newKey(), kind: 'complaint-service', channel: 'phone', region: '310000', faultClass: 'none', customer: { name: '李明', phone: '13811112222' },
      description: '工程师态度差，没有说明就离开', ...given,
    },
  });

const idOf = ({ data, reason }: Answer): string => {
  const id = (data as { registerTicket?: { ticket: { id: string } } } | null)?.registerTicket?.ticket.id;
  if (id === undefined) throw new Error(reason);
  return id;
};

const linksOf = async (ticketId: string, who: Caller = csr): Promise<unknown> => {
  const { data } = await intake.ask(who, 'query ($id: ID!) { ticket(id: $id) { links { relation ticketId } } }', { id: ticketId });
  return (data as { ticket?: { links: unknown } } | null)?.ticket?.links;
};

const systemCommands = (ticketId: string): Promise<{ id: string }[]> =>
  intake.sql<{ id: string }>(
    `select c.command_id as id from commands c join outbox o on o.tenant_id = c.tenant_id and o.key = c.ticket_id and o.kind = 'temporal.update'
     where c.ticket_id = $1 and c.operation = 'linked-ended' order by 1`,
    [ticketId],
  );

describe('a complaint', () => {
  it('[A2-18, A3-13] is a ticket of its own that knows whom it is about; customers are not told', async () => {
    const answer = await complain({ complainedAbout: ['p_eng'] });
    expect(answer.data).toMatchObject({ registerTicket: { ticket: { kind: 'complaint-service', wait: 'review', complaint: { aboutIds: ['p_eng'] }, links: [] } } });
    const life = new Recorder(intake, idOf(answer));
    expect(await life.state()).toMatchObject({ kind: 'complaint-service', flow: { accused: ['p_eng'] }, settings: { owners: ['supervisor', 'customer-relations'] } });
    const [row] = await intake.sql<{ customer_id: string }>('select customer_id from tickets where id = $1', [life.ticketId]);
    const asked = await intake.ask({ roles: ['customer'], customerId: row?.customer_id ?? '' }, 'query ($id: ID!) { ticket(id: $id) { id complaint { aboutIds } } }', { id: life.ticketId });
    expect(asked.data).toEqual({ ticket: { id: life.ticketId, complaint: null } });
  });

  it('is about known people only, and other tickets about none', async () => {
    expect(await complain({ complainedAbout: ['p_nobody'] })).toMatchObject({ reason: 'person.unknown' });
    expect(await complain({ kind: 'consultation', complainedAbout: ['p_eng'] })).toMatchObject({ reason: 'complaint.other-kind' });
  });

  it('[A3-14] about quality names its goods', async () => {
    expect(await complain({ kind: 'complaint-quality' })).toMatchObject({ reason: 'ticket.goods-missing' });
    expect((await complain(goods)).data).toMatchObject({ registerTicket: { ticket: { kind: 'complaint-quality' } } });
  });

  it('keeps what it came to, as ids and codes, with its facts [A12-7]', async () => {
    const life = new Recorder(intake, idOf(await complain(goods)));
    await life.record({ name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' });
    await life.record({ name: 'assign', data: { ownerId: 'p_sup' }, to: 'assigned', ownerId: 'p_sup' });
    await life.record({ name: 'contact', data: { channel: 'phone', reached: true }, to: 'contacted' });
    await life.record({ name: 'give-opinion', data: { nextFeedbackAt: '2030-01-01T00:00:00.000Z' }, to: 'opinion-given' });
    await life.record({ name: 'report-facts', data: {}, to: 'reported' });
    await life.record({ name: 'contain', data: { inProcess: 'blocked', inStock: 'corrected', measureCode: 'design-change', responsibleIds: ['p_eng'] }, to: 'contained' });
    const { data } = await intake.ask(supervisor, 'query ($id: ID!) { ticket(id: $id) { complaint { nextFeedbackAt measureCode inProcess inStock responsibleIds } clocks { target state } } }', { id: life.ticketId });
    expect(data).toMatchObject({ ticket: { complaint: { nextFeedbackAt: '2030-01-01T00:00:00.000Z', measureCode: 'design-change', inProcess: 'blocked', inStock: 'corrected', responsibleIds: ['p_eng'] } } });
    const { ticket } = data as unknown as { ticket: { clocks: { target: string; state: string }[] } };
    expect(ticket.clocks.filter(({ target }) => ['containment', 'opinion'].includes(target)).map(({ state }) => state)).toEqual(['met', 'met']);
    const facts = await intake.sql<{ step: string }>(`select envelope #>> '{data,step}' as step from fact_log where key = $1 and type = 'intake.ticket.complaint-handled.v1' order by position`, [life.ticketId]);
    expect(facts.map(({ step }) => step)).toEqual(['registered', 'give-opinion', 'contain']);
    const notices = await intake.sql<{ rule: string; to: string }>(`select rule, recipient_id as "to" from notices where ticket_id = $1 and rule in ('facts-reported', 'contained') order by rule`, [life.ticketId]);
    expect(notices).toEqual([{ rule: 'contained', to: 'p_sup' }, { rule: 'facts-reported', to: 'p_gm' }]);
  });
});

describe('linked tickets', () => {
  it('are seen from both ends, by whoever may see the other end', async () => {
    const service = await register(intake, { repair: {}, region: '320500' });
    const answer = await complain({ links: [{ relation: 'caused-by', otherTicketId: service }] });
    const complaint = idOf(answer);
    expect(answer.data).toMatchObject({ registerTicket: { ticket: { links: [{ relation: 'caused-by', ticketId: service, status: 'registered' }] } } });
    expect(await linksOf(service)).toEqual([{ relation: 'cause-of', ticketId: complaint }]);
    const nearby: Caller = { roles: ['supervisor'], personId: 'p_far', scope: 'region', region: '310000' };
    expect(await linksOf(complaint, nearby)).toEqual([]);
    const facts = await intake.sql(`select 1 from fact_log where key = $1 and type = 'intake.ticket.linked.v1'`, [complaint]);
    expect(facts).toHaveLength(1);
  });

  it('are within one tenant, among tickets that the caller sees, and by relations that there are', async () => {
    const service = await register(intake);
    const links = [{ relation: 'caused-by', otherTicketId: service }];
    expect(await complain({ links }, { ...csr, tenant: 'borealis' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await complain({ links }, { ...csr, scope: 'region', region: '320500', personId: 'p_other' })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await complain({ links: [{ relation: 'waits-for', otherTicketId: service }] })).toMatchObject({ reason: 'ticket.unknown-code' });
  });

  it('[A3-13] tell a complaint that waits when the service is closed for the customer, in the same transaction, once', async () => {
    const service = new Recorder(intake, await register(intake));
    const life = new Recorder(intake, idOf(await complain()));
    await life.record({ name: 'link', data: { relation: 'waits-for', ticketId: service.ticketId }, to: 'registered', flow: { waitsFor: [service.ticketId] } });
    expect(await systemCommands(life.ticketId)).toEqual([]);
    const before = await clockOf(life.ticketId, 'resolve');
    expect(before).toMatchObject({ state: 'paused', dueAt: null });
    await service.record({ name: 'cancel', data: { reasonCode: 'solved-itself' }, to: 'cancelled' });
    expect(await systemCommands(life.ticketId)).toEqual([{ id: expect.stringMatching(`^linked/${life.ticketId}/${service.ticketId}/\\d+$`) }]);
    await life.record({ name: 'linked-ended', data: { ticketId: service.ticketId }, to: 'registered', flow: { waitsFor: [] } });
    expect(await clockOf(life.ticketId, 'resolve')).toMatchObject({ state: 'running' });
    expect((await clockOf(life.ticketId, 'opinion'))?.state).toBe('running');
  });

  it('[A3-13] do not keep a complaint waiting that is linked after the end', async () => {
    const service = new Recorder(intake, await register(intake));
    await service.record({ name: 'cancel', data: { reasonCode: 'solved-itself' }, to: 'cancelled' });
    const life = new Recorder(intake, idOf(await complain()));
    await life.record({ name: 'link', data: { relation: 'waits-for', ticketId: service.ticketId }, to: 'registered', flow: { waitsFor: [service.ticketId] } });
    expect(await systemCommands(life.ticketId)).toHaveLength(1);
    const again = { name: 'link', data: { relation: 'waits-for', ticketId: service.ticketId }, to: 'registered', flow: { waitsFor: [service.ticketId] } } as const;
    await life.record({ name: 'linked-ended', data: { ticketId: service.ticketId }, to: 'registered', flow: { waitsFor: [] } });
    await life.record(again);
    expect(new Set((await systemCommands(life.ticketId)).map(({ id }) => id)).size).toBe(2);
  });

  it('never wait in a circle', async () => {
    const [one, two] = [new Recorder(intake, idOf(await complain())), new Recorder(intake, idOf(await complain()))];
    await one.record({ name: 'link', data: { relation: 'waits-for', ticketId: two.ticketId }, to: 'registered', flow: { waitsFor: [two.ticketId] } });
    await expect(two.record({ name: 'link', data: { relation: 'waits-for', ticketId: one.ticketId }, to: 'registered', flow: { waitsFor: [one.ticketId] } })).rejects.toMatchObject({ code: 'link.in-a-circle' });
    expect((await two.state()).seq).toBe(0);
  });
});

describe('a complaint that a return visit led to', () => {
  it('[A10-15] is registered once, in the words that were said, about the same device and customer', async () => {
    const service = new Recorder(intake, await register(intake, { repair: {} }));
    await intake.sql(`update tickets set channel = 'other' where id = $1`, [service.ticketId]);
    const recorded = await service.record({ name: 'cancel', data: { reasonCode: 'solved-itself' }, to: 'cancelled' });
    expect(recorded.answer).toMatchObject({ state: 'DONE' });
    const [visit] = await intake.sql<{ id: string }>('select command_id as id from ticket_transitions where ticket_id = $1', [service.ticketId]);
    const opening = intake.app.get(ComplaintOpening, { strict: false });
    const input = { tenantId: 'huaxin', ticketId: service.ticketId, key: `${service.ticketId}:complaint:9`, kind: 'complaint-quality', commandId: visit?.id ?? '' } as const;
    await opening.open(input);
    await opening.open(input);
    const found = await intake.sql<{ kind: string; device_id: string; same: boolean; id: string }>(
      `select c.id, c.kind, c.device_id, c.customer_id = s.customer_id and c.device_id = s.device_id as same from ticket_links l
       join tickets c on c.id = l.ticket_id join tickets s on s.id = l.other_id where l.other_id = $1 and l.relation = 'caused-by'`,
      [service.ticketId],
    );
    expect(found).toMatchObject([{ kind: 'complaint-quality', same: true }]);
    expect(await linksOf(service.ticketId)).toEqual([{ relation: 'cause-of', ticketId: found[0]?.id }]);
  });

  it('[A10-15] is registered by the rules of its ticket where those of new tickets have dropped a code', async () => {
    const service = new Recorder(intake, await register(intake, { repair: {} }));
    await service.record({ name: 'cancel', data: { reasonCode: 'solved-itself' }, to: 'cancelled' });
    const [visit] = await intake.sql<{ id: string }>('select command_id as id from ticket_transitions where ticket_id = $1', [service.ticketId]);
    const opening = intake.app.get(ComplaintOpening, { strict: false });
    const open = (n: number) => opening.open({ tenantId: 'huaxin', ticketId: service.ticketId, key: `${service.ticketId}:complaint:${n}`, kind: 'complaint-service', commandId: visit?.id ?? '' });
    const demo = await demoPack();
    await publishPack(intake, demo.replace('{ code: phone,', '{ code: hotline,'));
    await open(1);
    await intake.sql(`update tickets set channel = 'gone', fault_class = 'gone' where id = $1`, [service.ticketId]);
    await open(3);
    await publishPack(intake, demo);
    await open(2);
    const found = await intake.sql<{ pack_version: number }>(
      `select c.pack_version from ticket_links l join tickets c on c.id = l.ticket_id where l.other_id = $1 and l.relation = 'caused-by' order by c.id`, [service.ticketId],
    );
    expect(found[0]?.pack_version).toBe((await intake.sql<{ pack_version: number }>('select pack_version from tickets where id = $1', [service.ticketId]))[0]?.pack_version);
    expect(found).toHaveLength(3);
  });

  it('[A10-15] needs words, a kind that the pack has, and goods where it is about quality', async () => {
    const visit = async (ticketId: string, given: object): Promise<Answer> =>
      intake.ask(csr, 'mutation ($input: RecordReturnVisitInput!) { recordReturnVisit(input: $input) { state } }', {
        input: { key: newKey(), ticketId, reached: true, result: 'NG', reasonCode: 'not-solved', ...given },
      });
    const id = await register(intake, { repair: {} });
    expect(await visit(id, { complaint: 'complaint-service' })).toMatchObject({ reason: 'complaint.words-missing' });
    expect(await visit(id, { complaint: 'repair', comment: '态度差' })).toMatchObject({ reason: 'ticket.unknown-code' });
  });
});

const clockOf = async (ticketId: string, target: string): Promise<{ target: string; state: string; dueAt: string | null } | undefined> => {
  const { data } = await intake.ask(csr, 'query ($id: ID!) { ticket(id: $id) { clocks { target state dueAt } } }', { id: ticketId });
  return (data as unknown as { ticket: { clocks: { target: string; state: string; dueAt: string | null }[] } }).ticket.clocks.find((clock) => clock.target === target);
};
