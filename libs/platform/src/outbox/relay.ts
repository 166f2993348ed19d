import { LeaderConnection } from './leader.connection.js';
import { silentLog, type LeaderSession, type RelayLog, type RelayPump } from './relay.pump.js';
import { WakeSignal } from './wake.signal.js';

export interface RelayOptions {
  /** DATABASE_SYSTEM_URL. */
  readonly systemUrl: string;
  /** What this relay moves: one of a group is active per database. */
  readonly group?: string;
  readonly pumps: readonly RelayPump[];
  readonly log?: RelayLog;
}

/** What `npm run ops -- status` and readiness show of a relay. */
export interface RelayStatus {
  readonly group: string;
  readonly active: boolean;
  readonly pumps: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const channel = 'mendline_outbox';

/**
 * Moves what transactions have left in the database to Temporal and Kafka. Any number of processes may run one; a lock lets
 * one of a group be active, so rows of a key keep their order. Woken by NOTIFY, and by a poll where that is lost.
 */
export class Relay {
  private readonly leader: LeaderConnection;
  private readonly wakes = new Map<RelayPump, WakeSignal>();
  private readonly log: RelayLog;

  constructor(private readonly options: RelayOptions) {
    this.log = options.log ?? silentLog;
    for (const pump of options.pumps) this.wakes.set(pump, new WakeSignal());
    this.leader = new LeaderConnection({
      url: options.systemUrl,
      lock: `relay.${this.group}`,
      channel,
      log: this.log,
      onNotify: (table) => this.wakePumpOf(table),
      lead: (session, signal) => this.lead(session, signal),
    });
  }

  start(): void {
    this.leader.start();
  }

  /** Ends when running deliveries have ended; the lock is free then. */
  async stop(): Promise<void> {
    await this.leader.stop();
    await Promise.all(this.options.pumps.map((pump) => pump.rest()));
  }

  isActive(): boolean {
    return this.leader.isLeading;
  }

  status(): RelayStatus {
    return { group: this.group, active: this.isActive(), pumps: Object.fromEntries(this.options.pumps.map((pump) => [pump.name, pump.status()])) };
  }

  private get group(): string {
    return this.options.group ?? 'all';
  }

  private wakePumpOf(table: string): void {
    for (const [pump, wake] of this.wakes) if (pump.table === table) wake.wake();
  }

  private wakeAll(): void {
    for (const wake of this.wakes.values()) wake.wake();
  }

  /** Every pump runs on its own: a slow Temporal does not hold back Kafka. The first that loses the session ends all. */
  private async lead(session: LeaderSession, signal: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const both = AbortSignal.any([signal, ended.signal]);
    const stopSleeping = (): void => this.wakeAll();
    both.addEventListener('abort', stopSleeping);
    const runs = [...this.wakes].map(([pump, wake]) => this.run(pump, wake, session, both).finally(() => ended.abort()));
    try {
      await Promise.all(runs);
    } finally {
      await Promise.allSettled(runs);
      await Promise.all(this.options.pumps.map((pump) => pump.rest()));
      both.removeEventListener('abort', stopSleeping);
    }
  }

  private async run(pump: RelayPump, wake: WakeSignal, session: LeaderSession, signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await pump.drain(session, () => wake.wake(), signal);
      } catch (error) {
        this.log.warn({ pump: pump.name, error }, 'relay pump lost its session');
        throw error;
      }
      if (!signal.aborted) await wake.sleep(pump.pollMs);
    }
  }
}
