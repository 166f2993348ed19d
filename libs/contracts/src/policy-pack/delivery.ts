import { z } from 'zod';
import { roles } from '../ticket/role.js';
import { code, positiveDuration } from './common.js';

/** Channels that reach a person by an address of the person's own. */
export const personChannels = ['email', 'sms'] as const;
export type PersonChannel = (typeof personChannels)[number];

/** What a link in a notice to a customer is good for, without a login. */
export const noticeLinks = ['confirm', 'consent', 'survey', 'progress'] as const;
export type NoticeLink = (typeof noticeLinks)[number];

const words = (zh: string, en: string) =>
  z.strictObject({ zh: z.string().min(1).max(300).default(zh), en: z.string().min(1).max(300).default(en) }).prefault({});

/** How notices leave the application: by which channels, in which language, how many, and when not. */
export const deliverySchema = z.strictObject({
  /** Of whoever has not chosen one. */
  language: z.enum(['zh', 'en']).default('zh'),
  /** Channels of a role, beside the application; a person's own choice goes before them. */
  byRole: z.partialRecord(z.enum(roles), z.array(z.enum(personChannels))).default({}),
  /** So many messages reach a person within any minute at most; what is more waits and comes as a digest. */
  perMinute: z.int().min(1).max(60).default(5),
  /** Quiet is when the calendar is closed: messages wait until it opens, unless the ticket's severity is this one or a graver one (1 is the gravest; 0: all wait). */
  quiet: z.strictObject({ calendar: code, unlessSeverity: z.int().min(0).max(4).default(1) }).nullable().default(null),
  /** How long a customer's link is good for, from the notice that brings it. */
  links: z
    .strictObject({ confirm: positiveDuration.default('P14D'), consent: positiveDuration.default('P7D'), survey: positiveDuration.default('P14D'), progress: positiveDuration.default('P90D') })
    .prefault({}),
  /** Words around notices; {count} is how many there are. */
  texts: z
    .strictObject({
      /** Subject of a mail with several notices. */
      digestSubject: words('{count} 条工单通知', '{count} notices'),
      /** First line of a message with several notices. */
      digest: words('{count} 条通知：', '{count} notices:'),
      /** All of a short message in place of several. */
      summary: words('您有 {count} 条新的工单通知，请登录系统查看。', 'You have {count} new notices; please look into the application.'),
      /** What an administrator sends to see whether a channel works. */
      test: words('这是一条测试消息。', 'This is a test message.'),
    })
    .prefault({}),
});

export type DeliveryRules = z.infer<typeof deliverySchema>;
