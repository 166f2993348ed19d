import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Database } from '@mendline/platform/database';
import { noticesCli } from '../src/delivery/notices.cli.js';
import { office, setCalendar } from './support/calendars.js';
import { startMailServer } from './support/mail.server.js';
import type { MailServer } from './support/mail.server.js';
import { startReceiver } from './support/notice.receiver.js';
import type { NoticeReceiver } from './support/notice.receiver.js';
import { administrator, NoticeSender, publishDelivery, setChannel } from './support/notice.sender.js';
import { register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { RunningIntake } from './support/running.intake.js';

const minute = 60_000;
const secret = `whsec_${Buffer.alloc(24, 7).toString('base64')}`;

jest.setTimeout(120_000);

let intake: RunningIntake;
let mail: MailServer;
let receiver: NoticeReceiver;
let sender: NoticeSender;
let ticketId = '';
let people = 0;

const setWebhook = (rules: readonly string[]): Promise<unknown> =>
  intake.ask(administrator, 'mutation ($input: SetWebhookInput!) { setWebhook(input: $input) { webhook { code } } }', { input: { key: newKey(), code: 'erp', url: `${receiver.url}/erp`, rules, secret, enabled: rules.length > 0 } });

/** A supervisor whom no other case has told anything. */
const newPerson = async (): Promise<{ readonly id: string; readonly email: string }> => {
  people += 1;
  const [id, email] = [`p_told${people}`, `told${people}@huaxin.example`];
  await intake.ask(administrator, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { changed } }', {
    input: { key: newKey(), people: [{ id, login: `told${people}`, roles: ['quality-manager'], name: '赵质量', email, phone: '13900139000', region: '310000' }] },
  });
  return { id, email };
};

const messagesOf = (recipientId: string): Promise<{ id: string; state: string; attempts: number; problem: string | null; size: number }[]> =>
  intake.sql('select id, state, attempts, problem, size from notice_messages where recipient_id = $1 order by id', [recipientId]);

const numbersIn = (texts: readonly string[]): string[] => texts.flatMap((text) => text.match(/T\d+-\d{4}/gu) ?? []).sort();

beforeAll(async () => {
  [intake, mail, receiver] = await Promise.all([startIntake(), startMailServer(), startReceiver()]);
  ticketId = await register(intake);
  await setChannel(intake, 'email', { host: '127.0.0.1', port: mail.port, secure: false, from: 'service@huaxin.example' }, null);
  await setChannel(intake, 'dingtalk', { endpoint: `${receiver.url}/robot` }, { accessToken: 'token', signingSecret: 'SEC1' }, { code: 'service-desk' });
  await setCalendar(intake, office());
});

beforeEach(async () => {
  // Each case a day later: what others were sent is long ago.
  sender = new NoticeSender(intake, new Date(Date.parse('2024-05-06T04:30:00Z') + people * 7 * 24 * 60 * minute).toISOString());
  receiver.received.length = 0;
  receiver.answers.length = 0;
  await publishDelivery(intake, { perMinute: 5, byRole: { 'quality-manager': ['email'] } });
  await setWebhook([]);
});

afterAll(async () => {
  await Promise.all([intake.close(), mail.close(), receiver.close()]);
});

describe('a burst of notices', () => {
  it('500 tickets breached in the same second: within the rate for the person and the robot, the rest in digests, none lost', async () => {
    await publishDelivery(intake, { perMinute: 5, byRole: { 'quality-manager': ['email'] } }, ['service-desk']);
    const { id, email } = await newPerson();
    const numbers = await sender.escalate(ticketId, id, 500);
    await sender.drain();
    const mails = await mail.mailOf(email);
    expect(mails).toHaveLength(5);
    expect(mails.map(({ subject }) => subject).filter((subject) => subject === '496 条工单通知')).toHaveLength(1);
    expect(numbersIn(mails.map(({ text }) => text))).toEqual(numbers);
    const perMinute: number[] = [];
    do {
      perMinute.push(receiver.received.length - perMinute.reduce((sum, count) => sum + count, 0));
      sender.clock.advance(minute);
      await sender.drain();
    } while (receiver.received.length > perMinute.reduce((sum, count) => sum + count, 0));
    expect(Math.max(...perMinute)).toBeLessThanOrEqual(20);
    expect(numbersIn(receiver.received.map(({ body }) => body))).toEqual(numbers);
    expect(await mail.mailOf(email)).toHaveLength(5);
  });

  it('that goes on stays within the rate of any minute', async () => {
    const { id, email } = await newPerson();
    const numbers: string[] = [];
    const arrived: number[] = [];
    for (let second = 0; second < 120; second += 10) {
      numbers.push(...(await sender.escalate(ticketId, id, 3)));
      await sender.drain();
      arrived.push((await mail.mailOf(email)).length);
      sender.clock.advance(10_000);
    }
    for (let turn = 0; turn < 2; turn += 1, sender.clock.advance(minute)) await sender.drain();
    const inMinute = arrived.map((count, i) => count - (arrived[i - 6] ?? 0));
    expect(Math.max(...inMinute)).toBeLessThanOrEqual(5);
    expect(numbersIn((await mail.mailOf(email)).map(({ text }) => text))).toEqual(numbers.sort());
  });
});

