import { setTimeout as sleep } from 'node:timers/promises';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { SubscriptionHub } from '@mendline/platform/graphql';
import { ShutdownSequence } from '@mendline/platform/service';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { OverviewReader } from '../clock/overview.reader.js';
import { riskTopic } from './intake.change.js';
import type { RiskChange } from './intake.change.js';
import { IntakeChanges } from './intake.changes.js';

/** A clock that has come to be at risk. */
type ClockName = Pick<RiskChange, 'ticketId' | 'target' | 'round' | 'lap'>;

const everyMs = 1_000;
/** What was written by a transaction that took so long to commit is still found. */
const lookBackMs = 10_000;

/**
 * Clocks that come to be at risk: by a change, as the database tells, or by the passing of time, for which the index is looked at once a second
 * while somebody of the tenant listens. Nothing is woken for it, and no workflow has a timer for it.
 */
@Injectable()
export class AtRiskWatch implements OnApplicationBootstrap {
  private readonly hub = new SubscriptionHub<ClockName>((tenant, signal) => this.source(tenant, signal));

  constructor(
    private readonly changes: IntakeChanges,
    private readonly overview: OverviewReader,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly shutdown: ShutdownSequence,
  ) {}

  onApplicationBootstrap(): void {
    this.shutdown.register('relay', 'clocks at risk', async () => this.hub.close());
  }

  /** From now on; each clock is told once for each instant at which it comes to be at risk. */
  follow(tenant: string): AsyncIterableIterator<ClockName> {
    return this.hub.subscribe(tenant);
  }

  private async *source(tenant: string, signal: AbortSignal): AsyncGenerator<ClockName> {
    const told = new Map<string, number>();
    const changed: ClockName[] = [];
    const changes = this.changes.follow(riskTopic(tenant));
    const broken = new AbortController();
    collect(changes, changed).catch(() => broken.abort());
    try {
      const since = (await this.clock.now()).getTime();
      while (await waited(AbortSignal.any([signal, broken.signal]))) {
        const now = await this.clock.now();
        const after = new Date(Math.max(since, now.getTime() - lookBackMs));
        const passed = await this.overview.cameAtRisk(tenant, after, now);
        for (const clock of [...changed.splice(0), ...passed]) if (isNew(told, clock, now.getTime())) yield clock;
        for (const [name, at] of told) if (at < now.getTime() - 2 * lookBackMs) told.delete(name);
      }
    } finally {
      await changes.return?.();
    }
  }
}

const waited = (signal: AbortSignal): Promise<boolean> =>
  sleep(everyMs, true, { signal, ref: false }).catch(() => false);

const collect = async (changes: AsyncIterableIterator<unknown>, into: ClockName[]): Promise<void> => {
  for await (const change of changes) into.push(change as ClockName);
};

const isNew = (told: Map<string, number>, { ticketId, target, round, lap }: ClockName, now: number): boolean => {
  const name = [ticketId, target, round, lap].join(':');
  if (told.has(name)) return false;
  told.set(name, now);
  return true;
};
