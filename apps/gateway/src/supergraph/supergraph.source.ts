import type { Logger } from '@mendline/platform/logging';
import { composeServices } from '@theguild/federation-composition';
import { parse } from 'graphql';
import { setTimeout as delay } from 'node:timers/promises';
import type { Subgraph } from '../gateway.config.js';
import { askService } from './sdl.client.js';

export interface SourceOptions {
  readonly subgraphs: readonly Subgraph[];
  /** Milliseconds between two looks at the services' schemas. */
  readonly pollEvery: number;
  /** Is told a service's time at every look, as it comes in. */
  readonly onTime: (at: Date) => void;
  readonly log: Logger;
}

const firstDelay = 250;
const longestDelay = 4_000;

/** Composes one schema of all services. Throws with the rules that do not hold. */
export const compose = (services: readonly { readonly name: string; readonly url: string; readonly sdl: string }[]): string => {
  const result = composeServices(services.map(({ name, url, sdl }) => ({ name, url, typeDefs: parse(sdl, { noLocation: true }) })));
  if (result.errors) throw new Error(`The schemas do not fit together: ${result.errors.map((error) => error.message).join('; ')}`);
  return result.supergraphSdl;
};

/** The composed schema, kept up to date: waits for the services at boot, then looks again from time to time. A service that is away keeps its last schema. */
export class SupergraphSource {
  readonly #sdl = new Map<string, string>();
  #composed: string | undefined;
  readonly #stop = new AbortController();

  constructor(private readonly options: SourceOptions) {}

  /** The schema now. Throws before the first composition. */
  current(): string {
    if (this.#composed === undefined) throw new Error('Not composed yet');
    return this.#composed;
  }

  get composed(): boolean {
    return this.#composed !== undefined;
  }

  /** Resolves with the first composed schema; tries until every service answered once. */
  async first(): Promise<void> {
    for (let wait = firstDelay; !(await this.#refresh()) && !this.#stop.signal.aborted; wait = Math.min(wait * 2, longestDelay)) await this.#pause(wait);
  }

  /** Calls `changed` after each new composition, until closed. */
  async watch(changed: () => Promise<void>): Promise<void> {
    while (!this.#stop.signal.aborted) {
      await this.#pause(this.options.pollEvery);
      const before = this.#composed;
      if ((await this.#refresh()) && this.#composed !== before) await changed().catch((error: unknown) => this.options.log.error({ error }, 'the new schema was not taken'));
    }
  }

  close(): void {
    this.#stop.abort();
  }

  async #pause(milliseconds: number): Promise<void> {
    await delay(milliseconds, undefined, { signal: this.#stop.signal, ref: false }).catch(() => undefined);
  }

  /** True when there is a schema of all services; a failure leaves the last one in force. */
  async #refresh(): Promise<boolean> {
    const { subgraphs, log, onTime } = this.options;
    const before = new Map(this.#sdl);
    await Promise.all(
      subgraphs.map(async (subgraph) => {
        try {
          const { sdl, at } = await askService(subgraph);
          if (at) onTime(at);
          this.#sdl.set(subgraph.name, sdl);
        } catch (error) {
          log.debug({ error, subgraph: subgraph.name }, 'schema not available');
        }
      }),
    );
    if (subgraphs.some(({ name }) => !this.#sdl.has(name))) return false;
    if (this.#composed !== undefined && subgraphs.every(({ name }) => before.get(name) === this.#sdl.get(name))) return true;
    return this.#compose();
  }

  #compose(): boolean {
    const { subgraphs, log } = this.options;
    try {
      this.#composed = compose(subgraphs.map(({ name, url }) => ({ name, url, sdl: this.#sdl.get(name) ?? '' })));
      log.info({ subgraphs: subgraphs.map(({ name }) => name) }, 'schema composed');
      return true;
    } catch (error) {
      log.error({ error }, 'composition failed; the last schema stays in force');
      return this.#composed !== undefined;
    }
  }
}
