import type { LeaderSession, RelayPump } from './relay.pump.js';

const hourMs = 3_600_000;
const monthsAhead = 3;

/** Work that is done needs no keeping; facts and commands are kept. */
const purgeSql = `
  delete from outbox where (tenant_id, id) in (
    select tenant_id, id from outbox where delivered_at < clock_timestamp() - interval '30 days' limit 10000)`;

/** Hourly: creates the months of fact_log ahead and drops delivered outbox rows after 30 days. */
export class HousekeepingPump implements RelayPump {
  readonly name = 'housekeeping';
  readonly pollMs = hourMs;
  private nextAt = 0;

  async drain(session: LeaderSession): Promise<void> {
    if (Date.now() < this.nextAt) return;
    await session.query('select ensure_fact_months($1)', [monthsAhead]);
    await session.query(purgeSql);
    this.nextAt = Date.now() + hourMs;
  }

  async rest(): Promise<void> {
    await Promise.resolve();
  }

  status(): Readonly<Record<string, number>> {
    return {};
  }
}
