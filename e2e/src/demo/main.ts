import { Board } from './board.js';
import { Demonstration } from './demonstration.js';
import type { DemoResult } from './demonstration.js';
import { OptionError, readOptions } from './options.js';
import { connect } from './system.js';

const round = (value: number): number => Math.round(value * 100) / 100;

/** The last line: what the run came to, for programs. */
const summary = ({ tickets, verdict, seconds }: DemoResult): object => ({
  ok: verdict.problems.length === 0,
  tickets,
  ended: verdict.ended,
  waiting: [...verdict.waiting.values()].reduce((sum, count) => sum + count, 0),
  held: verdict.held,
  repairs: verdict.repairs,
  complaints: verdict.complaints,
  visits: verdict.visits,
  reworked: verdict.reworked,
  noAnswer: verdict.noAnswer,
  linked: verdict.linked,
  alerts: verdict.alerts,
  claimed: verdict.claimed,
  onCall: verdict.onCall,
  reopened: verdict.reopened,
  follows: verdict.follows,
  merged: verdict.merged,
  split: verdict.split,
  kindsChanged: verdict.kindsChanged,
  severalDevices: verdict.severalDevices,
  handedOver: verdict.handedOver,
  moved: verdict.moved,
  byLink: verdict.byLink,
  turnsPlanned: verdict.turnsPlanned,
  turnsTaken: verdict.turnsTaken,
  lost: verdict.lost,
  duplicates: verdict.duplicates,
  escalationsDue: verdict.escalationsDue,
  escalationsRaised: verdict.escalationsRaised,
  ticketsPerSecond: round(tickets / seconds),
  seconds: round(seconds),
});

const report = ({ tickets, verdict, pace, refusals }: DemoResult): string[] => [
  `${tickets} tickets: ${verdict.ended} ended, ${verdict.held} on hold, ${[...verdict.waiting].map(([wait, count]) => `${count} wait for ${wait}`).join(', ') || 'none waits'}`,
  `${verdict.repairs} repairs with ${verdict.visits} visits, ${verdict.complaints} complaints; ${verdict.reworked} reworked, ${verdict.noAnswer} without an answer, ${verdict.linked} ties, ${verdict.alerts} alerts of frequent faults`,
  `turns: ${verdict.turnsTaken} of ${verdict.turnsPlanned} planned; ${verdict.claimed} claimed, ${verdict.onCall} told to who is on call, ${verdict.reopened} reopened, ${verdict.follows} follow another, ${verdict.merged} merged, ${verdict.split} split off, ${verdict.kindsChanged} of another kind, ${verdict.severalDevices} requests of several devices, ${verdict.handedOver} handed over in bulk, ${verdict.moved} moved, ${verdict.byLink} answers by link`,
  `escalations: ${verdict.escalationsDue} due by the separate calculation, ${verdict.escalationsRaised} raised, ${verdict.escalationsCorrected} more corrected later`,
  `capacity ${pace.capacity.toFixed(2)} lives/s measured, arrivals ${pace.rate.toFixed(2)}/s; every ticket looked at up to ${verdict.looks} times`,
  ...[...refusals].map(([name, count]) => `  refused or unanswered: ${count} × ${name}`),
  ...verdict.problems.slice(0, 40).map((problem) => `  PROBLEM ${problem}`),
  ...(verdict.problems.length > 40 ? [`  … and ${verdict.problems.length - 40} more`] : []),
];

const main = async (): Promise<number> => {
  const options = readOptions(process.argv.slice(2));
  const quiet = { write: (): boolean => true };
  const result = await new Demonstration(connect(process.env), options, new Board(options.json ? quiet : process.stdout)).run();
  if (!options.json) process.stdout.write(`${report(result).join('\n')}\n`);
  else for (const problem of result.verdict.problems) process.stderr.write(`${problem}\n`);
  process.stdout.write(`${JSON.stringify(summary(result))}\n`);
  return result.verdict.problems.length === 0 ? 0 : 1;
};

try {
  process.exitCode = await main();
} catch (error) {
  process.stderr.write(`${error instanceof OptionError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  process.exitCode = 1;
}
