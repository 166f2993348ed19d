import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { acsHeaders } from '../src/channel/kinds/acs.signature.js';
import { startReceiver } from './support/notice.receiver.js';
import type { NoticeReceiver, Received } from './support/notice.receiver.js';
import { administrator, publishDelivery, setChannel } from './support/notice.sender.js';
import { Recorder } from './support/life.js';
import { register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Answer, RunningIntake } from './support/running.intake.js';

const secretOf = (fill: number): string => `whsec_${Buffer.alloc(32, fill).toString('base64')}`;

jest.setTimeout(120_000);

let intake: RunningIntake;
let receiver: NoticeReceiver;

const ask = async (query: string, input: object): Promise<Answer> => intake.ask(administrator, query, { input: { key: newKey(), ...input } });
const setWebhook = (input: object): Promise<Answer> => ask('mutation ($input: SetWebhookInput!) { setWebhook(input: $input) { webhook { code host rules enabled } } }', { code: 'erp', rules: [], ...input });
const test = async (code: string): Promise<unknown> => {
  const { data } = await ask('mutation ($input: TestChannelInput!) { testChannel(input: $input) { taken problem } }', { code });
  return (data as { testChannel?: unknown } | null)?.testChannel;
};
const last = (): Received => receiver.received.at(-1) ?? { path: '', query: {}, headers: {}, body: '' };

beforeAll(async () => {
  [intake, receiver] = await Promise.all([startIntake(['api', 'notices']), startReceiver()]);
  await ask('mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { changed } }', {
    people: [{ id: 'p_admin', login: 'admin', roles: ['administrator'], name: '管理员', email: 'admin@huaxin.example', phone: '13700137000' }],
  });
});

beforeEach(() => {
  receiver.answers.length = 0;
});

afterAll(async () => {
  await Promise.all([intake.close(), receiver.close()]);
});

describe('channels are set up', () => {
  it('with secrets that are kept encrypted, told by nobody, and stay when they are left out', async () => {
    expect(await setChannel(intake, 'wecom', { endpoint: `${receiver.url}/wecom` }, { key: 'very-secret-key' }, { code: 'night-desk' })).toBeUndefined();
    expect(await setChannel(intake, 'wecom', { endpoint: `${receiver.url}/wecom2` }, null, { code: 'night-desk' })).toBeUndefined();
    const list = await intake.ask(administrator, '{ noticeChannels { code channelKind settings { name value } secretsSetAt enabled } }');
    expect(list.data).toMatchObject({ noticeChannels: [{ code: 'night-desk', channelKind: 'WECOM', settings: [{ name: 'endpoint', value: `${receiver.url}/wecom2` }], secretsSetAt: expect.any(String), enabled: true }] });
    expect(await test('night-desk')).toEqual({ taken: true, problem: null });
    expect(last()).toMatchObject({ path: '/wecom2', query: { key: 'very-secret-key' } });
    const tables = ['notice_channels', 'commands', 'audit_log', 'outbox', 'fact_log'];
    for (const table of tables) {
      const rows = await intake.sql<{ row: string }>(`select t::text as row from ${table} t`);
      expect(rows.filter(({ row }) => row.includes('very-secret-key') || row.includes(Buffer.from('very-secret-key').toString('hex')))).toEqual([]);
    }
  });

  it.each([
    ['email', { host: '127.0.0.1', port: 99999, from: 'a@b.example' }, {}, {}, 'channel.settings-invalid'],
    ['email', { host: 'mail.example', port: 465, from: 'a@b.example', colour: 'red' }, {}, {}, 'channel.settings-invalid'],
    ['email', { host: 'mail.example', port: 465, from: 'a@b.example' }, {}, { code: 'other' }, 'channel.code-invalid'],
    ['sms', { provider: 'aliyun', signName: '华信', templateCode: 'SMS_1' }, {}, {}, 'channel.settings-invalid'],
    ['dingtalk', {}, { accessToken: 'x' }, { code: 'desk' }, 'channel.settings-invalid'],
    ['wecom', { endpoint: 'http://robots.example/send' }, { key: 'x' }, { code: 'desk' }, 'channel.settings-invalid'],
    ['dingtalk', {}, { accessToken: 'x', signingSecret: 'y' }, { code: 'night-desk' }, 'channel.kind-fixed'],
  ])('but not %s with %j', async (kind, settings, secrets, more, reason) => {
    expect(await setChannel(intake, kind, settings, secrets, more)).toBe(reason);
  });

  it('by administrators alone', async () => {
    expect((await intake.ask({ roles: ['supervisor'], personId: 'p_sup' }, '{ noticeChannels { code } webhookSubscriptions { code } deadDeliveries { edges { cursor } } }')).code).toBe('FORBIDDEN');
  });
});

