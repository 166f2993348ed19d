import { setTimeout as delay } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import type pg from 'pg';
import { sideBySide } from '../lives/side-by-side.js';
import type { Registrations } from '../intake/registration.requests.js';
import type { Say } from '../report/progress.js';
import type { BenchSystem } from '../system/bench.system.js';
import { untilArmed } from './armed.lives.js';
import { copyTickets, type Template } from './copied.tickets.js';

interface Registered {
  readonly ticket: { readonly id: string };
}

/** What opens tickets: the system under measurement, and where it looks at what it does. */
export interface Place {
  readonly system: BenchSystem;
  readonly database: pg.Client;
  readonly temporal: Client;
  readonly registrations: Registrations;
  readonly say: Say;
}

/** Opens a ticket for every instant at which its review is to be due; resolves with the ids when their lives have begun, each with its timer. */
export type Opening = (instants: readonly Date[]) => Promise<string[]>;

/** How long the review clock of bench.yaml runs: a ticket received so long ago is due now. */
const reviewMs = 48 * 3_600_000;
const registeringAtOnce = 12;
/** How long nothing at all may begin, in milliseconds: many take their time. */
const standstillMs = 120_000;
/** Written in one transaction, and at most this many more wait for the relay. */
const copiedAtOnce = 500;
const toldEvery = 2_500;
const dayMs = 24 * 3_600_000;

/** Every ticket takes the way of every ticket: registered at intake, begun by its relay. */
export const registering = ({ system, database, temporal, registrations, say }: Place): Opening => async (instants) => {
  let done = 0;
  const ids = await sideBySide(instants.length, registeringAtOnce, async (n) => {
    const received = new Date((instants[n]?.getTime() ?? 0) - reviewMs);
    const { ticket } = await system.caller.command<Registered>(
      system.graphql.intake, 'csr1', 'registerTicket', registrations.next({ occurredAt: received.toISOString() }), 'ticket { id }',
    );
    done += 1;
    if (done % toldEvery === 0) say(`${done} of ${instants.length} tickets are registered`);
    return ticket.id;
  });
  await untilStarted(database);
  await untilArmed(temporal, ids);
  return ids;
};

/** One ticket of each region is registered at intake; the others are written as it has written these, and their lives are begun by its relay as every life is. */
export const copying = (place: Place): Opening => {
  let templates: Promise<readonly Template[]> | undefined;
  return async (instants) => {
    const { database, temporal, say } = place;
    const known = await (templates ??= registerTemplates(place));
    const ids: string[] = [];
    for (let at = 0; at < instants.length; at += copiedAtOnce) {
      ids.push(...(await copyTickets(database, known, instants.slice(at, at + copiedAtOnce))));
      await untilStarted(database, copiedAtOnce);
      if (ids.length % toldEvery === 0) say(`${ids.length} of ${instants.length} tickets are written`);
    }
    await untilStarted(database);
    await untilArmed(temporal, ids);
    return ids;
  };
};

const registerTemplates = async (place: Place): Promise<readonly Template[]> => {
  const dueAt = new Date(Date.now() + dayMs);
  const ids = await registering(place)(place.system.staff.regions.map(() => dueAt));
  return ids.map((id) => ({ id, dueAt }));
};

/** Resolves when at most so many lives wait to be begun. Throws when none begins for two minutes. */
const untilStarted = async (database: pg.Client, most = 0): Promise<void> => {
  let [least, end] = [Infinity, 0];
  for (;;) {
    const { rows } = await database.query<{ waiting: number }>(`select count(*)::int as waiting from outbox where delivered_at is null and kind = 'temporal.start'`);
    const waiting = rows[0]?.waiting ?? 0;
    if (waiting <= most) return;
    if (waiting < least) [least, end] = [waiting, Date.now() + standstillMs];
    if (Date.now() > end) throw new Error(`${waiting} lives were not started, and none began for ${standstillMs / 1000} s`);
    await delay(250);
  }
};
