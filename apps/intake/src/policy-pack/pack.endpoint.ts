import { decodeJwt } from 'jose';
import { z } from 'zod';

type Environment = Readonly<Record<string, string | undefined>>;

/** Why nothing can be asked of a tenant's system, in words for the terminal. */
export interface NoAccess {
  readonly problem: string;
}

const howToGetToken = (tenant: string): string =>
  `An administrator's token is needed: MENDLINE_TOKEN="$(npm run --silent token -- administrator ${tenant})" npm run pack -- …`;

/** The tenant's endpoint as the environment says, or what is missing. */
export const endpointFor = (tenant: string, env: Environment): PackEndpoint | NoAccess => {
  const token = env['MENDLINE_TOKEN']?.trim();
  if (!token) return { problem: howToGetToken(tenant) };
  if (tenantOf(token) !== tenant) return { problem: `The token in MENDLINE_TOKEN is not one of tenant "${tenant}". ${howToGetToken(tenant)}` };
  return new PackEndpoint(urlOf(env), token);
};

/** What the token says; whether it is true is for the service to find out. */
const tenantOf = (token: string): unknown => {
  try {
    return decodeJwt(token)['tenant'];
  } catch {
    return null;
  }
};

const urlOf = (env: Environment): string => {
  const own = env['HTTP_PORT'] ? `http://${env['HTTP_HOST'] ?? '127.0.0.1'}:${env['HTTP_PORT']}/graphql` : undefined;
  return env['GATEWAY_URL'] ?? own ?? 'http://127.0.0.1:4000/graphql';
};

const answerSchema = z.object({ data: z.unknown(), errors: z.array(z.object({ message: z.string() })).optional() });

/** A tenant's packs at the running system. */
export class PackEndpoint {
  constructor(
    private readonly url: string,
    private readonly token: string,
  ) {}

  /** Asks, and reads the answer; or the service's words of why not. */
  async ask<T>(query: string, variables: object, answer: z.ZodType<T>): Promise<{ readonly data: T } | { readonly problems: readonly string[] }> {
    const response = await fetch(this.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'accept-language': 'en', authorization: `Bearer ${this.token}` },
      body: JSON.stringify({ query, variables }),
    }).catch(() => null);
    if (response === null) return { problems: [`Nobody answers at ${this.url}. Is the system running?`] };
    const { data, errors = [] } = answerSchema.parse(await response.json());
    const read = answer.safeParse(data);
    return read.success && errors.length === 0 ? { data: read.data } : { problems: errors.map(({ message }) => message) };
  }
}
