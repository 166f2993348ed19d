import { readFile } from 'node:fs/promises';
import type { BenchSystem } from '../system/bench.system.js';

interface Answer {
  readonly packWhatIf: { readonly tickets: number; readonly moved: number; readonly more: boolean; readonly after: string | null };
}

const question = 'query ($input: PackWhatIfInput!) { packWhatIf(input: $input) { tickets moved more after } }';
const packFile = new URL('../../packs/bench.yaml', import.meta.url);

/** Seconds until intake has told, page by page, what a pack with a longer review would do to every open ticket. */
export const whatIfSeconds = async ({ caller, graphql }: BenchSystem): Promise<number> => {
  const yaml = (await readFile(packFile, 'utf8')).replace('clock: { type: elapsed, duration: PT48H }', 'clock: { type: elapsed, duration: PT72H }');
  const began = performance.now();
  for (let after: string | null = null; ; ) {
    const { packWhatIf }: Answer = await caller.ask<Answer>(graphql.intake, 'admin1', question, { input: { yaml, after } });
    if (packWhatIf.tickets > 0 && packWhatIf.moved === 0) throw new Error(`of ${packWhatIf.tickets} tickets none would move`);
    if (!packWhatIf.more) return (performance.now() - began) / 1000;
    ({ after } = packWhatIf);
  }
};
