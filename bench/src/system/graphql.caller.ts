import type { TokenSource } from './token.source.js';

interface Answer {
  readonly data?: Readonly<Record<string, unknown>> | null;
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly reason?: string } }[];
}

interface Settled {
  readonly state: string;
  readonly userErrors: readonly { readonly code: string }[];
}

const pascal = (name: string): string => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`;

/** The document of a mutation, as clients send it. */
export const mutationOf = (name: string, more = ''): string =>
  `mutation ($input: ${pascal(name)}Input!) { ${name}(input: $input) { commandId state userErrors { code } ${more} } }`;

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

  /** Gives a command. Throws unless it is done. */
  async command<T>(url: string, login: string, name: string, input: object, more = ''): Promise<T> {
    const data = await this.ask<Record<string, (Settled & T) | undefined>>(url, login, mutationOf(name, more), { input });
    const settled = data[name];
    if (settled?.state !== 'DONE') throw new Error(`${name}: ${settled?.state ?? 'no answer'} ${settled?.userErrors[0]?.code ?? ''}`);
    return settled;
  }
}
