import { z } from 'zod';

const days = (least: number, usual: number) => z.coerce.number().int().min(least).max(36_500).default(usual);

/** Environment of what a service forgets, in days. */
export const retentionEnv = z.object({
  /** Commands on a ticket, since they came in, once it is archived: then the ticket itself refuses whatever comes again. */
  RETENTION_TICKET_COMMANDS_DAYS: days(1, 90),
  /** Commands on no ticket: nothing else knows their keys, so no client may repeat one that long. */
  RETENTION_OTHER_COMMANDS_DAYS: days(30, 400),
  /** Which facts of others were taken; more than the 30 days for which Kafka keeps them. */
  RETENTION_INBOX_DAYS: days(31, 60),
});

export type RetentionConfig = z.infer<typeof retentionEnv>;

/** What of a service's database is forgotten, and when. */
export interface RetentionSettings {
  readonly days: RetentionConfig;
  /**
   * SQL that says of a command's row `c` whether its ticket is over: nothing will ever be read of its commands, and it takes no more of them. `$1` is the
   * number of days.
   * Null: the service has no commands on tickets.
   */
  readonly ticketIsOver: string | null;
  /**
   * Readers whose effects have keys of their own: a fact that is taken a second time changes nothing. Only of these it is forgotten which facts
   * they took; never what lies under the name of every reader (facts that a restore has lost).
   */
  readonly readers: readonly string[];
}
