import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Caller, RunningIntake } from './running.intake.js';

/** What a subscriber has received, in order; errors are their codes. */
export interface Subscriber {
  readonly seen: unknown[];
  /** Resolves when so many were seen; rejects after 15 s. */
  until(count: number): Promise<unknown[]>;
  close(): void;
}

const patienceMs = 15_000;

/** Subscribes by graphql-transport-ws. */
export const subscribe = async (intake: RunningIntake, caller: Caller, query: string, variables: Record<string, unknown> = {}): Promise<Subscriber> => {
  const authorization = `Bearer ${await intake.tokenOf(caller)}`;
  const client = createClient({ url: intake.url.replace('http', 'ws'), webSocketImpl: WebSocket, retryAttempts: 0, lazy: false, connectionParams: { authorization, 'accept-language': 'en' } });
  const seen: unknown[] = [];
  let wake = (): void => undefined;
  const take = (value: unknown): void => {
    seen.push(value);
    wake();
  };
  client.subscribe(
    { query, variables },
    { next: ({ data, errors }) => take(data ?? errors?.[0]?.extensions), error: (error) => take(error), complete: () => take('complete') },
  );
  return {
    seen,
    until: async (count) => {
      const deadline = Date.now() + patienceMs;
      while (seen.length < count) {
        if (Date.now() > deadline) throw new Error(`saw ${seen.length} of ${count}: ${JSON.stringify(seen)}`);
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, 50);
        });
      }
      return seen;
    },
    close: () => void client.dispose(),
  };
};