describe('a message through a channel', () => {
  it('DingTalk: token, timestamp and signature in the URL; a full minute is told as such', async () => {
    await setChannel(intake, 'dingtalk', { endpoint: `${receiver.url}/robot` }, { accessToken: 'token-1', signingSecret: 'SEC-1' }, { code: 'desk' });
    expect(await test('desk')).toEqual({ taken: true, problem: null });
    const { query, body } = last();
    const sign = createHmac('sha256', 'SEC-1').update(`${query['timestamp']}\nSEC-1`).digest('base64');
    expect(query).toEqual({ access_token: 'token-1', timestamp: expect.stringMatching(/^\d{13}$/u), sign });
    expect(JSON.parse(body)).toEqual({ msgtype: 'text', text: { content: 'This is a test message.' } });
    receiver.answers.push({ status: 200, body: '{"errcode":130101,"errmsg":"send too fast"}' });
    expect(await test('desk')).toEqual({ taken: false, problem: 'The other side asks to wait. (130101)' });
  });

  it('WeCom: the key in the URL, the words in the body; refusals by their number, a full minute as such', async () => {
    await setChannel(intake, 'wecom', { endpoint: `${receiver.url}/cgi-bin/webhook/send` }, { key: 'key-1' }, { code: 'group-desk' });
    expect(await test('group-desk')).toEqual({ taken: true, problem: null });
    const { path, query, body } = last();
    expect([path, query, JSON.parse(body)]).toEqual(['/cgi-bin/webhook/send', { key: 'key-1' }, { msgtype: 'text', text: { content: 'This is a test message.' } }]);
    receiver.answers.push({ status: 200, body: '{"errcode":93000,"errmsg":"invalid webhook url"}' });
    expect(await test('group-desk')).toEqual({ taken: false, problem: 'The other side did not take it. (93000)' });
    receiver.answers.push({ status: 200, body: '{"errcode":45009,"errmsg":"api freq out of limit"}' });
    expect(await test('group-desk')).toEqual({ taken: false, problem: 'The other side asks to wait. (45009)' });
  });

  it('short messages of Alibaba Cloud: SendSms with a signature over everything that is sent', async () => {
    const key = { accessKeyId: 'AK', accessKeySecret: 'AS' };
    await setChannel(intake, 'sms', { provider: 'aliyun', endpoint: receiver.url, signName: '华信电器', templateCode: 'SMS_1' }, key);
    expect(await test('sms')).toEqual({ taken: true, problem: null });
    const { query, headers } = last();
    expect(query).toMatchObject({ PhoneNumbers: '13700137000', SignName: '华信电器', TemplateCode: 'SMS_1', TemplateParam: '{"content":"This is a test message."}', OutId: expect.stringMatching(/^msg_/u) });
    const signed = acsHeaders(
      { host: headers.host ?? '', action: 'SendSms', version: '2017-05-25', query, at: new Date(String(headers['x-acs-date'])), nonce: String(headers['x-acs-signature-nonce']) },
      key,
    );
    expect(headers).toMatchObject(signed);
    receiver.answers.push({ status: 200, body: '{"Code":"isv.MOBILE_NUMBER_ILLEGAL","Message":"no"}' });
    expect(await test('sms')).toEqual({ taken: false, problem: 'The other side did not take it. (isv.MOBILE_NUMBER_ILLEGAL)' });
  });

  it('short messages without a provider are kept, encrypted', async () => {
    await setChannel(intake, 'sms', { provider: 'local' }, {});
    expect(await test('sms')).toEqual({ taken: true, problem: null });
    const [row] = await intake.sql<{ row: string; recipient: string }>('select t::text as row, recipient_id as recipient from local_sms t');
    expect(row?.recipient).toBe('p_admin');
    for (const clear of ['13700137000', 'test message']) expect(row?.row).not.toContain(Buffer.from(clear).toString('hex'));
  });

  it('webhooks: signed by the Standard Webhooks convention, by the old secret too while it is changed', async () => {
    expect((await setWebhook({ url: `${receiver.url}/hook?token=1`, secret: secretOf(1) })).data).toMatchObject({ setWebhook: { webhook: { code: 'erp', host: new URL(receiver.url).host } } });
    const rotated = await ask('mutation ($input: RotateWebhookSecretInput!) { rotateWebhookSecret(input: $input) { webhook { previousUntil } } }', { code: 'erp', secret: secretOf(2), overlapHours: 1 });
    expect(rotated.data).toMatchObject({ rotateWebhookSecret: { webhook: { previousUntil: expect.any(String) } } });
    expect(await test('webhook:erp')).toEqual({ taken: true, problem: null });
    const { path, headers, body } = last();
    const over = `${headers['webhook-id']}.${headers['webhook-timestamp']}.${body}`;
    const signatures = [2, 1].map((fill) => `v1,${createHmac('sha256', Buffer.alloc(32, fill)).update(over).digest('base64')}`);
    expect({ path, signature: headers['webhook-signature'] }).toEqual({ path: '/hook', signature: signatures.join(' ') });
    expect(JSON.parse(body)).toMatchObject({ type: 'notice.test', timestamp: expect.any(String), data: { text: { zh: '这是一条测试消息。' } } });
    const shown = JSON.stringify((await intake.ask(administrator, '{ webhookSubscriptions { code host rules secretSetAt previousUntil enabled changedAt } }')).data);
    expect(shown).not.toMatch(/whsec_|token=1/u);
  });

  it.each([
    [{ url: 'http://hooks.example.com/', secret: secretOf(1) }, 'webhook.url-invalid'],
    [{ url: 'https://u:p@hooks.example.com/', secret: secretOf(1) }, 'webhook.url-invalid'],
    [{ url: 'nowhere', secret: secretOf(1) }, 'webhook.url-invalid'],
    [{ url: 'https://hooks.example.com/', secret: 'whsec_short' }, 'webhook.secret-invalid'],
    [{ url: 'https://hooks.example.com/', code: 'new' }, 'webhook.secret-invalid'],
  ])('webhooks: not %j', async (input, reason) => {
    expect((await setWebhook(input)).reason).toBe(reason);
  });

  it('goes to no private address that is not named as the enterprise\'s own', async () => {
    await setWebhook({ code: 'inside', url: 'https://localhost/hook', secret: secretOf(1) });
    expect(await test('webhook:inside')).toEqual({ taken: false, problem: 'The address lies in a private network; it is not called.' });
    expect(await test('webhook:unknown')).toEqual({ taken: false, problem: 'There is no such channel.' });
  });
});

