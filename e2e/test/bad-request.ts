import type { Login, TokenCache } from '../src/client/index.js';

/** A request as it goes over the wire: a document with variables, or a body as it is. */
export interface BadRequest {
  readonly name: string;
  /** Who sends it: a person, `nobody`, or somebody with this token. */
  readonly who: Login | 'nobody' | { readonly token: string };
  readonly query?: string;
  readonly variables?: Readonly<Record<string, unknown>>;
  /** Instead of query and variables. */
  readonly body?: string;
  /** The stable code that must come back, in `extensions.reason` or in `userErrors`. */
  readonly reason: string;
}

interface Answer {
  readonly data?: Readonly<Record<string, { readonly state?: string; readonly userErrors?: readonly { readonly code: string; readonly message: string }[] } | null>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string; readonly reason?: string } }[];
}

/** A mutation that answers no more than its state. */
export const call = (name: string, input = `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}Input`): string => `mutation ($input: ${input}!) { ${name}(input: $input) { state userErrors { code message } } }`;

const tokenOf = async (who: BadRequest['who'], tokens: TokenCache): Promise<string | null> => {
  if (who === 'nobody') return null;
  return 'token' in who ? who.token : tokens.get(who);
};

/** Sends a request once, whatever comes of it. */
export const send = async (url: string, tokens: TokenCache, { who, query, variables, body }: BadRequest, language: string): Promise<Answer> => {
  const token = await tokenOf(who, tokens);
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'accept-language': language, ...(token === null ? {} : { authorization: `Bearer ${token}` }) },
    body: body ?? JSON.stringify({ query, variables }),
  });
  return (await response.json()) as Answer;
};

/** Code and words of what is wrong, wherever the answer has them. */
export const problemOf = ({ data, errors }: Answer): { readonly reason: string | undefined; readonly message: string } => {
  const [wrong] = Object.values(data ?? {}).flatMap((payload) => payload?.userErrors ?? []);
  const [error] = errors ?? [];
  return error ? { reason: error.extensions?.reason, message: error.message } : { reason: wrong?.code, message: wrong?.message ?? '' };
};
