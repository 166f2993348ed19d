import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { BenchOptions } from '../bench.options.js';
import type { Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import type { BenchSystem } from '../system/bench.system.js';
import { benchTenant } from '../system/tenant.setup.js';
import { percentile } from '../timers/percentile.js';
import { rankedTicket, rowsOfSearch, seedEngineers } from './engineers.seed.js';

const engineers = 1_000;
const rounds = 200;
const requests = 50;
const program = fileURLToPath(new URL('../../../apps/dispatch/dist/cli/ranking.js', import.meta.url));

const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { ... on Ticket { visitCandidates(first: 20) { personId rank reasons { code } } } } }';

interface Ranked {
  readonly _entities: readonly { readonly visitCandidates: readonly { readonly rank: number }[] }[];
}

/** Milliseconds to rank 1,000 engineers for a visit; and a supervisor's whole question, beside PostgreSQL's part of it. */
export const measureRanking = async (system: BenchSystem, _options: BenchOptions, say: Say): Promise<Measurement> => {
  say(`ranking of ${engineers} engineers, ${rounds} times`);
  const ranking = await rankAlone();
  const database = await system.database('dispatch');
  try {
    await seedEngineers(database, engineers);
    say('a supervisor asks for the candidates');
    const asking = await repeated(() => ask(system));
    const reading = await repeated(() => database.query(rowsOfSearch, [benchTenant]));
    return {
      figures: [
        {
          name: 'ranking of 1,000 engineers, p50', unit: 'ms', ours: percentile(ranking, 0.5), goal: { atMost: 20 },
          details: {
            'p99 ms': percentile(ranking, 0.99), 'whole request p50 ms': percentile(asking, 0.5), 'whole request p99 ms': percentile(asking, 0.99),
            'the rows by pg p50 ms': percentile(reading, 0.5),
          },
        },
      ],
    };
  } finally {
    await database.end();
  }
};

/** In a process of its own, as the worker ranks: no database, no request. */
const rankAlone = async (): Promise<readonly number[]> => {
  const { stdout } = await promisify(execFile)(process.execPath, [program, String(engineers), String(rounds)]);
  return JSON.parse(stdout) as readonly number[];
};

const ask = async ({ caller, graphql }: BenchSystem): Promise<void> => {
  const { _entities } = await caller.ask<Ranked>(graphql.dispatch, 'supervisor1', query, { of: [{ __typename: 'Ticket', id: rankedTicket }] });
  if (_entities[0]?.visitCandidates.length !== 20) throw new Error('the ranking has no candidates');
};

const repeated = async (work: () => Promise<unknown>): Promise<readonly number[]> => {
  const took: number[] = [];
  for (let n = 0; n < requests; n += 1) {
    const begun = performance.now();
    await work();
    took.push(performance.now() - begun);
  }
  return took;
};
