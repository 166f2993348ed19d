import type { CpuTable } from '../report/figure.types.js';

/** The parts that no service of ours can do without or do for: what they use is the least that a life costs. */
const engines = ['temporal', 'postgres'];
const bareWorker = 'bare worker';

const secondsOf = ({ parts }: CpuTable, names: readonly string[]): number =>
  parts.filter(({ part }) => names.includes(part)).reduce((sum, { seconds }) => sum + seconds, 0);

const allOf = ({ parts }: CpuTable): number => parts.reduce((sum, { seconds }) => sum + seconds, 0);

/**
 * The greatest share of the bare workflow's rate that lives with these statements could reach on a busy machine: were GraphQL, journals,
 * facts, Kafka, readers and clients free, and only Temporal, PostgreSQL and the bare workflow's own worker used the processor. Both
 * tables are of as many lives.
 */
export const engineBound = (ours: CpuTable, bare: CpuTable): number => allOf(bare) / (secondsOf(ours, engines) + secondsOf(bare, [bareWorker]));
