import { randomUUID } from 'node:crypto';
import { ChannelFailure } from '../channel.port.js';
import type { Channel } from '../channel.port.js';
import { expectTaken } from '../outbound.js';
import type { Outbound } from '../outbound.js';
import { acsHeaders, acsQuery } from './acs.signature.js';

export interface AliyunSmsSettings {
  readonly endpoint: string;
  readonly signName: string;
  /** A template with one variable, `content`. */
  readonly templateCode: string;
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
}

/** Worth another try: limits of the minute, the hour or the day, and the provider's own trouble. */
const passing = /^(isv\.BUSINESS_LIMIT_CONTROL|isv\.DAY_LIMIT_CONTROL|isp\.|Throttling|ServiceUnavailable|InternalError|isv\.AMOUNT_NOT_ENOUGH)/u;

/** Short messages by Alibaba Cloud (`SendSms`, 2017-05-25). `OutId` names the message in its records; it does not stop a second one. */
export const createAliyunSmsChannel = (outbound: Outbound): Channel<AliyunSmsSettings> => ({
  send: async ({ id, to, text, at }, { endpoint, signName, templateCode, ...key }) => {
    const url = new URL(endpoint);
    const query = { OutId: id, PhoneNumbers: to, SignName: signName, TemplateCode: templateCode, TemplateParam: JSON.stringify({ content: text }) };
    url.search = acsQuery(query);
    const headers = acsHeaders({ host: url.host, action: 'SendSms', version: '2017-05-25', query, at, nonce: randomUUID() }, key);
    const answer = await outbound.post(url, { ...headers, accept: 'application/json' }, '');
    const code = codeOf(answer.body);
    if (code === 'OK') return;
    if (code !== undefined) throw new ChannelFailure('channel.refused', !passing.test(code), code.slice(0, 60));
    expectTaken(answer);
    throw new ChannelFailure('channel.refused', false, answer.status);
  },
});

const codeOf = (body: string): string | undefined => {
  try {
    const { Code: code } = JSON.parse(body) as { Code?: unknown };
    return typeof code === 'string' ? code : undefined;
  } catch {
    return undefined;
  }
};
