import { ChannelFailure } from '../channel.port.js';
import { expectTaken } from '../outbound.js';
import type { HttpAnswer } from '../outbound.js';

/** Robots answer 200 with an error code in the body. Throws ChannelFailure; `busy` are the codes of a full minute, after which the robot rests. */
export const expectRobotTook = (answer: HttpAnswer, busy: readonly number[], restMs: number): void => {
  expectTaken(answer);
  const code = errorCodeOf(answer.body);
  if (code === 0) return;
  if (busy.includes(code)) throw new ChannelFailure('channel.busy', false, code, restMs);
  throw new ChannelFailure('channel.refused', code > 0, code);
};

/** -1, which both providers use for "try again", also for an answer of another form. */
const errorCodeOf = (body: string): number => {
  try {
    const { errcode } = JSON.parse(body) as { errcode?: unknown };
    return typeof errcode === 'number' ? errcode : -1;
  } catch {
    return -1;
  }
};
