import { appendFile, readFile } from 'node:fs/promises';
import { factTopics, readFact, type Fact } from '@mendline/contracts/facts';
import type { Database } from '../database/index.js';
import type { FactBus } from './fact-bus.port.js';
import { disregardFacts, findLostFacts } from './fact.losses.js';
import { republish } from './fact.republisher.js';
import { raiseIncarnation } from './incarnation.js';

/** What the two steps of a service after a restore work with. */
export interface RestoreStep {
  readonly service: string;
  readonly database: Pick<Database, 'systemTx'>;
  readonly bus: FactBus;
  /** One lost fact a line, as JSON; each service adds its own. */
  readonly file: string;
}

/** Facts recorded so long before the newest one may not have reached every reader before the backup was taken. */
const marginMs = 3_600_000;

/**
 * After a restore, before the service writes: begins a new incarnation, lists what Kafka holds and the log does not, and sends again what readers
 * may have lost. Answers what is lost.
 */
export const beginAfterRestore = async ({ service, database, bus, file }: RestoreStep, reason: string): Promise<{ readonly incarnation: number; readonly lost: readonly Fact[]; readonly sentAgain: number }> => {
  const incarnation = await database.systemTx((em) => raiseIncarnation(em, reason));
  const lost = await findLostFacts(database, bus, service);
  await appendFile(file, lost.map((fact) => `${JSON.stringify(fact)}\n`).join(''));
  const [newest] = await database.systemTx((em) => em.query<{ at: Date | null }[]>('select max(recorded_at) as at from fact_log'));
  let sentAgain = newest?.at ? await republish(database, bus, { from: new Date(newest.at.getTime() - marginMs) }) : 0;
  // The last value of a key may be a lost one.
  const types = new Set(lost.filter(({ type }) => isCompacted(type)).map(({ type }) => type));
  for (const type of types) sentAgain += await republish(database, bus, { type });
  return { incarnation, lost, sentAgain };
};

const isCompacted = (type: string): boolean => factTopics.some(({ topic, compacted }) => compacted && topic === type.split('.').filter((_, n) => n !== 2).join('.'));

/** Lost facts that a file lists. @throws UnreadableFact */
export const readLostFacts = async (file: string): Promise<readonly Fact[]> =>
  (await readFile(file, 'utf8')).split('\n').filter((line) => line !== '').map((line) => readFact(JSON.parse(line)));

/** After every service has listed its own: no reader of this service takes a lost fact any more. Answers how many there are. */
export const disregardLost = async ({ database, file }: RestoreStep): Promise<number> => {
  const lost = await readLostFacts(file);
  await disregardFacts(database, lost);
  return lost.length;
};
