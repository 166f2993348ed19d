import { ticketQueue } from './activities.js';

/** Arguments of `archiveRun`; `run` is how far it has come, when it goes on as new. */
export interface ArchiveRunInput {
  readonly tenantId: string;
  readonly run?: { readonly day: string; readonly after: string };
}

/** What a run found and did. `day` is null where the tenant has no run on that day: nothing was looked at. */
export interface ArchiveRunReport {
  readonly day: string | null;
  /** Tickets that it handed to the archive. */
  readonly archived: number;
  /** Ended tickets whose record lacks something. */
  readonly incomplete: number;
}

/** The run's activities; they run in intake. Whatever is done again changes nothing. */
export interface ArchiveActivities {
  /** Opens the run of the day, in the tenant's zone, of an instant (ISO 8601). Null where the tenant has none, or rests on that day. */
  openArchiveRun(input: { tenantId: string; at: string }): Promise<string | null>;
  /** Looks at the next ended tickets, in the order of their ids: archives what is complete, lists what is not. */
  archivePage(input: { tenantId: string; day: string; after: string; limit: number }): Promise<{ readonly after: string; readonly last: boolean }>;
  /** Ends the run. */
  closeArchiveRun(input: { tenantId: string; day: string }): Promise<ArchiveRunReport>;
}

/** Workflow type of the daily archive run [A6-20, A11-2]. */
export const archiveRunType = 'archiveRun';

/** The run shares the worker of tickets. */
export const archiveQueue = ticketQueue;

/** A tenant's schedule of the run; its workflows have the same name with the instant behind it. */
export const archiveScheduleId = (tenantId: string): string => `archive-run:${tenantId}`;

/** When a tenant's run begins: a time of day in a zone; null where there is none. */
export interface ArchivePlan {
  readonly tenantId: string;
  readonly daily: { readonly at: string; readonly zone: string } | null;
}
