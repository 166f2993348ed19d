import { DeadlineDrill, deadlinesPerTicket, drainRate, fireBareTimers } from '../deadlines/index.js';
import { FaultRun } from '../fault/index.js';
import type { LongOptions } from './long.options.js';
import { figuresOf, type LongResult, type Say } from './long.result.js';

/** How fast escalations are on record when the workers are back, beside bare workflows in the same run. */
const leastShare = 0.6;

/** Deadlines that become due while every worker is down for `--down` seconds; then the same with bare workflows of a timer and an activity. */
export const runDeadlines = async ({ count, seed, down }: LongOptions, say: Say): Promise<LongResult> => {
  const run = await FaultRun.open('deadlines', seed);
  const tickets = Math.ceil(count / deadlinesPerTicket);
  const request = { count: tickets, downMs: down * 1000, leadMs: 15_000 + tickets * 60 };
  try {
    const drill = await DeadlineDrill.prepare(run);
    say(`${tickets} tickets with ${deadlinesPerTicket} deadlines each; every worker down for ${down} s while they become due`);
    const { problems, whileDown, raisedAt, verdict } = await drill.fire(request);
    await drill.close();
    const rate = drainRate(raisedAt);
    say(`${rate.toFixed(1)} deadlines a second were raised, ${(rate / deadlinesPerTicket).toFixed(1)} tickets; ${whileDown} tickets had become due while the workers were down`);
    say(`${tickets * deadlinesPerTicket} bare workflows of a timer and an activity, their worker down as long`);
    const place = { address: run.env['TEMPORAL_ADDRESS'] ?? '', namespace: run.env['TEMPORAL_NAMESPACE'] ?? '' };
    const bareRate = drainRate(await fireBareTimers(place, `bare-${run.runId}`, { ...request, count: tickets * deadlinesPerTicket }));
    const share = rate / bareRate;
    say(`${bareRate.toFixed(1)} a second; ours is ${(share * 100).toFixed(0)} % of it`);
    return {
      problems: [
        ...problems,
        ...(whileDown < tickets ? [`${tickets - whileDown} tickets were due before the workers were down: the machine is too busy to measure`] : []),
        ...(share < leastShare ? [`drained at ${(share * 100).toFixed(0)} % of the bare rate; at least ${leastShare * 100} % are asked for`] : []),
      ],
      figures: { tickets, deadlines: raisedAt.length, whileDown, drainPerSecond: round(rate), barePerSecond: round(bareRate), share: round(share), ...figuresOf(verdict) },
    };
  } finally {
    await run.close();
  }
};

const round = (value: number): number => Math.round(value * 100) / 100;
