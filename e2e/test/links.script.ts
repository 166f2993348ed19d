import { inDatabase } from '../src/leaks/index.js';
import { paidPlan, type NewTicket, type RepairScene } from '../src/scene/index.js';
import type { SmsProvider } from '../src/demo/sms.provider.js';
import { linkTo, refusalOf } from './messages.js';

/** A page behind a link, as a telephone gets it. */
export interface Page {
  readonly status: number;
  readonly body: string;
}

type Language = 'zh' | 'en';

const read = async (response: Response): Promise<Page> => ({ status: response.status, body: await response.text() });
export const open = async (link: string, language: Language): Promise<Page> => read(await fetch(link, { headers: { 'accept-language': language } }));
export const send = async (link: string, form: Record<string, string>, language: Language = 'zh'): Promise<Page> =>
  read(await fetch(link, { method: 'POST', body: new URLSearchParams(form), headers: { 'accept-language': language } }));

/** A page in both languages. */
export const inBoth = async (link: string): Promise<Readonly<Record<Language, Page>>> => ({ zh: await open(link, 'zh'), en: await open(link, 'en') });

/** A link in whose signature one letter is another. */
export const tampered = (link: string): string => `${link.slice(0, -3)}${link.at(-3) === 'A' ? 'B' : 'A'}${link.slice(-2)}`;

const phoneOf = (serial: number): string => `1391${String((Date.now() + serial) % 10_000_000).padStart(7, '0')}`;

/** A customer without a login, out of warranty, from the first message to the archive: everything by links. */
export const byLinks = async (scene: RepairScene, provider: SmsProvider) => {
  const customer = { name: '顾怀璧', phone: phoneOf(1), address: '上海市徐汇区漕溪路 7 号' };
  const { id, number } = await scene.register({ customer }, scene.team.one('csr'), false);
  const progress = await linkTo(provider, customer.phone, 'l', 1);
  const begun = await inBoth(progress);

  const owner = await scene.insisted(id);
  await scene.planned(owner, id, paidPlan);
  const consent = await linkTo(provider, customer.phone, 'q', 1);
  const quote = await inBoth(consent);
  const forged = { ...(await inBoth(tampered(consent))), sent: await send(tampered(consent), { act: 'agree' }) };
  const unread = await scene.see(id);
  const agreed = await send(consent, { act: 'agree' });
  const consented = await scene.until(id, 'consented', ({ status }) => status === 'consented');
  const agreedAgain = await send(consent, { act: 'decline', reason: 'price-too-high', then: 'close' });

  await scene.solved(id, [{ partNumber: 'FAN-12', quantity: 1 }]);
  await scene.scene.do(owner, 'tellResult', id, { channel: 'phone' });
  const confirm = await linkTo(provider, customer.phone, 'l', 2);
  const asked = await inBoth(confirm);
  const wrongPage = await send(progress, { act: 'confirm', satisfaction: 'satisfied' }, 'en');
  const clicks = await Promise.all([send(confirm, { act: 'confirm', satisfaction: 'satisfied' }), send(confirm, { act: 'confirm', satisfaction: 'satisfied' })]);
  const confirmed = await scene.until(id, 'confirmed', ({ status }) => status === 'confirmed');
  const confirmedAgain = await send(confirm, { act: 'reject', reason: 'not-solved' });

  const survey = await linkTo(provider, customer.phone, 'l', 3);
  const surveyed = await send(survey, { act: 'ok', satisfaction: 'satisfied', comment: '很满意' });
  await scene.until(id, 'visited by the survey', ({ status }) => status === 'return-visited');
  const far = await open(progress, 'zh');
  await scene.scene.do(scene.team.one('supervisor'), 'reviewService', id, { result: 'OK' });
  const ticket = await scene.archived(id);
  return {
    customer, number, ticket, links: [progress, consent, confirm, survey], begun, quote, forged, unread, agreed, consented, agreedAgain, asked, wrongPage, clicks, confirmed, confirmedAgain, surveyed, far,
    revoked: await inBoth(progress),
  };
};

/** A message that lay given up for longer than its link is good for, and is sent again then. */
export const late = async (scene: RepairScene, provider: SmsProvider): Promise<{ readonly ticket: NewTicket; readonly link: string; readonly pages: Readonly<Record<Language, Page>>; readonly sent: Page }> => {
  const phone = phoneOf(2);
  provider.unknown.add(phone);
  const ticket = await scene.scene.register({ customer: { name: '顾怀瑾', phone } });
  const admin = scene.scene.need('DATABASE_ADMIN_URL');
  await refusalOf(provider, phone);
  await inDatabase(admin, 'mendline_intake', (client) => client.query(`update notices set created_at = created_at - interval '91 days' where ticket_id = $1`, [ticket.id]));
  const again = (): Promise<unknown> =>
    scene.scene.system.graphql.request(scene.team.one('administrator'), 'mutation ($input: ReplayDeliveriesInput!) { replayDeliveries(input: $input) { count } }', { input: { key: scene.scene.key() } });
  provider.unknown.delete(phone);
  const link = await linkTo(provider, phone, 'l', 1, again);
  await scene.scene.do(scene.team.one('csr-leader'), 'reviewTicket', ticket.id, { decision: 'INVALID', reasonCode: 'no-request' });
  return { ticket, link, pages: await inBoth(link), sent: await send(link, { act: 'confirm', satisfaction: 'satisfied' }, 'en') };
};

/** Whether a command was recorded, how often. */
export const countOf = (transitions: readonly { readonly command: string }[], name: string): number => transitions.filter(({ command }) => command === name).length;
