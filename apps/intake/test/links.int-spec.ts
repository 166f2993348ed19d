import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Database } from '@mendline/platform/database';
import { CustomerLinks } from '@mendline/platform/links';
import type { LinkSubject } from '@mendline/platform/links';
import { DataKeys, PersonalData } from '@mendline/platform/privacy';
import { TicketEntity } from '../src/ticket/ticket.entity.js';
import { Recorder } from './support/life.js';
import { NoticeSender, setChannel } from './support/notice.sender.js';
import { caller, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { RunningIntake } from './support/running.intake.js';

jest.setTimeout(90_000);

let intake: RunningIntake;
let sender: NoticeSender;
let links: CustomerLinks;
let site = '';

interface Page {
  readonly status: number;
  readonly body: string;
}

const inAnHour = (): Date => new Date(Date.now() + 3_600_000);
const ticketOf = (id: string): Promise<TicketEntity> => intake.app.get(Database, { strict: false }).tx('huaxin', (em) => em.findOneOrFail(TicketEntity, { where: { tenantId: 'huaxin', id } }));

/** What came to a customer's telephone, in the order in which it was sent. */
const messagesTo = async (recipientId: string): Promise<string[]> => {
  const rows = await intake.sql<{ id: string; body: Buffer }>('select id, body from local_sms where recipient_id = $1 order by id', [recipientId]);
  const personal = intake.app.get(PersonalData, { strict: false });
  return intake.app.get(Database, { strict: false }).tx('huaxin', async (em) => {
    const texts: string[] = [];
    for (const { id, body } of rows) texts.push(String(await personal.decrypt(em, 'huaxin', recipientId, `local_sms.body/${id}`, body)));
    return texts;
  });
};

/** Sends what is owed, and answers the newest link of a customer. */
const newestLink = async (customerId: string): Promise<string> => {
  await sender.drain();
  const url = /https:\/\/service\.huaxin\.example(\/l\/\S+)/.exec((await messagesTo(customerId)).at(-1) ?? '')?.[1];
  if (url === undefined) throw new Error('no link came');
  return url;
};

const open = async (path: string, language = 'en'): Promise<Page> => {
  const response = await fetch(`${site}${path}`, { headers: { 'accept-language': language } });
  return { status: response.status, body: await response.text() };
};
const send = async (path: string, form: Record<string, string>): Promise<Page> => {
  const response = await fetch(`${site}${path}`, { method: 'POST', headers: { 'accept-language': 'en' }, body: new URLSearchParams(form) });
  return { status: response.status, body: await response.text() };
};
const linkTo = async (ticketId: string, subject: Partial<LinkSubject> = {}, expiresAt = inAnHour()): Promise<string> => {
  const { customerId, round } = await ticketOf(ticketId);
  return `/l/${await links.give({ purpose: 'confirm', tenantId: 'huaxin', ticketId, customerId, about: `round ${round}`, ...subject }, `spec ${ticketId} ${subject.purpose}`, expiresAt)}`;
};

/** From the assignment to the result, which the customer is told. */
const handled = async (life: Recorder): Promise<void> => {
  await life.record({ name: 'contact', data: { channel: 'phone', reached: true }, to: 'contacted' });
  await life.record({ name: 'finish-remote', data: { sessionId: `${life.ticketId}.r0`, result: 'unsolved' }, to: 'tried' });
  await life.record({ name: 'answer', data: { outcomeCode: 'answered' }, to: 'answered' });
  await life.record({ name: 'tell-result', data: { channel: 'phone' }, to: 'result-told' });
};

let phones = 0;
/** A consultation of a customer of its own whose result has been told. */
const told = async (): Promise<{ readonly ticketId: string; readonly customerId: string; readonly life: Recorder }> => {
  phones += 1;
  const ticketId = await register(intake, { customer: { ...caller, phone: `1380013${String(phones).padStart(4, '0')}`, email: `wang${phones}@example.com` } });
  const life = new Recorder(intake, ticketId);
  await life.record({ name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' });
  await life.record({ name: 'assign', data: { ownerId: 'p_spec' }, to: 'assigned', ownerId: 'p_spec' });
  await handled(life);
  return { ticketId, customerId: (await ticketOf(ticketId)).customerId, life };
};

const commandsOf = (ticketId: string) =>
  intake.sql<{ key: string; operation: string; state: string; actor: object }>(`select command_id as key, operation, state, actor from commands where ticket_id = $1 and command_id like 'link:%' order by received_at`, [ticketId]);
const auditOf = (ticketId: string) => intake.sql<{ actor: string; detail: object }>(`select actor, detail from audit_log where subject = $1 and action = 'link.used'`, [ticketId]);

beforeAll(async () => {
  intake = await startIntake();
  site = new URL(intake.url).origin;
  links = intake.app.get(CustomerLinks, { strict: false });
  await setChannel(intake, 'sms', { provider: 'local' }, {});
  sender = new NoticeSender(intake, inAnHour().toISOString());
});

afterAll(() => intake.close());

describe('a link in a notice to the customer', () => {
  it('[A2-13] [A11-5] with the number shows how far the request is: words of states and times, and nothing else in clear', async () => {
    const ticketId = await register(intake, { customer: { ...caller, phone: '13900139000' } });
    const { customerId, number } = await ticketOf(ticketId);
    const [zh, en] = [await open(await newestLink(customerId), 'zh'), await open(await linkTo(ticketId, { purpose: 'progress', about: '' }))];
    expect(zh.status).toBe(200);
    expect(zh.body).toContain('服务进度');
    expect(zh.body).toContain('已登记');
    expect(zh.body).toContain('王**');
    expect(en.body).toContain(number);
    for (const secret of [caller.name, '13900139000', caller.address, caller.company, caller.email, 'SN-4711-88', '没有声音']) expect(zh.body + en.body).not.toContain(secret);
  });

  it('stands in no notice, and in the kept message only under the customer\'s key', async () => {
    const { customerId, ticketId } = await told();
    const token = (await newestLink(customerId)).split('.').at(-1) ?? '';
    const rows = await intake.sql<{ row: string }>(
      `select n::text as row from notices n where ticket_id = $1 union all select m::text from local_sms m union all select f::text from fact_log f union all select o::text from outbox o`, [ticketId],
    );
    expect(rows.length).toBeGreaterThan(3);
    expect(rows.filter(({ row }) => row.includes(token) || row.includes('/l/'))).toEqual([]);
  });
});

describe('the confirmation by link', () => {
  it('[A10-2] [C12] is the customer\'s own command with the link as evidence, once, however often it is clicked', async () => {
    const { ticketId, customerId } = await told();
    const path = await newestLink(customerId);
    expect((await open(path)).body).toContain('Please confirm the result');
    expect(await commandsOf(ticketId)).toEqual([]);
    const clicks = await Promise.all([send(path, { act: 'confirm', satisfaction: 'satisfied' }), send(path, { act: 'confirm', satisfaction: 'satisfied' })]);
    expect(clicks.map(({ status }) => status)).toEqual([202, 202]);
    const [command, ...others] = await commandsOf(ticketId);
    expect([command, others]).toMatchObject([{ operation: 'confirm', state: 'PENDING', actor: { kind: 'customer', customerId } }, []]);
    await intake.sql(`update commands set state = 'DONE', settled_at = now(), outcome = '{"state":"DONE","status":"confirmed","seq":4}' where command_id = $1`, [command?.key]);
    await new Recorder(intake, ticketId).record({ name: 'confirm', data: { evidence: 'click', satisfaction: 75 }, to: 'confirmed' });
    const again = await send(path, { act: 'confirm', satisfaction: 'dissatisfied', comment: '改变主意' });
    expect([again.status, again.body]).toEqual([200, expect.stringContaining('Your answer is recorded')]);
    expect((await open(path)).body).toBe(again.body);
    expect(await commandsOf(ticketId)).toHaveLength(1);
    expect(await auditOf(ticketId)).toEqual([{ actor: customerId, detail: { link: command?.key.slice(5), purpose: 'confirm', act: 'confirm', how: 'click', commandId: command?.key } }]);
  });

  it('[A10-2] comes again with each reminder, and a hold that ends does not count as one of an unasked question', async () => {
    const { ticketId, customerId, life } = await told();
    const first = await newestLink(customerId);
    await life.record({ name: 'pass-deadline', data: { deadlineId: 'd1' }, to: 'result-told', flow: { reminders: 1 } });
    const second = await newestLink(customerId);
    expect(second).not.toBe(first);
    expect((await open(second)).body).toContain('Please confirm the result');
    expect(await intake.sql(`select rule from notices where ticket_id = $1 and recipient_id = $2 and link_purpose = 'confirm' order by created_at`, [ticketId, customerId])).toEqual([{ rule: 'result' }, { rule: 'confirm-reminder' }]);
    const other = new Recorder(intake, await register(intake));
    await other.record({ name: 'pass-deadline', data: { deadlineId: 'd1' }, to: 'registered' });
    expect(await intake.sql(`select 1 from notices where ticket_id = $1 and rule = 'confirm-reminder'`, [other.ticketId])).toEqual([]);
  });

  it('[A10-5] [A10-8] may say no, for a reason of the pack; half an answer is none', async () => {
    const { ticketId } = await told();
    const path = await linkTo(ticketId);
    expect((await send(path, { act: 'reject' })).body).toContain('(link.nothing-said)');
    expect((await send(path, { act: 'confirm', satisfaction: 'dissatisfied' })).body).toContain('(satisfaction.reason-missing)');
    expect((await send(path, { act: 'reject', reason: 'no-such-reason' })).body).toContain('(ticket.unknown-code)');
    expect([await commandsOf(ticketId), await auditOf(ticketId)]).toEqual([[], []]);
    expect((await send(path, { act: 'reject', reason: 'not-solved', comment: '还是没有声音' })).status).toBe(202);
    expect(await commandsOf(ticketId)).toMatchObject([{ operation: 'reject' }]);
  });

  it('is refused by a code, in words, when it is late, forged, another\'s, for something else, or the ticket has gone on', async () => {
    const { ticketId, life } = await told();
    const path = await linkTo(ticketId);
    const survey = await linkTo(ticketId, { purpose: 'survey' });
    const cases: readonly (readonly [string, string])[] = [
      [await linkTo(ticketId, {}, new Date(Date.now() - 60_000)), 'link.expired'],
      [path.replace('huaxin', 'borealis'), 'link.invalid'],
      [`${path.slice(0, -2)}${path.endsWith('AA') ? 'BB' : 'AA'}`, 'link.invalid'],
      [await linkTo(ticketId, { customerId: 'c_other' }), 'link.invalid'],
      [await linkTo(ticketId, { purpose: 'consent', about: 'plan x 1' }), 'link.other-purpose'],
      [survey, 'link.moved-on'],
    ];
    for (const [at, code] of cases) {
      expect([at, (await open(at)).body]).toEqual([at, expect.stringContaining(`(${code})`)]);
      expect((await send(at, { act: 'confirm', satisfaction: 'satisfied' })).body).toMatch(/\((link\.[\w-]+)\)/u);
    }
    expect((await send(await linkTo(ticketId, { purpose: 'progress', about: '' }), { act: 'confirm' })).body).toContain('(link.other-purpose)');
    await life.record({ name: 'reject', data: { reasonCode: 'not-solved' }, to: 'assigned', flow: { round: 1 } });
    await handled(life);
    expect((await send(path, { act: 'confirm', satisfaction: 'satisfied' })).body).toContain('(link.moved-on)');
    expect((await open(await linkTo(ticketId))).status).toBe(200);
    expect([await commandsOf(ticketId), await auditOf(ticketId)]).toEqual([[], []]);
  });

  it('is revoked with the archive, and with the erasure of the customer', async () => {
    const [archived, forgotten] = [await told(), await told()];
    const paths = [await linkTo(archived.ticketId), await linkTo(forgotten.ticketId, { purpose: 'progress', about: '' })];
    await intake.sql('update tickets set archived_at = now() where id = $1', [archived.ticketId]);
    await intake.app.get(Database, { strict: false }).tx('huaxin', (em) => intake.app.get(DataKeys, { strict: false }).destroy(em, { tenantId: 'huaxin', personId: forgotten.customerId }));
    for (const path of paths) expect(await open(path)).toMatchObject({ status: 403, body: expect.stringContaining('(link.revoked)') });
  });
});

describe('the confirmation by link of a request of several devices', () => {
  const device = (model: string) => ({ kind: 'consultation', faultClass: 'hardware', brand: '华信', model, category: 'TV', description: '没有声音' });
  const registration = 'mutation ($input: RegisterRequestInput!) { registerRequest(input: $input) { request { number tickets { id number } } } }';
  interface Requested { readonly number: string; readonly tickets: readonly { readonly id: string; readonly number: string }[] }

  /** A request of so many devices of a customer of its own, whose tickets have owners. */
  const requested = async (models: readonly string[]): Promise<Requested & { readonly lives: readonly Recorder[] }> => {
    phones += 1;
    const customer = { ...caller, phone: `1380013${String(phones).padStart(4, '0')}`, email: `wang${phones}@example.com` };
    const { data } = await intake.ask({ roles: ['csr'], personId: 'p_csr' }, registration, { input: { key: newKey(), channel: 'phone', region: '310000', customer, devices: models.map(device) } });
    const { request } = (data as unknown as { registerRequest: { request: Requested } }).registerRequest;
    const lives = request.tickets.map(({ id }) => new Recorder(intake, id));
    for (const life of lives) {
      await life.record({ name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' });
      await life.record({ name: 'assign', data: { ownerId: 'p_spec' }, to: 'assigned', ownerId: 'p_spec' });
    }
    return { ...request, lives };
  };
  const wordsFor = async ({ tickets }: Requested) => (await Promise.all(tickets.map(({ id }) => commandsOf(id)))).map((commands) => commands.map(({ operation }) => operation));

  it('[A10-2] is one word for all of its tickets, whichever link it is given by, kept for all of them or for none', async () => {
    const request = await requested(['HX-1', 'HX-2', 'HX-3']);
    for (const life of request.lives) await handled(life);
    const [first, second] = request.tickets.map(({ id }) => linkTo(id));
    const { body } = await open((await second) ?? '');
    for (const shown of [request.number, 'Yes, all are solved', 'HX-1', 'HX-2', 'HX-3']) expect(body).toContain(shown);
    const clicks = await Promise.all([send((await second) ?? '', { act: 'confirm-all', satisfaction: 'satisfied' }), send((await second) ?? '', { act: 'confirm-all', satisfaction: 'satisfied' })]);
    expect(clicks.map(({ status }) => status)).toEqual([202, 202]);
    expect(await wordsFor(request)).toEqual([['confirm'], ['confirm'], ['confirm']]);
    for (const life of request.lives) await life.record({ name: 'confirm', data: { evidence: 'click', satisfaction: 75 }, to: 'confirmed' });
    expect((await send((await first) ?? '', { act: 'confirm-all', satisfaction: 'satisfied' })).body).toContain('(link.moved-on)');
    expect((await Promise.all(request.tickets.map(({ id }) => auditOf(id)))).flat()).toMatchObject([{ detail: { act: 'confirm-all', purpose: 'confirm' } }]);
  });

  it('[A10-5] sends back the devices that are named alone, and none that is not of the request', async () => {
    const request = await requested(['HX-1', 'HX-2']);
    for (const life of request.lives) await handled(life);
    const [one, other] = request.tickets;
    const path = await linkTo(one?.id ?? '');
    const stranger = await told();
    expect((await send(path, { act: 'reject-some', reason: 'not-solved' })).body).toContain('(link.nothing-said)');
    expect((await send(path, { act: 'reject-some', reason: 'not-solved', device: stranger.ticketId })).body).toContain('(link.nothing-said)');
    expect(await wordsFor(request)).toEqual([[], []]);
    expect((await send(path, { act: 'reject-some', reason: 'not-solved', device: other?.id ?? '' })).status).toBe(202);
    expect(await wordsFor(request)).toEqual([[], ['reject']]);
  });

  it('is of one device, and says so, as long as others have no result', async () => {
    const request = await requested(['HX-1', 'HX-2']);
    const [life] = request.lives;
    if (life) await handled(life);
    const path = await linkTo(request.tickets[0]?.id ?? '');
    expect((await open(path)).body).toContain('Other devices of the same request are still in work');
    expect((await send(path, { act: 'confirm-all', satisfaction: 'satisfied' })).body).toContain('(request.not-all-told)');
    expect(await wordsFor(request)).toEqual([[], []]);
    expect((await send(path, { act: 'confirm', satisfaction: 'satisfied' })).status).toBe(202);
    expect(await wordsFor(request)).toEqual([['confirm'], []]);
  });
});

describe('the survey by link', () => {
  it('[A10-9] [A10-11] is the return visit by the customer\'s own word, and sends what is wrong back to handling', async () => {
    const { ticketId, customerId, life } = await told();
    await life.record({ name: 'confirm', data: { evidence: 'click', satisfaction: null }, to: 'confirmed' });
    const path = await newestLink(customerId);
    expect((await open(path)).body).toContain('How was our service?');
    expect((await send(path, { act: 'ng', reason: 'not-solved', comment: '又坏了' })).status).toBe(202);
    expect(await commandsOf(ticketId)).toMatchObject([{ operation: 'return-visit', actor: { kind: 'customer', customerId } }]);
    const [row] = await intake.sql<{ payload: { command: { data: object } } }>(`select payload from outbox where key = $1 and kind = 'temporal.update'`, [ticketId]);
    expect(row?.payload.command.data).toEqual({ reached: true, result: 'ng', satisfaction: null, reasonCode: 'not-solved' });
  });
});
