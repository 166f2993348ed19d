import { timeHeader } from '@mendline/platform/clock';
import { z } from 'zod';
import type { Subgraph } from '../gateway.config.js';

const post = (url: string, query: string, timeout: number): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }), signal: AbortSignal.timeout(timeout) });

const sdlAnswer = z.object({ data: z.object({ _service: z.object({ sdl: z.string().min(1) }) }) });

/** What a service says of itself. */
export interface ServiceWord {
  /** Its schema as composition reads it. */
  readonly sdl: string;
  /** Its time when it answered; null when it tells none. */
  readonly at: Date | null;
}

/** Throws while the service is away. */
export const askService = async ({ url }: Subgraph, timeout = 5_000): Promise<ServiceWord> => {
  const response = await post(url, '{ _service { sdl } }', timeout);
  const at = new Date(response.headers.get(timeHeader) ?? Number.NaN);
  return { sdl: sdlAnswer.parse(await response.json()).data._service.sdl, at: Number.isNaN(at.getTime()) ? null : at };
};

/** Whether a service answers GraphQL now. */
export const answers = async ({ url }: Subgraph, timeout = 1_500): Promise<boolean> => {
  try {
    const response = await post(url, '{ __typename }', timeout);
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
};
