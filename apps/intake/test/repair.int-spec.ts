import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { aVisit, Recorder } from './support/life.js';
import { caller, csr, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';

jest.setTimeout(60_000);

let intake: RunningIntake;

beforeAll(async () => {
  intake = await startIntake();
  const people = ['spec', 'eng', 'eng2', 'sup'].map((name) => ({ id: `p_${name}`, login: name, roles: [name === 'sup' ? 'supervisor' : name === 'spec' ? 'specialist' : 'engineer'], name: '陈工', region: '310000' }));
  await intake.ask({ roles: ['administrator'] }, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { changed } }', { input: { key: newKey(), people } });
});

afterAll(() => intake.close());

const engineer: Caller = { roles: ['engineer'], personId: 'p_eng', scope: 'own' };
const window = { from: '2030-05-02T01:00:00.000Z', to: '2030-05-02T03:00:00.000Z' };

const ticketOf = async (id: string, by: Caller = csr): Promise<Record<string, unknown>> => {
  const { data, reason } = await intake.ask(
    by,
    `query ($id: ID!) { ticket(id: $id) { kind status wait visitCount visitEngineerId visitAt currentPlan { planId version ready } currentVisit { visitId engineerId from to onSite }
       deadline { kind } clocks { id target round lap state } } }`,
    { id },
  );
  return reason === undefined ? (data as unknown as { ticket: Record<string, unknown> }).ticket : { reason };
};

const noticesOf = (id: string, recipient: string): Promise<{ rule: string; en: string }[]> =>
  intake.sql('select rule, en from notices where ticket_id = $1 and recipient_id = $2 order by created_at, rule', [id, recipient]);

const customerOf = async (id: string): Promise<string> => (await intake.sql<{ c: string }>('select customer_id as c from tickets where id = $1', [id]))[0]?.c ?? '';

/** A repair at the search for an engineer. */
const aRepair = async (): Promise<Recorder> => {
  const life = new Recorder(intake, await register(intake, { repair: {} }));
  await life.untilDispatch();
  return life;
};

const given = (life: Recorder, engineerId = 'p_eng', visits = 1) => {
  const visit = aVisit(life.ticketId, { visitId: `${life.ticketId}.v${visits}`, engineerId });
  return life.record({ name: 'assign-engineer', data: { engineerId }, to: 'dispatched', flow: { visits, visit } });
};

describe('the registration of a repair', () => {
  const registerTicket = 'mutation ($input: RegisterTicketInput!) { registerTicket(input: $input) { ticket { kind wait clocks { target } } } }';
  const ask = (input: object) =>
    intake.ask(csr, registerTicket, { input: { key: newKey(), kind: 'repair', channel: 'phone', region: '310000', faultClass: 'hardware', customer: caller, description: '无法开机', ...input } });

  it('[A2-7] [A3-1] names the device, by serial number or by brand and model, and the fault', async () => {
    expect(await ask({})).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'ticket.device-missing' });
    expect(await ask({ brand: '华信' })).toMatchObject({ reason: 'ticket.device-missing' });
    expect(await ask({ serialNumber: 'SN-1', faultClass: 'none' })).toMatchObject({ reason: 'ticket.fault-missing' });
    expect(await ask({ serialNumber: 'SN-1', description: ' ' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    for (const device of [{ serialNumber: 'SN-1' }, { brand: '华信', model: 'HX-55' }, { brand: '华信', category: '电视' }]) {
      expect((await ask(device)).data).toEqual({ registerTicket: { ticket: { kind: 'repair', wait: 'review', clocks: [{ target: 'review' }] } } });
    }
  });

  it('[A3-12] a review makes a repair of a request only when its device is known', async () => {
    const leader: Caller = { roles: ['csr-leader'], personId: 'p_leader' };
    const review = (ticketId: string, kind: string) =>
      intake.ask(leader, 'mutation ($input: ReviewTicketInput!) { reviewTicket(input: $input) { state } }', { input: { key: newKey(), ticketId, decision: 'ACCEPT', kind } });
    const id = await register(intake);
    expect(await review(id, 'repair')).toMatchObject({ reason: 'ticket.fault-missing' });
    expect(await review(id, 'install')).toMatchObject({ reason: 'ticket.unknown-code' });
    expect((await review(await register(intake, { repair: {} }), 'repair')).data).toMatchObject({ reviewTicket: { state: 'PENDING' } });
  });
});

describe('a further version of a plan', () => {
  it('[A8-5] brings the customer another link in the status of the first', async () => {
    const life = new Recorder(intake, await register(intake, { repair: {} }));
    const customer = await customerOf(life.ticketId);
    await life.record({ name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' });
    await life.record({ name: 'assign', data: { ownerId: 'p_spec' }, to: 'assigned', ownerId: 'p_spec' });
    await life.record({ name: 'contact', data: { channel: 'phone', reached: true, insists: true }, to: 'tried' });
    for (const version of [1, 2]) {
      const plan = { planId: `${life.ticketId}.p1`, version, approval: false, consent: true };
      await life.record({ name: 'plan', data: plan, to: 'approved', flow: { plan, planReady: false } });
    }
    const asked = await intake.sql<{ about: string }>(`select link_about as about from notices where ticket_id = $1 and recipient_id = $2 and rule = 'plan-to-agree' order by created_at`, [life.ticketId, customer]);
    expect(new Set(asked.map(({ about }) => about)).size).toBe(2);
  });
});

describe('the row of a repair', () => {
  it('shows plan, visit, engineer and window in lists, and what it waits for', async () => {
    const life = await aRepair();
    expect(await ticketOf(life.ticketId)).toMatchObject({ kind: 'repair', status: 'consented', wait: 'engineer-search', visitCount: 1, currentPlan: { version: 1, ready: true }, visitEngineerId: null });
    await given(life);
    await life.record({ name: 'agree-window', data: { visitId: `${life.ticketId}.v1`, ...window }, to: 'scheduled', flow: { visit: aVisit(life.ticketId, { engineerId: 'p_eng', window }) } });
    expect(await ticketOf(life.ticketId)).toMatchObject({ status: 'scheduled', wait: 'arrival', visitEngineerId: 'p_eng', visitAt: window.from, currentVisit: { engineerId: 'p_eng', ...window, onSite: false } });
    const { data } = await intake.ask(csr, 'query ($f: TicketFilter) { tickets(filter: $f) { edges { node { id } } } }', { f: { visitEngineerId: 'p_eng', open: true } });
    expect(JSON.stringify(data)).toContain(life.ticketId);
  });

  it('[A1-4] [C17] is seen by the engineer who is asked and by the one who comes, who may also call the customer', async () => {
    const life = await aRepair();
    expect(await ticketOf(life.ticketId, engineer)).toEqual({ reason: 'ticket.unknown' });
    const offered = aVisit(life.ticketId, { offer: { offerId: 'o1', personId: 'p_eng' } });
    await life.record({ name: 'propose-engineer', data: { proposalKey: 'k', offerId: 'o1', personId: 'p_eng' }, to: 'consented', flow: { visit: offered } });
    expect(await ticketOf(life.ticketId, engineer)).toMatchObject({ wait: 'visit-offer-answer', deadline: { kind: 'visit-offer-expiry' } });
    const reveal = () =>
      intake.ask(engineer, 'mutation ($input: RevealPersonalDataInput!) { revealPersonalData(input: $input) { revealed { phone } } }', {
        input: { key: newKey(), ticketId: life.ticketId, fields: ['phone'], purpose: 'calling before the visit' },
      });
    expect(await reveal()).toMatchObject({ code: 'FORBIDDEN' });
    await given(life);
    expect((await reveal()).data).toMatchObject({ revealPersonalData: { revealed: { phone: caller.phone } } });
    await given(life, 'p_eng2');
    expect(await ticketOf(life.ticketId, engineer)).toEqual({ reason: 'ticket.unknown' });
  });

  it('written before plans and visits were there is read with what it lacks', async () => {
    const id = await register(intake);
    await intake.sql(`update tickets set flow = flow - 'plan' - 'planReady' - 'visits' - 'visit' - 'workBegun' where id = $1`, [id]);
    expect((await new Recorder(intake, id).state()).flow).toMatchObject({ plan: null, planReady: false, visits: 0, visit: null, owed: [] });
    expect(await ticketOf(id)).toMatchObject({ currentPlan: null, currentVisit: null, visitCount: 0 });
  });
});

describe('the closing code of a repair', () => {
  it('[A11-1] says what became of the machine, apart from the reported fault, once the visit is done', async () => {
    const life = await aRepair();
    await given(life);
    const visitId = `${life.ticketId}.v1`;
    await life.record({ name: 'agree-window', data: { visitId, ...window }, to: 'scheduled' });
    await life.record({ name: 'arrive', data: { visitId }, to: 'arrived' });
    const closing = async () => (await intake.ask(csr, 'query ($id: ID!) { ticket(id: $id) { outcomeCode faultClass } }', { id: life.ticketId })).data;
    expect(await closing()).toEqual({ ticket: { outcomeCode: null, faultClass: 'hardware' } });
    await life.record({ name: 'finish-visit', data: { visitId, outcome: 'done', reasonCode: null, outcomeCode: 'replaced' }, to: 'solved', flow: { visit: null } });
    expect(await closing()).toEqual({ ticket: { outcomeCode: 'replaced', faultClass: 'hardware' } });
  });
});

describe('the closing code of a repair without a visit', () => {
  it('[A5-2] is repaired when the machine works again by help from afar', async () => {
    const life = new Recorder(intake, await register(intake, { repair: {} }));
    await life.record({ name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' });
    await life.record({ name: 'assign', data: { ownerId: 'p_spec' }, to: 'assigned', ownerId: 'p_spec' });
    await life.record({ name: 'contact', data: { channel: 'phone', reached: true }, to: 'contacted' });
    await life.record({ name: 'finish-remote', data: { sessionId: `${life.ticketId}.r0`, result: 'solved' }, to: 'solved' });
    expect((await intake.ask(csr, 'query ($id: ID!) { ticket(id: $id) { status outcomeCode } }', { id: life.ticketId })).data).toEqual({ ticket: { status: 'solved', outcomeCode: 'repaired' } });
  });
});

describe('clocks of visits', () => {
  it('start again with the next visit, each lap with its own id, facts and escalations', async () => {
    const life = await aRepair();
    await given(life);
    const { ticketId } = life;
    await life.record({ name: 'agree-window', data: { visitId: `${ticketId}.v1`, ...window }, to: 'scheduled', flow: { visit: aVisit(ticketId, { engineerId: 'p_eng', window }) } });
    await life.record({ name: 'finish-visit', data: { visitId: `${ticketId}.v1`, outcome: 'customer-absent', reasonCode: 'nobody-there' }, to: 'consented', flow: { visits: 2, visit: aVisit(ticketId, { visitId: `${ticketId}.v2` }) } });
    await intake.sql(`update ticket_transitions set effective_at = effective_at - interval '1 hour' where ticket_id = $1`, [ticketId]);
    await life.record({ name: 'assign-engineer', data: { engineerId: 'p_eng' }, to: 'dispatched', flow: { visit: aVisit(ticketId, { visitId: `${ticketId}.v2`, engineerId: 'p_eng' }) }, occurredAt: new Date(Date.now() - 70_000) });
    expect(await intake.sql(`select round, lap, result from ticket_clocks where ticket_id = $1 and target = 'arrival' order by lap`, [ticketId])).toEqual([
      { round: 0, lap: 0, result: 'dropped' }, { round: 0, lap: 1, result: null },
    ]);
    const facts = await intake.sql<{ type: string; id: string; lap: number | null }>(
      `select envelope ->> 'type' as type, envelope #>> '{data,clockId}' as id, (envelope #>> '{data,lap}')::int as lap from fact_log
       where key = $1 and envelope #>> '{data,target}' = 'arrival' and envelope ->> 'type' <> 'intake.ticket.escalated.v1' order by position`, [ticketId],
    );
    expect(facts).toEqual([
      { type: 'intake.ticket.clock-started.v1', id: `${ticketId}:arrival:0`, lap: null },
      { type: 'intake.ticket.clock-stopped.v1', id: `${ticketId}:arrival:0`, lap: null },
      { type: 'intake.ticket.clock-started.v1', id: `${ticketId}:arrival:0:1`, lap: 1 },
    ]);
    const { data } = await intake.ask(csr, 'query ($id: ID!) { ticket(id: $id) { escalations { clockId lap level recipientId } } }', { id: ticketId });
    expect(data).toEqual({ ticket: { escalations: expect.arrayContaining([{ clockId: `${ticketId}:arrival:0:1`, lap: 1, level: 1, recipientId: 'p_sup' }]) } });
  });

  it('[C9] the queue for an engineer has a clock that begins with it', async () => {
    const life = await aRepair();
    await life.record({ name: 'propose-engineer', data: { proposalKey: 'k', offerId: null, personId: null }, to: 'consented', flow: { visit: aVisit(life.ticketId, { queue: 'supervisor' }) } });
    expect(await ticketOf(life.ticketId)).toMatchObject({ wait: 'supervisor-dispatch', clocks: expect.arrayContaining([expect.objectContaining({ target: 'dispatch', lap: 0, state: 'running' })]) });
  });
});

describe('notices of a repair', () => {
  it('[A7-6] [A7-9] [A7-10] [A9-16] tell the customer and the engineer as the visit comes nearer', async () => {
    const life = await aRepair();
    const visit = aVisit(life.ticketId, { engineerId: 'p_eng', window });
    const ref = { visitId: visit.visitId };
    await life.record({ name: 'propose-engineer', data: { proposalKey: 'k', offerId: 'o1', personId: 'p_eng' }, to: 'consented', flow: { visit: aVisit(life.ticketId, { offer: { offerId: 'o1', personId: 'p_eng' } }) } });
    await given(life);
    await life.record({ name: 'agree-window', data: { ...ref, ...window }, to: 'scheduled', flow: { visit } });
    await life.record({ name: 'depart', data: ref, to: 'scheduled' });
    const [row] = await intake.sql<{ number: string }>('select number from tickets where id = $1', [life.ticketId]);
    const number = row?.number ?? '';
    expect(await noticesOf(life.ticketId, 'p_eng')).toEqual([
      { rule: 'visit-offered', en: `A visit for ${number} is offered to you; priority: Normal.` },
      { rule: 'visit-given', en: `The visit for ${number} is yours; please agree a window. Priority: Normal.` },
      { rule: 'visit-window', en: `The visit for ${number}: 2030-05-02 09:00–11:00.` },
    ]);
    expect(await noticesOf(life.ticketId, await customerOf(life.ticketId))).toEqual([
      { rule: 'received', en: `Your request ${number} is accepted; we will contact you within 20 s.` },
      { rule: 'visit-ahead', en: `An engineer is being arranged for ${number}.` },
      { rule: 'visit-window', en: `The visit for ${number}: 2030-05-02 09:00–11:00.` },
      { rule: 'on-the-way', en: `The engineer for ${number} is on the way.` },
    ]);
  });
});
