import { fetchToken } from '../oidc/token.client.js';
import { readPeople, type DemoPerson } from '../oidc/people.file.js';
import { UsageError } from './arguments.js';
import { requireSystem } from './running-system.js';

const defaultTenant = 'huaxin';

/** `npm run token -- ROLE|LOGIN [TENANT]`: prints a bearer token of a demonstration person, and nothing else. */
export async function token(args: readonly string[]): Promise<number> {
  const [word, tenant = defaultTenant] = args;
  if (word === undefined) throw new UsageError(`npm run token -- ROLE|LOGIN [TENANT], e.g. npm run token -- csr ${defaultTenant}`);
  const { login } = choosePerson(await readPeople(), word, tenant);
  console.log(await fetchToken(requireSystem().addresses.oidcIssuer, tenant, login));
  return 0;
}

/** The person with that login, else the first of the tenant with that role. Throws `UsageError` with what there is. */
export function choosePerson(people: readonly DemoPerson[], word: string, tenant: string): DemoPerson {
  const ours = people.filter((person) => person.tenant === tenant);
  const tenants = [...new Set(people.map((person) => person.tenant))];
  if (ours.length === 0) throw new UsageError(`There is no tenant "${tenant}". Known: ${tenants.join(', ')}.`);
  const found = ours.find(({ login }) => login === word) ?? ours.find(({ roles }) => roles.includes(word));
  if (found !== undefined) return found;
  throw new UsageError(`Nobody of ${tenant} has the login or role "${word}". Logins: ${ours.map(({ login }) => login).join(', ')}.`);
}
