import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CommandAnswer, TicketCommand } from './command.js';
import type { TicketState } from './flow.js';
import type { TicketId } from '../ids/index.js';

/** Arguments of `ticketLifecycle`: everything else is in the row. */
export interface TicketLifecycleInput {
  readonly tenantId: string;
  readonly ticketId: TicketId;
}

/** Workflow type name of a ticket's life. */
export const ticketLifecycleType = 'ticketLifecycle';

/** Every command on a live ticket. `updateId` = `commandId`. */
export const commandUpdate = defineUpdate<CommandAnswer, [TicketCommand]>('command');

/** State as this run holds it; for operators, never for dashboards. */
export const ticketStateQuery = defineQuery<TicketState | null>('ticketState');

/** The ticket's clocks were computed anew outside its life, and one of them may be due earlier: look now. */
export const clocksMovedSignal = defineSignal('clocksMoved');

/** The ticket follows another pack: read the row again, and go on by what that says. */
export const packMovedSignal = defineSignal('packMoved');