describe('a channel that fails', () => {
  it('is tried again with growing pauses and the same id, and takes the message once it is well', async () => {
    await setWebhook(['late']);
    receiver.answers.push({ status: 503 }, { status: 429, headers: { 'retry-after': '300' } });
    await sender.escalate(ticketId, 'p_nobody', 1);
    await sender.drain();
    expect(receiver.received).toHaveLength(1);
    sender.clock.advance(14_000);
    expect(await sender.drain()).toBe(0);
    sender.clock.advance(5_000);
    await sender.drain();
    expect(receiver.received).toHaveLength(2);
    sender.clock.advance(299_000);
    expect(await sender.drain()).toBe(0);
    sender.clock.advance(2_000);
    await sender.drain();
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect((await messagesOf('webhook:erp')).at(-1)).toMatchObject({ state: 'sent', attempts: 3, size: 1 });
  });

  it('for good makes a dead message that an administrator sees, sends again or drops', async () => {
    await setWebhook(['late']);
    receiver.answers.push({ status: 410 }, { status: 404 });
    await sender.escalate(ticketId, 'p_nobody', 1);
    await sender.drain();
    const list = '{ deadDeliveries(first: 5) { edges { node { id channel notices attempts problem } } } }';
    const dead = async () => (await intake.ask(administrator, list)).data as unknown as { deadDeliveries: { edges: { node: { id: string } }[] } };
    const [first] = (await dead()).deadDeliveries.edges;
    expect(first?.node).toMatchObject({ channel: 'webhook:erp', notices: 1, attempts: 1, problem: 'The other side did not take it. (410)' });
    const messageId = first?.node.id ?? '';
    const again = { key: newKey(), messageId };
    const replay = () => intake.ask(administrator, 'mutation ($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { count } }', { input: again });
    expect((await replay()).data).toEqual({ replayDeliveries: { count: 1 } });
    expect((await replay()).data).toEqual({ replayDeliveries: { count: 1 } });
    // The replay counts by the database's own clock.
    sender.clock.set(new Date(Date.now() + 10_000));
    await sender.drain();
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([messageId, messageId]);
    const lines: string[] = [];
    const cli = (...argv: string[]) => noticesCli(argv, intake.app.get(Database, { strict: false }), (line) => lines.push(line));
    expect(await cli('dead-letters', 'list')).toBe(0);
    expect(lines[0]).toMatch(new RegExp(`^huaxin ${messageId} .* webhook:erp webhook webhook:erp 1 notices, 1 tries: channel.refused \\(404\\)$`));
    expect(await cli('dead-letters', 'replay', messageId)).toBe(0);
    await sender.drain();
    sender.clock.advance(minute);
    await sender.drain();
    expect((await messagesOf('webhook:erp')).find(({ id }) => id === messageId)).toMatchObject({ state: 'sent' });
    expect((await intake.ask(administrator, 'mutation ($input: DropDeliveryInput!) { dropDelivery(input: $input) { count } }', { input: { key: newKey(), messageId } })).reason).toBe('delivery.unknown');
    expect(await cli('dead-letters', 'replay', messageId)).toBe(1);
    expect(await cli('anything')).toBe(2);
  });

  it('is no reason for more than the rate when everything is sent again', async () => {
    const { id, email } = await newPerson();
    for (let turn = 0; turn < 3; turn += 1, sender.clock.advance(minute + 1_000)) {
      await sender.escalate(ticketId, id, 5);
      await sender.drain();
    }
    await intake.sql("update notice_messages set state = 'dead', problem = 'channel.refused (550)' where recipient_id = $1", [id]);
    await intake.ask(administrator, 'mutation ($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { count } }', { input: { key: newKey() } });
    sender.clock.set(new Date(Date.now() + 10_000));
    const arrived: number[] = [];
    for (let before = 15; arrived.length < 20 && before < 32; sender.clock.advance(minute + 1_000)) {
      await sender.escalate(ticketId, id, arrived.length === 1 ? 2 : 0);
      await sender.drain();
      const now = (await mail.mailOf(email)).length;
      arrived.push(now - before);
      before = now;
    }
    expect(Math.max(...arrived)).toBeLessThanOrEqual(5);
    expect(arrived.reduce((sum, count) => sum + count, 0)).toBe(17);
  });

  it('a sender that dies between sending and noting sends again under the same Message-ID, and nobody else before its lease is over', async () => {
    const { id, email } = await newPerson();
    await sender.escalate(ticketId, id, 1);
    await sender.grouping.pass();
    const dying = jest.spyOn(intake.app.get(Database, { strict: false }), 'tx').mockImplementationOnce(Database.prototype.tx).mockRejectedValueOnce(new Error('killed'));
    await sender.sending.pass();
    await sender.sending.rest();
    expect(await messagesOf(id)).toMatchObject([{ state: 'ready', attempts: 1 }]);
    dying.mockRestore();
    expect(await sender.drain()).toBe(0);
    sender.clock.advance(minute);
    expect(await sender.drain()).toBe(1);
    const mails = await mail.mailOf(email);
    expect(mails).toHaveLength(2);
    expect(new Set(mails.map(({ messageId }) => messageId)).size).toBe(1);
    expect(await messagesOf(id)).toMatchObject([{ state: 'sent', attempts: 2 }]);
  });
});

