import { requireSystem } from './running-system.js';
import { UsageError } from './arguments.js';

/** Secret of the demonstration people at the local issuer; no secret at all, the issuer listens on loopback only. */
const demonstrationSecret = 'mendline-demo';

/** `npm run token -- ROLE|LOGIN [TENANT]`: prints a bearer token of a demonstration person. */
export async function token(args: readonly string[]): Promise<number> {
  const [login, tenant] = args;
  if (login === undefined) throw new UsageError('npm run token -- ROLE|LOGIN [TENANT], e.g. npm run token -- csr huaxin');
  console.log(await requestToken(requireSystem().addresses.oidcIssuer, login, tenant));
  return 0;
}

async function requestToken(issuer: string, login: string, tenant: string | undefined): Promise<string> {
  const clientId = tenant === undefined || login.includes('@') ? login : `${login}@${tenant}`;
  const basic = Buffer.from(`${encodeURIComponent(clientId)}:${demonstrationSecret}`).toString('base64');
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ grant_type: 'client_credentials' }),
  });
  const answer = (await response.json()) as { access_token?: string; error_description?: string };
  if (answer.access_token === undefined) throw new UsageError(`The issuer gives no token for ${clientId}: ${answer.error_description ?? response.status}`);
  return answer.access_token;
}
