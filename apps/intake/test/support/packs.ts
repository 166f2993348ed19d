import { readFile } from 'node:fs/promises';
import { newKey } from './running.intake.js';
import type { RunningIntake } from './running.intake.js';

/** The demonstration's pack as it is written. */
export const demoPack = (): Promise<string> => readFile(new URL('../../../../data/packs/demo.yaml', import.meta.url), 'utf8');

/** Publishes a pack for new tickets as an administrator does. */
export const publishPack = async (intake: RunningIntake, yaml: string): Promise<void> => {
  const { reason, message } = await intake.ask(
    { roles: ['administrator'], personId: 'p_admin' }, 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { policyPack { version } } }', { input: { key: newKey(), yaml } },
  );
  if (reason) throw new Error(`${reason}: ${message ?? ''}`);
};
