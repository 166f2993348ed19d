import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DomainError } from '@mendline/contracts';
import { decodeJwt } from 'jose';
import { z } from 'zod';
import { packsBeside } from './pack.parents.js';
import { readPackSource } from './pack.source.js';

type Environment = Readonly<Record<string, string | undefined>>;
type Say = (line: string) => void;

const usage = `Usage:
  npm run pack -- validate FILE                 checks a policy pack, without a running system
  npm run pack -- publish FILE --tenant TENANT  publishes it as the tenant's newest version`;

const howToGetToken = (tenant: string): string =>
  `Publishing needs an administrator's token: MENDLINE_TOKEN="$(npm run --silent token -- administrator ${tenant})" npm run pack -- publish …`;

/** Checks and publishes policy packs at the terminal; answers the exit code: 0 done, 1 refused, 2 wrong use. */
export const runPackTool = async (args: readonly string[], env: Environment, say: Say): Promise<number> => {
  const [action, file, option, tenant, ...more] = args;
  if (action === 'validate' && file !== undefined && option === undefined) return (await validSource(file, say)) === null ? 1 : 0;
  if (action === 'publish' && file !== undefined && option === '--tenant' && tenant !== undefined && more.length === 0) return publish(file, tenant, env, say);
  say(usage);
  return 2;
};

const validSource = async (file: string, say: Say): Promise<string | null> => {
  const source = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    say(`${file} cannot be read (${error.code ?? error.message}).`);
    return null;
  });
  if (source === null) return null;
  try {
    const { pack, problems } = await readPackSource(source, packsBeside(dirname(file)));
    problems.forEach(({ path, message }) => say(`${path === '' ? 'the whole file' : path}: ${message}`));
    say(pack ? `${file}: pack "${pack.pack}" is valid.` : `${file}: ${problems.length} ${problems.length === 1 ? 'problem' : 'problems'}.`);
    return pack ? source : null;
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    say(`${file}: ${error.code} ${JSON.stringify(error.params)}`);
    return null;
  }
};

const publish = async (file: string, tenant: string, env: Environment, say: Say): Promise<number> => {
  const token = env['MENDLINE_TOKEN']?.trim();
  if (!token) {
    say(howToGetToken(tenant));
    return 1;
  }
  if (tenantOf(token) !== tenant) {
    say(`The token in MENDLINE_TOKEN is not one of tenant "${tenant}". ${howToGetToken(tenant)}`);
    return 1;
  }
  const source = await validSource(file, say);
  return source === null ? 1 : send(source, token, endpointOf(env), say);
};

/** What the token says; whether it is true is for the service to find out. */
const tenantOf = (token: string): unknown => {
  try {
    return decodeJwt(token)['tenant'];
  } catch {
    return null;
  }
};

const endpointOf = (env: Environment): string => {
  const own = env['HTTP_PORT'] ? `http://${env['HTTP_HOST'] ?? '127.0.0.1'}:${env['HTTP_PORT']}/graphql` : undefined;
  return env['GATEWAY_URL'] ?? own ?? 'http://127.0.0.1:4000/graphql';
};

const answerSchema = z.object({
  data: z.object({ publishPolicyPack: z.object({ policyPack: z.object({ pack: z.string(), version: z.number(), hash: z.string() }) }) }).nullish(),
  errors: z.array(z.object({ message: z.string() })).optional(),
});

const mutation = 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { policyPack { pack version hash } } }';

const send = async (yaml: string, token: string, endpoint: string, say: Say): Promise<number> => {
  // A new command each time: a text published before becomes the tenant's pack again.
  const key = `pack-${randomUUID()}`;
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': 'en', authorization: `Bearer ${token}` },
    body: JSON.stringify({ query: mutation, variables: { input: { key, yaml } } }),
  }).catch(() => null);
  if (response === null) {
    say(`Nobody answers at ${endpoint}. Is the system running?`);
    return 1;
  }
  const { data, errors = [] } = answerSchema.parse(await response.json());
  errors.forEach(({ message }) => say(message));
  const published = data?.publishPolicyPack.policyPack;
  if (published) say(`Pack "${published.pack}" is published as version ${published.version}; new tickets begin with it.`);
  return published ? 0 : 1;
};
