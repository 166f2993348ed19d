import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { BenchOptions } from '../bench.options.js';
import { drainRate, type Sample } from '../relay/drain.rate.js';
import type { Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import type { BenchSystem } from '../system/bench.system.js';
import { consumeAlone, publish } from './kafka.log.js';
import { factsOfRepair, repairMessages, repairTopics } from './repair.facts.js';
import { writeAgain } from './rows.again.js';

const tenant = 'bench-quality';
const others = ['gateway', 'intake', 'dispatch', 'field-service'];
const lookEveryMs = 250;
const patienceMs = 300_000;

/** Facts per second of quality-analytics' reader, beside the slower of reading them by kafkajs alone and writing the same rows by `pg` alone. */
export const measureQuality = async (system: BenchSystem, { facts }: BenchOptions, say: Say): Promise<Measurement> => {
  const { ops, addresses } = system.running;
  const database = await system.database('quality-analytics');
  try {
    await ops.stop('quality-analytics');
    await Promise.all(others.map((name) => ops.stop(name)));
    const messages = repairMessages(tenant, Math.ceil(facts / factsOfRepair));
    say(`${messages.length} facts of ${messages.length / factsOfRepair} repairs`);
    await publish(addresses.kafkaBrokers, messages);
    say('quality-analytics reads them');
    const [samples] = await Promise.all([watch(database, messages.length), ops.restart('quality-analytics', { ROLES: 'worker' })]);
    await ops.stop('quality-analytics');
    say('kafkajs reads them alone');
    const reading = await consumeAlone(addresses.kafkaBrokers, repairTopics);
    say('pg writes the same rows alone');
    const { seconds, rows } = await writeAgain(database, tenant);
    const writing = messages.length / seconds;
    return {
      figures: [
        {
          name: 'facts of the quality reader', unit: 'per s', ours: drainRate(messages.length, samples), goal: { shareAtLeast: 0.4 },
          raw: { what: writing < reading ? 'the same rows by multi-row insert through pg' : 'kafkajs reading the same facts', value: Math.min(writing, reading) },
          details: { 'kafkajs alone per s': reading, 'pg alone per s': writing, 'rows per fact': rows / messages.length },
        },
      ],
    };
  } finally {
    await database.end();
    await Promise.all(['quality-analytics', ...others].map((name) => ops.restart(name, name === 'gateway' ? {} : { ROLES: 'api,worker,relay,notices' })));
  }
};

const watch = async (database: pg.Client, count: number): Promise<readonly Sample[]> => {
  const samples: Sample[] = [];
  const end = Date.now() + patienceMs;
  for (;;) {
    const { rows } = await database.query<{ read: number }>('select count(*)::int as read from inbox where tenant_id = $1', [tenant]);
    const left = count - (rows[0]?.read ?? 0);
    samples.push({ at: performance.now(), left });
    if (left === 0) return samples;
    if (Date.now() > end) throw new Error(`${left} facts were not read within ${patienceMs / 1_000} s`);
    await delay(lookEveryMs);
  }
};
