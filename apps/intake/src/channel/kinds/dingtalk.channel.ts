import { createHmac } from 'node:crypto';
import type { Channel } from '../channel.port.js';
import type { Outbound } from '../outbound.js';
import { expectRobotTook } from './robot.answer.js';

export interface DingtalkSettings {
  readonly endpoint: string;
  readonly accessToken: string;
  /** `SEC…` of the robot's security settings. */
  readonly signingSecret: string;
}

/** Too many within a minute: the robot takes nothing for ten minutes. */
const tooFast = [130101, 410100];
const restMs = 600_000;

/** What DingTalk checks beside the token: base64 of HMAC-SHA256 over `timestamp\nsecret`; the timestamp, in milliseconds, counts for an hour. */
export const signDingtalk = (secret: string, timestamp: number): string => createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64');

/** A custom robot of a DingTalk group. It knows no repetition: after a crash between sending and noting a message may come twice. */
export const createDingtalkChannel = (outbound: Outbound): Channel<DingtalkSettings> => ({
  send: async ({ text, at }, { endpoint, accessToken, signingSecret }) => {
    const url = new URL(endpoint);
    const timestamp = at.getTime();
    url.searchParams.set('access_token', accessToken);
    url.searchParams.set('timestamp', String(timestamp));
    url.searchParams.set('sign', signDingtalk(signingSecret, timestamp));
    const body = JSON.stringify({ msgtype: 'text', text: { content: text } });
    expectRobotTook(await outbound.post(url, { 'content-type': 'application/json' }, body), tooFast, restMs);
  },
});
