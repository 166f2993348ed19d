import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { fullRoutes } from '@mendline/contracts/ticket';
import type { TicketStatus } from '@mendline/contracts/ticket';
import { Recorder } from './support/life.js';
import { demoPack, publishPack } from './support/packs.js';
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

  it('[A1-5] is claimed from by those who see it and whose department it is', async () => {
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

describe('duplicates, and further devices', () => {
  const words = (given: object): object => ({ key: newKey(), ...given });
  const seen = async (id: string, by: Caller = csr): Promise<{ notes: { text: string; ticketId: string }[]; links: { relation: string; ticketId: string }[] }> => {
    const { data } = await intake.ask(by, 'query ($id: ID!) { ticket(id: $id) { notes { text ticketId visibility } links { relation ticketId } } }', { id });
    return (data as unknown as { ticket: Awaited<ReturnType<typeof seen>> }).ticket;
  };
  const note = (ticketId: string, visibility: string, text: string): Promise<Answer> =>
    intake.ask(csr, 'mutation ($input: AddNoteInput!) { addNote(input: $input) { state } }', { input: words({ ticketId, visibility, text }) });

  it('merged, are seen on the ticket that stays: notes, messages, ties; the customer is told', async () => {
    const [stays, goes, third] = [await register(intake), await register(intake), await register(intake)];
    await note(goes, 'INTERNAL', 'asked for the alarm code');
    await note(goes, 'CUSTOMER', 'we will call you');
    const life = new Recorder(intake, goes);
    await life.record({ name: 'link', data: { relation: 'relates-to', ticketId: third }, to: 'registered' });
    expect((await seen(stays)).notes).toEqual([]);
    await life.record({ name: 'merge', data: { intoId: stays, reasonCode: 'same-request' }, to: 'closed-duplicate' });
    expect(await seen(stays)).toMatchObject({
      notes: [{ text: 'asked for the alarm code', ticketId: goes }, { text: 'we will call you', ticketId: goes }],
      links: expect.arrayContaining([expect.objectContaining({ relation: 'relates-to', ticketId: third }), expect.objectContaining({ relation: 'original-of', ticketId: goes })]),
    });
    const [{ customer } = { customer: '' }] = await intake.sql<{ customer: string }>('select customer_id as customer from tickets where id = $1', [stays]);
    expect((await seen(stays, { roles: ['customer'], customerId: customer })).notes.map(({ text }) => text)).toEqual(['we will call you']);
    expect(await intake.sql("select rule from notices where ticket_id = $1 and recipient_id = $2 and rule = 'ended'", [goes, customer])).toHaveLength(1);
    const late = new Recorder(intake, third);
    await expect(late.record({ name: 'merge', data: { intoId: goes, reasonCode: 'same-request' }, to: 'closed-duplicate' })).rejects.toMatchObject({ code: 'merge.into-closed' });
  });

  it('are merged within one customer and tenant, for a reason of the pack', async () => {
    const [one, other] = [await register(intake), await register(intake, { customer: { ...caller, name: '李四', phone: '13900139000', email: 'li@example.com' } })];
    const merge = (given: object, by: Caller = csr): Promise<Answer> =>
      intake.ask(by, 'mutation ($input: MergeTicketInput!) { mergeTicket(input: $input) { state } }', { input: words({ ticketId: one, intoId: other, reasonCode: 'same-request', ...given }) });
    expect(await merge({})).toMatchObject({ reason: 'merge.other-customer' });
    expect(await merge({ intoId: await register(intake), reasonCode: 'because' })).toMatchObject({ reason: 'ticket.unknown-code' });
    expect(await merge({}, { ...csr, tenant: 'borealis' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('[A3-13] a complaint comes only to a complaint about the same people', async () => {
    const [stays, goes] = [await register(intake), new Recorder(intake, await register(intake))];
    await intake.sql(`update tickets set kind = 'complaint-service', flow = flow || '{"accused": ["p_near"]}' where id = $1`, [goes.ticketId]);
    const merge = () => goes.record({ name: 'merge', data: { intoId: stays, reasonCode: 'same-request' }, to: 'closed-duplicate' });
    await expect(merge()).rejects.toMatchObject({ code: 'merge.complaint' });
    await intake.sql(`update tickets set kind = 'complaint-service' where id = $1`, [stays]);
    await expect(merge()).rejects.toMatchObject({ code: 'merge.complaint' });
    await intake.sql(`update tickets set flow = flow || '{"accused": ["p_near", "p_far"]}' where id = $1`, [stays]);
    expect(await merge()).toMatchObject({ answer: { state: 'DONE' } });
  });

  it('[A3-12] found by the review keep one of two, and what one customer wrote from another', async () => {
    const other = { ...caller, name: '李四', phone: '13900139001', email: 'li4@example.com' };
    const [one, two] = [new Recorder(intake, await register(intake)), new Recorder(intake, await register(intake, { customer: other }))];
    await note(one.ticketId, 'CUSTOMER', 'for the first customer alone');
    const duplicate = (duplicateOf: string) => ({ name: 'review', data: { decision: 'duplicate-of', reasonCode: 'same-request', duplicateOf, kind: null, priority: null }, to: 'closed-duplicate' }) as const;
    await one.record(duplicate(two.ticketId));
    expect((await seen(two.ticketId)).notes).toEqual([]);
    await expect(two.record(duplicate(one.ticketId))).rejects.toMatchObject({ code: 'link.in-a-circle' });
  });

  it('split off, are tied to where they came from, with the same customer', async () => {
    const from = await register(intake);
    const device = { kind: 'repair', faultClass: 'hardware', brand: '华信', model: 'HX-60', category: 'TV', description: '第二台也坏了' };
    const { data } = await intake.ask(csr, 'mutation ($input: SplitTicketInput!) { splitTicket(input: $input) { ticket { id kind model links { relation ticketId } customer { id } } } }', { input: words({ ticketId: from, device }) });
    expect(data).toMatchObject({ splitTicket: { ticket: { kind: 'repair', model: 'HX-60', links: [{ relation: 'split-from', ticketId: from }] } } });
    expect((await seen(from)).links).toMatchObject([{ relation: 'split-into' }]);
    expect(await intake.ask({ ...csr, tenant: 'borealis' }, 'mutation ($input: SplitTicketInput!) { splitTicket(input: $input) { state } }', { input: words({ ticketId: from, device }) })).toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('a request of several devices', () => {
  const device = (model: string): object => ({ kind: 'repair', faultClass: 'hardware', brand: '华信', model, category: 'TV', description: `${model} 没有声音` });
  const ask = (devices: readonly object[], key = newKey()): Promise<Answer> =>
    intake.ask(csr, 'mutation ($input: RegisterRequestInput!) { registerRequest(input: $input) { request { id number tickets { id number model request { id } } } } }', {
      input: { key, channel: 'phone', region: '310000', customer: caller, devices },
    });
  interface Request { readonly id: string; readonly number: string; readonly tickets: readonly { readonly id: string; readonly number: string; readonly model: string }[] }
  const requestOf = ({ data, reason }: Answer): Request => {
    if (reason) throw new Error(reason);
    return (data as unknown as { registerRequest: { request: Request } }).registerRequest.request;
  };
  const confirm = (requestId: string, by: Caller = csr): Promise<Answer> =>
    intake.ask(by, 'mutation ($input: ConfirmRequestInput!) { confirmRequest(input: $input) { results { number state code } } }', { input: { key: newKey(), requestId, evidence: 'RECORDED_CALL' } });

  it('has a ticket for each under one number, all or none, once per key', async () => {
    const key = newKey();
    const request = requestOf(await ask([device('HX-1'), device('HX-2'), device('HX-3')], key));
    expect(request.tickets.map(({ model }) => model)).toEqual(['HX-1', 'HX-2', 'HX-3']);
    expect(new Set([request.number, ...request.tickets.map(({ number }) => number)]).size).toBe(4);
    expect(requestOf(await ask([device('HX-1'), device('HX-2'), device('HX-3')], key))).toEqual(request);
    const before = await intake.sql('select 1 from tickets');
    expect(await ask([device('HX-1'), { ...device('HX-2'), faultClass: 'magic' }])).toMatchObject({ reason: 'ticket.unknown-code' });
    expect(await ask([device('HX-1')])).toMatchObject({ reason: 'request.size' });
    expect(await intake.sql('select 1 from tickets')).toHaveLength(before.length);
    const byNumber = 'query ($number: String!) { serviceRequestByNumber(number: $number) { id tickets { id } } }';
    expect((await intake.ask(csr, byNumber, { number: request.number })).data).toMatchObject({ serviceRequestByNumber: { id: request.id } });
    expect(await intake.ask({ ...csr, tenant: 'borealis' }, byNumber, { number: request.number })).toMatchObject({ code: 'NOT_FOUND' });
    expect(await intake.ask({ roles: ['customer'], customerId: 'c_other' }, byNumber, { number: request.number })).toMatchObject({ code: 'NOT_FOUND' });
    const states = await Promise.all(request.tickets.map(({ id }) => new Recorder(intake, id).state()));
    expect(states.map(({ requestId }) => requestId)).toEqual(Array(3).fill(request.id));
  });

  it('has one confirmation for all of its tickets, when all have a result', async () => {
    const { id, tickets } = requestOf(await ask([device('HX-1'), device('HX-2')]));
    expect(await confirm(id)).toMatchObject({ reason: 'request.not-all-told' });
    for (const ticket of tickets) await giveTo(intake, ticket.id, 'p_near', 'result-told');
    expect(await confirm(id, { ...csr, tenant: 'borealis' })).toMatchObject({ reason: 'request.unknown' });
    expect((await confirm(id)).data).toMatchObject({ confirmRequest: { results: tickets.map(({ number }) => ({ number, state: 'PENDING' })) } });
  });
});

describe('a ticket of another kind', () => {
  it('[A3-12] needs a kind of the pack, what that kind needs, and words', async () => {
    const bare = await register(intake);
    const change = (ticketId: string, given: object, by: Caller = supervisor): Promise<Answer> =>
      intake.ask(by, 'mutation ($input: ChangeKindInput!) { changeKind(input: $input) { state } }', { input: { key: newKey(), ticketId, kind: 'repair', comment: '需要更换主板', ...given } });
    expect(await change(bare, { comment: ' ' })).toMatchObject({ reason: 'kind.words-missing' });
    expect(await change(bare, { kind: 'magic' })).toMatchObject({ reason: 'ticket.unknown-code' });
    expect(await change(bare, {})).toMatchObject({ reason: 'ticket.fault-missing' });
    expect(await change(bare, {}, { ...supervisor, tenant: 'borealis' })).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('[A3-12] waits for an owner after a review that found a kind whose route has none', async () => {
    const demo = await demoPack();
    await publishPack(intake, demo.replace(/^pack: .*$/mu, 'pack: unreviewed').replace('[registered, reviewed, assigned, contacted, tried, answered,', '[registered, assigned, contacted, tried, answered,'));
    const life = new Recorder(intake, await register(intake, { repair: {} }));
    const route = fullRoutes.consultation.filter((milestone) => milestone !== 'reviewed');
    const data = { decision: 'accept', reasonCode: null, duplicateOf: null, kind: 'consultation', priority: null, route } as const;
    const { answer, row } = await life.record({ name: 'review', data, to: 'registered', kind: 'consultation' });
    expect(answer).toMatchObject({ state: 'DONE', status: 'registered' });
    expect(row).toMatchObject({ kind: 'consultation', status: 'registered', settings: { route } });
    expect(await intake.sql('select wait, queue from tickets where id = $1', [life.ticketId])).toEqual([{ wait: 'owner-search', queue: null }]);
    expect(await intake.sql(`select target, result from ticket_clocks where ticket_id = $1 and target = 'review'`, [life.ticketId])).toEqual([{ target: 'review', result: 'met' }]);
    await publishPack(intake, demo);
  });

  it.each([['had been due', 3_600_000, [{ target: 'answer', level: 1, recipient_id: 'p_sup' }]], ['was not due', 10_000, []]])('escalates what %s on a clock that its new kind has not, though nobody looked before', async (_, agoMs, raised) => {
    const life = new Recorder(intake, await register(intake));
    await life.record({ name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' });
    await life.record({ name: 'assign', data: { ownerId: 'p_near' }, to: 'assigned', ownerId: 'p_near' });
    const since = new Date(Date.now() - agoMs).toISOString();
    await intake.sql(`update ticket_clocks set started_at = $2, specs = jsonb_set(specs, '{0,at}', to_jsonb($3::text)) where ticket_id = $1 and target = 'answer'`, [life.ticketId, since, since]);
    const { settings: { route } } = await life.state();
    await life.record({ name: 'change-kind', data: { kind: 'repair', route }, to: 'assigned', kind: 'repair' });
    expect(await intake.sql(`select target, level, recipient_id from escalations where ticket_id = $1 and target = 'answer'`, [life.ticketId])).toEqual(raised);
    expect(await intake.sql(`select result from ticket_clocks where ticket_id = $1 and target = 'answer'`, [life.ticketId])).toEqual([{ result: 'dropped' }]);
  });
});

describe('a copy of a command', () => {
  it('is answered to its caller though the ticket is out of his sight by now, and to nobody else', async () => {
    const ticketId = await register(intake);
    await giveTo(intake, ticketId, 'p_near');
    const own: Caller = { ...near, region: '999999' };
    const key = newKey();
    const claimBy = (by: Caller, given: object = {}): Promise<Answer> =>
      intake.ask(by, 'mutation ($input: ClaimTicketInput!) { claimTicket(input: $input) { commandId state } }', { input: { key, ticketId, epoch: 0, ...given } });
    const before = await claimBy(own);
    expect(before.data).toMatchObject({ claimTicket: { commandId: key } });
    await giveTo(intake, ticketId, 'p_far');
    expect((await claimBy(own)).data).toEqual(before.data);
    expect(await claimBy(own, { key: newKey() })).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect(await claimBy({ ...own, personId: 'p_third' })).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect(await claimBy(supervisor)).toMatchObject({ code: 'CONFLICT', reason: 'command.key-reused' });
  }, 60_000);
});

describe('a complaint', () => {
  it('[A3-13] is not seen by whom it is about: not by id, not in lists, not in queues', async () => {
    const life = await queued();
    await intake.sql(`update tickets set flow = flow || '{"accused": ["p_near"]}' where id = $1`, [life.ticketId]);
    const about: Caller = { roles: ['specialist'], personId: 'p_near' };
    expect(await intake.ask(about, 'query ($id: ID!) { ticket(id: $id) { id } }', { id: life.ticketId })).toMatchObject({ code: 'NOT_FOUND' });
    const { data } = await intake.ask(about, '{ tickets(first: 100) { edges { node { id } } } }');
    expect((data as unknown as { tickets: { edges: { node: { id: string } }[] } }).tickets.edges.map(({ node }) => node.id)).not.toContain(life.ticketId);
    expect(await queueOf(about)).not.toContain(life.ticketId);
    expect(await queueOf(supervisor)).toContain(life.ticketId);
  });
});

describe('the fee of a cancellation', () => {
  it('is on the ticket', async () => {
    const life = new Recorder(intake, await register(intake, { repair: {} }));
    await life.record({ name: 'settle-cancel', data: { decision: 'grant', reasonCode: null, fee: { amount: 5_000, currency: 'CNY' } }, to: 'cancelled' });
    const { data } = await intake.ask(csr, 'query ($id: ID!) { ticket(id: $id) { cancellationFee { amount currency } } }', { id: life.ticketId });
    expect(data).toMatchObject({ ticket: { cancellationFee: { amount: 5_000, currency: 'CNY' } } });
    const settle = 'mutation ($input: SettleCancellationInput!) { settleCancellation(input: $input) { state } }';
    for (const fee of [{ amount: -1, currency: 'CNY' }, { amount: 1, currency: 'yuan' }]) {
      expect(await intake.ask(supervisor, settle, { input: { key: newKey(), ticketId: life.ticketId, grant: true, fee } })).toMatchObject({ reason: 'cancellation.fee-invalid' });
    }
  });
});
