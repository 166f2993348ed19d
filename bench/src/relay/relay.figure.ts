import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import type { BenchOptions } from '../bench.options.js';
import { Registrations } from '../intake/registration.requests.js';
import type { Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import type { BenchSystem } from '../system/bench.system.js';
import { drainRate, type Sample } from './drain.rate.js';
import { prepareBacklog, unpublished } from './fact.backlog.js';
import { produceAlone } from './kafka.producer.js';

const readers = ['gateway', 'dispatch', 'field-service', 'quality-analytics'];
const lookEveryMs = 100;
const patienceMs = 120_000;

/** Facts per second from a backlog in the log to Kafka, beside the same messages sent by kafkajs. Nobody reads meanwhile. */
export const measureRelay = async (system: BenchSystem, { facts }: BenchOptions, say: Say): Promise<Measurement> => {
  const { ops, addresses } = system.running;
  const database = await system.database('intake');
  try {
    await exampleFacts(system);
    say('readers stop; intake with the role api alone');
    await Promise.all(readers.map((name) => ops.stop(name)));
    await ops.restart('intake', { ROLES: 'api' });
    say(`a backlog of ${facts} facts`);
    const messages = await prepareBacklog(database, facts);
    say('the relay drains it');
    const [samples] = await Promise.all([watch(database), ops.restart('intake', { ROLES: 'relay' })]);
    await ops.stop('intake');
    say('kafkajs sends the same messages');
    const limit = await produceAlone(addresses.kafkaBrokers, messages);
    const bytes = messages.reduce((sum, { value }) => sum + Buffer.byteLength(value), 0) / messages.length;
    return {
      figures: [
        {
          name: 'facts of the relay', unit: 'per s', ours: drainRate(facts, samples), goal: { shareAtLeast: 0.5 },
          raw: { what: 'kafkajs sendBatch of the same messages', value: limit }, details: { 'bytes of a fact': bytes },
        },
      ],
    };
  } finally {
    await database.end();
  }
};

/** Facts of real tickets are the examples that the backlog is made of. */
const exampleFacts = async ({ caller, graphql, staff }: BenchSystem): Promise<void> => {
  const registrations = new Registrations(staff.regions);
  for (let i = 0; i < 10; i += 1) await caller.command(graphql.intake, 'csr1', 'registerTicket', registrations.next());
};

const watch = async (database: pg.Client): Promise<readonly Sample[]> => {
  const samples: Sample[] = [];
  const end = Date.now() + patienceMs;
  for (;;) {
    const left = await unpublished(database);
    samples.push({ at: performance.now(), left });
    if (left === 0) return samples;
    if (Date.now() > end) throw new Error(`${left} facts were not published within ${patienceMs / 1000} s`);
    await delay(lookEveryMs);
  }
};