describe('a process with the role notices', () => {
  const cameTo = (phone: string): string | undefined => receiver.received.find(({ query }) => query['PhoneNumbers'] === phone)?.query['TemplateParam'];
  const until = async (reached: () => boolean | Promise<boolean>): Promise<void> => {
    for (const end = Date.now() + 90_000; !(await reached()) && Date.now() < end; ) await pause(50);
  };

  it('[A7-6] sends by itself what a request and its assignment owe: short messages to the customer and to the owner', async () => {
    await publishDelivery(intake, { byRole: { customer: ['sms'], specialist: ['sms'] } });
    await setChannel(intake, 'sms', { provider: 'aliyun', endpoint: receiver.url, signName: '华信电器', templateCode: 'SMS_1' }, { accessKeyId: 'AK', accessKeySecret: 'AS' });
    await ask('mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { changed } }', { people: [{ id: 'p_spec', login: 'spec', roles: ['specialist'], name: '陈技术', phone: '13600136000' }] });
    receiver.received.length = 0;
    const life = new Recorder(intake, await register(intake));
    await life.record({ name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' });
    await life.record({ name: 'assign', data: { ownerId: 'p_spec' }, to: 'assigned', ownerId: 'p_spec' });
    await until(() => cameTo('13800138000') !== undefined && cameTo('13600136000') !== undefined);
    expect([cameTo('13800138000'), cameTo('13600136000')]).toEqual([expect.stringMatching(/您的服务请求 \d+ 已受理/u), expect.stringMatching(/工单 \d+ 已派给您/u)]);
    const settled = async (): Promise<string[]> => (await intake.sql<{ state: string }>("select state from notice_messages where channel = 'sms'")).map(({ state }) => state);
    await until(async () => !(await settled()).includes('ready'));
    expect(await settled()).toEqual(['sent', 'sent']);
  });
});
