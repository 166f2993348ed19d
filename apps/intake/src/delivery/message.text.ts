import type { DeliveryRules } from '@mendline/contracts/policy-pack';
import type { Language } from '@mendline/platform/graphql';
import type { Way } from '../channel/channel.service.js';

/** What is told of a notice outside: its own words, which name numbers and labels only. */
export interface ToldNotice {
  readonly id: string;
  readonly rule: string;
  readonly ticketId: string | null;
  readonly number: string | null;
  readonly zh: string;
  readonly en: string;
  readonly createdAt: Date;
}

/** Bytes that a message of a kind may have, by the providers' words (DingTalk 20,000, WeCom 2,048), the heading left out; short messages say how many there are. */
const rooms: Readonly<Record<Way['kind'], number>> = { email: 100_000, dingtalk: 18_000, wecom: 1_800, sms: Number.POSITIVE_INFINITY, webhook: 0 };

export const roomOf = (kind: Way['kind'] | undefined): number => (kind === undefined ? rooms.email : rooms[kind]);

/** Links of notices, by the notices' ids. */
export type NoticeUrls = ReadonlyMap<string, string>;

/** Subject and words of a message in a language; each notice brings its link, a short digest the last one. */
export const wordsOf = (notices: readonly ToldNotice[], kind: string, texts: DeliveryRules['texts'], language: Language, urls: NoticeUrls): { readonly subject: string; readonly text: string } => {
  const [first] = notices;
  if (!first) throw new Error('a message without notices');
  const lineOf = (notice: ToldNotice): string => withUrl(notice[language], urls.get(notice.id));
  if (notices.length === 1) return { subject: first[language], text: lineOf(first) };
  const counted = (words: Readonly<Record<Language, string>>): string => words[language].replaceAll('{count}', String(notices.length));
  const subject = counted(texts.digestSubject);
  if (kind === 'sms') return { subject, text: withUrl(counted(texts.summary), notices.map(({ id }) => urls.get(id)).findLast((url) => url !== undefined)) };
  return { subject, text: [counted(texts.digest), ...notices.map(lineOf)].join('\n') };
};

const withUrl = (text: string, url: string | undefined): string => (url === undefined ? text : `${text} ${url}`);

/** A notice as data, for webhooks: `type` names the rule, as Standard Webhooks asks for. */
export const eventOf = ({ id, rule, ticketId, number, zh, en, createdAt }: ToldNotice): object => ({
  type: `notice.${rule}`,
  timestamp: createdAt.toISOString(),
  data: { noticeId: id, rule, ticketId, number, text: { zh, en } },
});
