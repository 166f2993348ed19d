import { setTimeout as delay } from 'node:timers/promises';
import { GraphqlFailure, isRetryable, type WireError } from './graphql.failure.js';
import type { Login, TokenCache } from './token.cache.js';

export interface GraphqlClientOptions {
  /** The one endpoint, for example `http://127.0.0.1:4000/graphql`. */
  readonly url: string;
  readonly tokens: TokenCache;
  /** How long one request may take, in milliseconds; 15 s by default. */
  readonly timeoutMs?: number;
  /** How long to go on trying while the system does not answer, in milliseconds; 60 s by default, 0 = one try. */
  readonly patienceMs?: number;
  readonly language?: 'zh' | 'en';
}

interface Answer {
  readonly data?: unknown;
  readonly errors?: readonly WireError[];
}

const firstPauseMs = 200;
const longestPauseMs = 3_000;

/** GraphQL over HTTP in the name of people. The same variables, and so the same key, go with every repetition. */
export class GraphqlClient {
  constructor(private readonly options: GraphqlClientOptions) {}

  /**
   * Sends a query or mutation and answers its data. UNAVAILABLE, RATE_LIMITED and lost connections are tried again.
   * Throws `GraphqlFailure`, or the network's error when patience ends.
   */
  async request<T>(who: Login | null, query: string, variables: Readonly<Record<string, unknown>> = {}): Promise<T> {
    const patience = Date.now() + (this.options.patienceMs ?? 60_000);
    for (let pause = firstPauseMs; ; pause = Math.min(pause * 2, longestPauseMs)) {
      try {
        return await this.send<T>(who, query, variables);
      } catch (error) {
        const wait = error instanceof GraphqlFailure && error.retryAfter !== undefined ? Math.max(pause, error.retryAfter * 1000) : pause;
        if (!isRetryable(error) || Date.now() + wait > patience) throw error;
        await delay(wait);
      }
    }
  }

  private async send<T>(who: Login | null, query: string, variables: object): Promise<T> {
    const authorization = who ? { authorization: `Bearer ${await this.options.tokens.get(who)}` } : {};
    const response = await fetch(this.options.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json', 'accept-language': this.options.language ?? 'en', ...authorization },
      body: JSON.stringify({ query, variables }),
      signal: AbortSignal.timeout(this.options.timeoutMs ?? 15_000),
    });
    const answer = await readAnswer(response);
    if (answer.errors && answer.errors.length > 0) throw new GraphqlFailure(answer.errors, operationOf(query));
    if (answer.data === undefined || answer.data === null) throw new Error(`${operationOf(query)}: answered ${response.status} without data`);
    return answer.data as T;
  }
}

/** A proxy or a dying process may answer with no JSON: then only the status is known. */
const readAnswer = async (response: Response): Promise<Answer> => {
  const text = await response.text();
  try {
    return JSON.parse(text) as Answer;
  } catch {
    throw new Error(`answered ${response.status} without JSON`);
  }
};

const operationOf = (query: string): string => /\{\s*(?:\w+\s*:\s*)?(\w+)/.exec(query)?.[1] ?? 'request';
