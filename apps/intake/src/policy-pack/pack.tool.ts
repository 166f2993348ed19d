import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DomainError } from '@mendline/contracts';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { z } from 'zod';
import { changesInWords } from './pack.diff.js';
import type { ChangeInWords } from './pack.diff.js';
import { endpointFor } from './pack.endpoint.js';
import { packsBeside } from './pack.parents.js';
import { readPackSource } from './pack.source.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Say = (line: string) => void;

const usage = `Usage:
  npm run pack -- validate FILE                 checks a policy pack with all that it extends, without a running system
  npm run pack -- diff FILE OTHER               tells how OTHER differs from FILE, without a running system
  npm run pack -- diff FILE --tenant TENANT     tells how FILE differs from what the tenant has published
  npm run pack -- publish FILE --tenant TENANT [--leave-behind]
                                                publishes it as the tenant's newest version; open tickets that could
                                                not go on by it refuse it, unless they may stay with theirs for good
What a file extends is sought beside it, then among the presets that come with the system.`;

/** Checks, compares and publishes policy packs at the terminal; answers the exit code: 0 done, 1 refused, 2 wrong use. */
export const runPackTool = async (args: readonly string[], env: Environment, say: Say): Promise<number> => {
  const [action, file, third, fourth] = args;
  const leaveBehind = action === 'publish' && args.length === 5 && args[4] === '--leave-behind';
  const tenant = third === '--tenant' && (args.length === 4 || leaveBehind) ? fourth : undefined;
  if (action === 'validate' && file !== undefined && args.length === 2) return (await validPack(file, say)) === null ? 1 : 0;
  if (action === 'diff' && file !== undefined && tenant !== undefined) return diffWithPublished(file, tenant, env, say);
  if (action === 'diff' && file !== undefined && third !== undefined && args.length === 3) return diffOfFiles(file, third, say);
  if (action === 'publish' && file !== undefined && tenant !== undefined) return publish(file, tenant, leaveBehind, env, say);
  say(usage);
  return 2;
};

interface ValidPack {
  readonly source: string;
  readonly pack: PolicyPack;
}

const validPack = async (file: string, say: Say): Promise<ValidPack | null> => {
  const source = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    say(`${file} cannot be read (${error.code ?? error.message}).`);
    return null;
  });
  if (source === null) return null;
  try {
    const { pack, problems } = await readPackSource(source, packsBeside(dirname(file)));
    problems.forEach(({ path, message }) => say(`${path === '' ? 'the whole file' : path}: ${message}`));
    say(pack ? `${file}: pack "${pack.pack}" is valid.` : `${file}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`);
    return pack && { source, pack };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    say(`${file}: ${error.code} ${JSON.stringify(error.params)}`);
    return null;
  }
};

const diffOfFiles = async (file: string, other: string, say: Say): Promise<number> => {
  const before = await validPack(file, say);
  const after = before && (await validPack(other, say));
  if (!before || !after) return 1;
  tell(changesInWords(before.pack, after.pack), say);
  return 0;
};

const diffAnswer = z.object({ policyPackDiff: z.array(z.object({ path: z.string(), before: z.string().nullable(), after: z.string().nullable() })) });
const diffQuery = 'query ($yaml: String!) { policyPackDiff(yaml: $yaml) { path before after } }';

const diffWithPublished = async (file: string, tenant: string, env: Environment, say: Say): Promise<number> =>
  withTenant(file, tenant, env, say, diffQuery, (yaml) => ({ yaml }), diffAnswer, ({ policyPackDiff }) => tell(policyPackDiff, say));

const publishAnswer = z.object({ publishPolicyPack: z.object({ policyPack: z.object({ pack: z.string(), version: z.number(), hash: z.string() }) }) });
const publishMutation = 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { policyPack { pack version hash } } }';

/** A new command each time: a text published before becomes the tenant's pack again. */
const publish = async (file: string, tenant: string, leaveBehind: boolean, env: Environment, say: Say): Promise<number> =>
  withTenant(file, tenant, env, say, publishMutation, (yaml) => ({ input: { key: `pack-${randomUUID()}`, yaml, leaveBehind } }), publishAnswer, ({ publishPolicyPack: { policyPack } }) =>
    say(`Pack "${policyPack.pack}" is published as version ${policyPack.version}; new tickets begin with it.`));

const withTenant = async <T>(
  file: string, tenant: string, env: Environment, say: Say, query: string, variables: (yaml: string) => object, answer: z.ZodType<T>, done: (data: T) => void,
): Promise<number> => {
  const endpoint = endpointFor(tenant, env);
  if ('problem' in endpoint) {
    say(endpoint.problem);
    return 1;
  }
  const valid = await validPack(file, say);
  if (!valid) return 1;
  const result = await endpoint.ask(query, variables(valid.source), answer);
  if ('problems' in result) result.problems.forEach(say);
  else done(result.data);
  return 'problems' in result ? 1 : 0;
};

const tell = (changes: readonly ChangeInWords[], say: Say): void => {
  changes.forEach(({ path, before, after }) => say(`${path}: ${before ?? 'nothing'} → ${after ?? 'nothing'}`));
  say(changes.length === 0 ? 'No difference.' : `${changes.length} ${changes.length === 1 ? 'difference' : 'differences'}.`);
};
