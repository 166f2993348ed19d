import { setTimeout as delay } from 'node:timers/promises';
import { failpoint } from '../outbox/failpoint.js';
import { silentLog, type LeaderSession, type RelayLog, type RelayPump } from '../outbox/relay.pump.js';
import type { FactBus, TopicSpec } from './fact-bus.port.js';
import { keyOfFact, publishInOrder, type LoggedFact, type PublishResult } from './fact.publisher.js';

export interface FactPumpOptions {
  readonly log?: RelayLog;
  /** Longest wait before a refused key or an absent bus is tried again, in milliseconds; 10 s by default. */
  readonly maxBackoffMs?: number;
}

interface BlockedKey {
  readonly until: number;
  readonly attempts: number;
}

const claimLimit = 500;
const stopGraceMs = 3_000;

/** The lateral look-up keeps the planner from ever joining the whole log. */
const claimSql = (filter: string): string => `
  select o.tenant_id as "tenantId", o.position, o.topic, o.key, f.value
  from (select * from fact_outbox where ${filter} order by position limit ${claimLimit}) o
  cross join lateral (select l.envelope::text as value from fact_log l
                      where l.tenant_id = o.tenant_id and l.recorded_at = o.recorded_at and l.id = o.id offset 0) f
  order by o.position`;

const claimAllSql = claimSql('position <> all($1::bigint[])');
const claimFreeSql = claimSql(`position <> all($1::bigint[]) and (tenant_id || '/' || topic || '/' || key) <> all($2::text[])`);

const markSql = 'delete from fact_outbox where position = any($1::bigint[])';

/**
 * Publishes the log in its order, 500 facts a round: while one round is on its way the next is read and the last is marked.
 * A crash between sending and marking sends again; consumers take a fact once.
 */
export class FactPump implements RelayPump {
  readonly name = 'facts';
  readonly table = 'fact_outbox';
  readonly pollMs = 1_000;
  private readonly blocked = new Map<string, BlockedKey>();
  private readonly counts = { published: 0, refused: 0, busFailures: 0 };
  private topicsReady = false;
  private absences = 0;
  private readonly log: RelayLog;

  constructor(
    private readonly bus: FactBus,
    private readonly topics: readonly TopicSpec[],
    private readonly options: FactPumpOptions = {},
  ) {
    this.log = options.log ?? silentLog;
  }

  async drain(session: LeaderSession, _wake: () => void, signal: AbortSignal): Promise<void> {
    let marking: Promise<unknown> = Promise.resolve();
    let sending: readonly LoggedFact[] = await this.claim(session, []);
    while (sending.length > 0 && !signal.aborted) {
      // A round that is not full has nothing behind it worth asking for.
      const next = sending.length < claimLimit ? Promise.resolve([]) : this.claim(session, sending);
      const outcome = await Promise.all([this.publish(sending, signal), next]).catch((error: unknown) => this.absent(error, signal));
      if (outcome === undefined) break;
      const [result, ahead] = outcome;
      failpoint('relay.after-send');
      await marking;
      marking = this.mark(session, result);
      // Claimed before these keys were refused: read again without them.
      sending = result.refused.length > 0 ? await marking.then(() => this.claim(session, [])) : ahead;
      marking.catch(() => undefined);
    }
    await marking;
  }

  async rest(): Promise<void> {
    await Promise.resolve();
  }

  status(): Readonly<Record<string, number>> {
    return { ...this.counts, blockedKeys: this.blocked.size };
  }

  private claim(session: LeaderSession, inFlight: readonly LoggedFact[]): Promise<LoggedFact[]> {
    const now = performance.now();
    const held = [...this.blocked].filter(([, key]) => key.until > now).map(([key]) => key);
    const positions = inFlight.map((fact) => fact.position);
    return held.length === 0 ? session.query<LoggedFact>(claimAllSql, [positions]) : session.query<LoggedFact>(claimFreeSql, [positions, held]);
  }

  private async publish(facts: readonly LoggedFact[], signal: AbortSignal): Promise<PublishResult> {
    const work = async (): Promise<PublishResult> => {
      if (!this.topicsReady) await this.bus.ensureTopics(this.topics);
      this.topicsReady = true;
      return publishInOrder(this.bus, facts);
    };
    const result = await orGivenUp(work(), signal);
    this.absences = 0;
    return result;
  }

  private async mark(session: LeaderSession, { sent, refused }: PublishResult): Promise<void> {
    if (sent.length > 0) await session.query(markSql, [sent.map((fact) => fact.position)]);
    this.counts.published += sent.length;
    if (this.blocked.size > 0) for (const fact of sent) this.blocked.delete(keyOfFact(fact));
    for (const { fact, error } of refused) this.block(fact, error);
  }

  private block(fact: LoggedFact, error: Error): void {
    const key = keyOfFact(fact);
    const attempts = (this.blocked.get(key)?.attempts ?? 0) + 1;
    this.counts.refused += 1;
    this.blocked.set(key, { attempts, until: performance.now() + this.backoff(attempts) });
    this.log.error({ tenant: fact.tenantId, topic: fact.topic, key: fact.key, position: fact.position, attempts, error }, 'fact refused by the bus; its key waits');
  }

  /** The bus is away: what was in flight is sent again. */
  private async absent(error: unknown, signal: AbortSignal): Promise<undefined> {
    this.absences += 1;
    this.counts.busFailures += 1;
    if (signal.aborted) return undefined;
    this.log.warn({ absences: this.absences, error }, 'facts cannot be published');
    await delay(this.backoff(this.absences), undefined, { signal }).catch(() => undefined);
    return undefined;
  }

  private backoff(attempts: number): number {
    return Math.min(this.options.maxBackoffMs ?? 10_000, 100 * 2 ** Math.min(attempts, 10));
  }
}

/** A bus that retries for minutes must not hold back the end of the process: after a grace the facts stay unmarked. */
const orGivenUp = <T>(work: Promise<T>, signal: AbortSignal): Promise<T> =>
  new Promise((resolve, reject) => {
    const giveUp = (): void => {
      setTimeout(() => reject(new Error('given up at the end of the session')), stopGraceMs).unref();
    };
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp);
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', giveUp));
  });
