import { invalid } from '@mendline/contracts';
import { z } from 'zod';

/** Kinds of channels that a tenant sets up; webhooks are subscriptions of their own. */
export const channelKinds = ['email', 'sms', 'dingtalk', 'wecom'] as const;
export type ChannelKind = (typeof channelKinds)[number];

const host = z.string().regex(/^[A-Za-z0-9.-]{1,253}$/u, 'a host name or an IPv4 address');
const word = z.string().min(1).max(200);
const endpoint = (usual: string) => z.url({ protocol: /^https?$/u, error: 'an http(s) URL' }).max(300).default(usual);

/** What every kind needs: settings, which may be shown, and secrets, which are kept encrypted and never told again. */
const forms = {
  email: {
    settings: z.strictObject({ host, port: z.int().min(1).max(65_535), secure: z.boolean().default(true), from: z.email().max(254) }),
    secrets: z.strictObject({ user: word.optional(), password: word.optional() }),
  },
  sms: {
    settings: z.discriminatedUnion('provider', [
      z.strictObject({ provider: z.literal('local') }),
      z.strictObject({ provider: z.literal('aliyun'), endpoint: endpoint('https://dysmsapi.aliyuncs.com'), signName: word, templateCode: word }),
    ]),
    secrets: z.strictObject({ accessKeyId: word.optional(), accessKeySecret: word.optional() }),
  },
  dingtalk: {
    settings: z.strictObject({ endpoint: endpoint('https://oapi.dingtalk.com/robot/send') }),
    secrets: z.strictObject({ accessToken: word, signingSecret: word }),
  },
  wecom: {
    settings: z.strictObject({ endpoint: endpoint('https://qyapi.weixin.qq.com/cgi-bin/webhook/send') }),
    secrets: z.strictObject({ key: word }),
  },
} as const;

export type ChannelSettings = { readonly [K in ChannelKind]: z.output<(typeof forms)[K]['settings']> }[ChannelKind];
export type ChannelSecrets = Readonly<Record<string, string | undefined>>;

/** Settings and secrets of a kind, checked. */
export interface CheckedChannel {
  readonly settings: ChannelSettings;
  readonly secrets: ChannelSecrets;
}

/** Throws DomainError `channel.settings-invalid`, naming field and what is allowed. */
export const checkChannel = (kind: ChannelKind, given: object, secrets: object): CheckedChannel => {
  const form = forms[kind];
  const settings = form.settings.safeParse(given);
  if (!settings.success) throw refused(settings.error);
  const kept = form.secrets.safeParse(secrets);
  if (!kept.success) throw refused(kept.error);
  const both = { ...settings.data, ...kept.data };
  if ('provider' in both && both.provider === 'aliyun') needed(both, ['accessKeyId', 'accessKeySecret']);
  return { settings: settings.data, secrets: kept.data };
};

const needed = (given: Readonly<Record<string, unknown>>, fields: readonly string[]): void => {
  const missing = fields.find((field) => given[field] === undefined);
  if (missing !== undefined) throw invalid('channel.settings-invalid', { field: missing, allowed: 'a value' });
};

const refused = ({ issues: [issue] }: z.ZodError): Error => {
  const field = issue?.code === 'unrecognized_keys' ? issue.keys.join(', ') : (issue?.path.join('.') ?? '');
  return invalid('channel.settings-invalid', { field: field.slice(0, 80), allowed: (issue?.message ?? '').slice(0, 200) });
};
