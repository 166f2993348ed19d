import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { sideBySide } from '../lives/side-by-side.js';
import type { Registrations } from '../intake/registration.requests.js';
import type { BenchSystem } from '../system/bench.system.js';

interface Registered {
  readonly ticket: { readonly id: string };
}

/** How long the review clock of bench.yaml runs: a ticket received so long ago is due now. */
const reviewMs = 48 * 3_600_000;
const registeringAtOnce = 12;
/** How long nothing at all may begin, in milliseconds: many take their time. */
const standstillMs = 120_000;

/** Registers one ticket for every instant at which its review is to be due. */
export const registerDueAt = (system: BenchSystem, registrations: Registrations, instants: readonly Date[]): Promise<string[]> =>
  sideBySide(instants.length, registeringAtOnce, async (n) => {
    const received = new Date((instants[n]?.getTime() ?? 0) - reviewMs);
    const { ticket } = await system.caller.command<Registered>(
      system.graphql.intake, 'csr1', 'registerTicket', registrations.next({ occurredAt: received.toISOString() }), 'ticket { id }',
    );
    return ticket.id;
  });

/** Resolves when the lives of all open tickets have begun. Throws when none begins for two minutes. */
export const untilStarted = async (database: pg.Client): Promise<void> => {
  let [least, end] = [Infinity, 0];
  for (;;) {
    const { rows } = await database.query<{ waiting: number }>(`select count(*)::int as waiting from outbox where delivered_at is null and kind = 'temporal.start'`);
    const waiting = rows[0]?.waiting ?? 0;
    if (waiting === 0) return;
    if (waiting < least) [least, end] = [waiting, Date.now() + standstillMs];
    if (Date.now() > end) throw new Error(`${waiting} lives were not started, and none began for ${standstillMs / 1000} s`);
    await delay(250);
  }
};
