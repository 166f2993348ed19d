import autocannon from 'autocannon';
import { registerTicket, type Registrations } from './registration.requests.js';

export interface LoadResult {
  /** Registrations that were answered with a ticket, per second. */
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly refused: number;
}

export interface LoadOptions {
  readonly url: string;
  readonly token: string;
  readonly connections: number;
  readonly seconds: number;
}

/** Registers tickets as fast as answers come, each connection one at a time. */
export const runLoad = async (options: LoadOptions, registrations: Registrations): Promise<LoadResult> => {
  const seen = { done: 0, refused: 0 };
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${options.token}` };
  const result = await autocannon({
    url: options.url,
    connections: options.connections,
    duration: options.seconds,
    timeout: 30,
    requests: [
      {
        method: 'POST',
        headers,
        setupRequest: (request) => ({ ...request, body: JSON.stringify({ query: registerTicket, variables: { input: registrations.next() } }) }),
        onResponse: (status, body) => {
          if (status === 200 && body.includes('"state":"DONE"') && body.includes('"number":')) seen.done += 1;
          else seen.refused += 1;
        },
      },
    ],
  });
  const refused = seen.refused + result.errors + result.timeouts;
  return { perSecond: seen.done / result.duration, p50Ms: result.latency.p50, p99Ms: result.latency.p99, refused };
};
