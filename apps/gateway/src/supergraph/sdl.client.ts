import { z } from 'zod';
import type { Subgraph } from '../gateway.config.js';

const post = (url: string, query: string, timeout: number): Promise<Response> =>
  fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ query }), signal: AbortSignal.timeout(timeout) });

const sdlAnswer = z.object({ data: z.object({ _service: z.object({ sdl: z.string().min(1) }) }) });

/** The schema of a service as composition reads it. Throws while the service is away. */
export const fetchSdl = async ({ url }: Subgraph, timeout = 5_000): Promise<string> => {
  const response = await post(url, '{ _service { sdl } }', timeout);
  return sdlAnswer.parse(await response.json()).data._service.sdl;
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