describe('a channel that hangs', () => {
  it('holds back no other', async () => {
    await setWebhook(['late']);
    const { id, email } = await newPerson();
    const release = receiver.hold();
    await sender.escalate(ticketId, 'p_nobody', 30);
    await sender.grouping.pass();
    await sender.sending.pass();
    const [told] = await sender.escalate(ticketId, id, 1);
    await sender.grouping.pass();
    while ((await mail.mailOf(email)).length === 0) {
      await sender.sending.pass();
      await sender.sending.oneEnded();
    }
    expect(numbersIn((await mail.mailOf(email)).map(({ text }) => text))).toEqual([told]);
    expect(receiver.received.length).toBeLessThan(30);
    release();
    // What hung for too long is tried again.
    for (let turn = 0; turn < 3; turn += 1, sender.clock.advance(minute)) await sender.drain();
    expect(new Set(numbersIn(receiver.received.map(({ body }) => body))).size).toBe(31);
  });
});

describe('quiet hours', () => {
  it('keep notices until the calendar of the recipient opens, except grave ones', async () => {
    await publishDelivery(intake, { perMinute: 5, byRole: { 'quality-manager': ['email'] }, quiet: { calendar: 'office', unlessSeverity: 1 } });
    const { id, email } = await newPerson();
    sender.clock.set('2024-05-10T12:00:00Z');
    const soft = await sender.escalate(ticketId, id, 7, 3);
    const grave = await sender.escalate(ticketId, id, 1, 1);
    await sender.drain();
    expect(numbersIn((await mail.mailOf(email)).map(({ text }) => text))).toEqual(grave);
    sender.clock.set('2024-05-13T00:59:59Z');
    expect(await sender.drain()).toBe(0);
    sender.clock.set('2024-05-13T01:00:00Z');
    await sender.drain();
    const mails = await mail.mailOf(email);
    expect(mails).toHaveLength(6);
    expect(numbersIn(mails.map(({ text }) => text))).toEqual([...grave, ...soft].sort());
  });

  it('name a calendar that the tenant has', async () => {
    await expect(publishDelivery(intake, { quiet: { calendar: 'nowhere' } })).rejects.toThrow('policy-pack.invalid');
  });
});

describe('preferences', () => {
  const set = (by: object, input: object) =>
    intake.ask({ roles: ['quality-manager'], ...by }, 'mutation ($input: SetNoticePreferencesInput!) { setNoticePreferences(input: $input) { preferences { language channels email phone calendar } } }', { input: { key: newKey(), ...input } });

  it('choose language, channels and another address, which is kept encrypted and shown masked', async () => {
    const { id, email } = await newPerson();
    const { data } = await set({ personId: id }, { language: 'en', channels: ['email'], email: 'away@huaxin.example' });
    expect(data).toEqual({ setNoticePreferences: { preferences: { language: 'en', channels: ['email'], email: expect.stringMatching(/\*/u), phone: null, calendar: null } } });
    const [row] = await intake.sql<{ text: string }>('select p::text as text from notice_preferences p where recipient_id = $1', [id]);
    expect(row?.text).not.toContain(Buffer.from('away@').toString('hex'));
    await sender.escalate(ticketId, id, 1);
    await sender.drain();
    expect(await mail.mailOf(email)).toEqual([]);
    expect((await mail.mailOf('away@huaxin.example')).map(({ text }) => text)).toEqual([expect.stringContaining('is late or about to be')]);
  });

  it('may be the application alone', async () => {
    const { id } = await newPerson();
    await set({ personId: id }, { channels: [] });
    await sender.escalate(ticketId, id, 3);
    await sender.drain();
    expect(await messagesOf(id)).toEqual([]);
    expect(await intake.sql('select 1 from notices where recipient_id = $1', [id])).toHaveLength(3);
  });

  it('are the person\'s own or an administrator\'s to set, of known things', async () => {
    const { id } = await newPerson();
    expect((await set({ personId: 'p_other' }, { personId: id, language: 'en' })).reason).toBe('preference.not-allowed');
    expect((await set(administrator, { personId: id, language: 'en' })).reason).toBeUndefined();
    expect((await set({ personId: id }, { channels: ['fax'] })).reason).toBe('preference.channel-unknown');
    expect((await set({ personId: id }, { calendar: 'nowhere' })).reason).toBe('preference.calendar-unknown');
    expect((await set({ personId: id }, { email: 'nobody' })).reason).toBe('customer.email-invalid');
    expect((await set({ personId: id }, { language: 'fr' })).reason).toBe('preference.language-unknown');
  });
});
