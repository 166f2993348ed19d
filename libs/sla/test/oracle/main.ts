import { parseArgs } from 'node:util';
import { runOracle } from './oracle.run.js';

/** `[--count N] [--seed S]`: the long run beside the walk; the last line is its result as JSON, the exit code 1 when anything differs. */
const text = { type: 'string' } as const;
const { values } = parseArgs({ args: process.argv.slice(2), options: { count: text, seed: text } });
const [count, seed] = [Number(values.count ?? 200_000), Number(values.seed ?? 1)];
const began = Date.now();
const seconds = (): number => Math.round((Date.now() - began) / 1_000);

const { differences, ...figures } = runOracle(count, seed, (cases) => { console.log(`${seconds()} s  ${cases} cases`); });
for (const { calendar, ...difference } of differences) console.log(JSON.stringify({ ...difference, calendar }));
console.log(JSON.stringify({ problems: differences.map(({ round, what }) => `case ${round}: ${what} differs`), figures: { ...figures, seed, seconds: seconds() } }));
process.exit(differences.length > 0 ? 1 : 0);
