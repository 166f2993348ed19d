import type { Channel } from '../channel.port.js';
import type { Outbound } from '../outbound.js';
import { expectRobotTook } from './robot.answer.js';

export interface WecomSettings {
  readonly endpoint: string;
  /** The robot's key: whoever has it may write to the group. */
  readonly key: string;
}

const tooFast = [45009, 45033];
const restMs = 60_000;

/** A robot of a WeCom group. It knows no repetition: after a crash between sending and noting a message may come twice. */
export const createWecomChannel = (outbound: Outbound): Channel<WecomSettings> => ({
  send: async ({ text }, { endpoint, key }) => {
    const url = new URL(endpoint);
    url.searchParams.set('key', key);
    const body = JSON.stringify({ msgtype: 'text', text: { content: text } });
    expectRobotTook(await outbound.post(url, { 'content-type': 'application/json' }, body), tooFast, restMs);
  },
});
