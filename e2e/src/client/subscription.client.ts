import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Login, TokenCache } from './token.cache.js';

/** Subscriptions over graphql-transport-ws in the name of one person. */
export class SubscriptionClient {
  private readonly client: Client;

  constructor(url: string, tokens: TokenCache, who: Login) {
    this.client = createClient({
      url: url.replace(/^http/, 'ws'),
      webSocketImpl: WebSocket,
      lazy: true,
      retryAttempts: 10,
      connectionParams: async () => ({ authorization: `Bearer ${await tokens.get(who)}` }),
    });
  }

  /** Events until the loop is left. A lost connection is made anew: events in between are missed, so read again after one. */
  async *events<T>(query: string, variables: Record<string, unknown> = {}): AsyncGenerator<T, void, void> {
    for await (const result of this.client.iterate<T>({ query, variables })) {
      if (result.errors) throw new Error(`subscription: ${result.errors.map(({ message }) => message).join('; ')}`);
      if (result.data) yield result.data;
    }
  }

  async close(): Promise<void> {
    await this.client.dispose();
  }
}
