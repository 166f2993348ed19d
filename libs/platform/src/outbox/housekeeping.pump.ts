import { silentLog, type LeaderSession, type RelayLog, type RelayPump } from './relay.pump.js';

const hourMs = 3_600_000;
const retryMs = 60_000;
const monthsAhead = 3;

/** Work that is done needs no keeping; facts and commands are kept. */
const purgeSql = `
  delete from outbox where (tenant_id, id) in (
    select tenant_id, id from outbox where delivered_at < (select clock_timestamp() - interval '30 days') limit 10000)`;

/** Hourly: creates the months of fact_log ahead and drops delivered outbox rows after 30 days. */
export class HousekeepingPump implements RelayPump {
  readonly name = 'housekeeping';
  readonly pollMs = retryMs;
  private nextAt = 0;

  constructor(private readonly log: RelayLog = silentLog) {}

  /** A lock that is not to be had for the moment is no reason to give up the relay's session. */
  async drain(session: LeaderSession): Promise<void> {
    if (performance.now() < this.nextAt) return;
    try {
      await session.query('select ensure_fact_months($1)', [monthsAhead]);
      await session.query(purgeSql);
      this.nextAt = performance.now() + hourMs;
    } catch (error) {
      this.nextAt = performance.now() + retryMs;
      this.log.warn({ error }, 'housekeeping is put off');
    }
  }

  async rest(): Promise<void> {
    await Promise.resolve();
  }

  status(): Readonly<Record<string, number>> {
    return {};
  }
}
