import { setTimeout as delay } from 'node:timers/promises';
import type { TokenSource } from './token.source.js';

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly reason?: string } }[];
}

interface Settled {
  readonly state: string;
  readonly userErrors: readonly { readonly code: string }[];
}

const patienceMs = 60_000;
const againAfterMs = 500;

const pascal = (name: string): string => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;

/** The document of a mutation, as clients send it. */
export const mutationOf = (name: string, more = '', inputType = `${pascal(name)}Input`): string =>
  `mutation ($input: ${inputType}!) { ${name}(input: $input) { commandId state userErrors { code } ${more} } }`;

/** GraphQL over HTTP to any part of the system. */
export class GraphqlCaller {
  constructor(private readonly tokens: TokenSource) {}

  /** Throws when the answer has errors. */
  async ask<T>(url: string, login: string, query: string, variables: object): Promise<T> {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Bearer ${await this.tokens.of(login)}` },
      body: JSON.stringify({ query, variables }),
    });
    const { data, errors } = (await response.json()) as Answer;
    if (!data || (errors && errors.length > 0)) throw new Error(`${url}: ${errors?.map((error) => error.extensions?.reason ?? error.message).join('; ') ?? response.status}`);
    return data as T;
  }

  /** Gives a command, again under the same key while its outcome is open. Throws unless it is done within a minute. */
  async command<T>(url: string, login: string, name: string, input: object, more = '', inputType?: string): Promise<T> {
    const end = Date.now() + patienceMs;
    for (;;) {
      const data = await this.ask<Record<string, (Settled & T) | undefined>>(url, login, mutationOf(name, more, inputType), { input });
      const settled = data[name];
      if (settled?.state === 'DONE') return settled;
      if (settled?.state !== 'PENDING' || Date.now() > end) throw new Error(`${name}: ${settled?.state ?? 'no answer'} ${settled?.userErrors[0]?.code ?? ''}`);
      await delay(againAfterMs);
    }
  }
}
