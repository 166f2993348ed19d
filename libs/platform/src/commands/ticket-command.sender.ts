import type { CommandAnswer, TicketCommand } from '@mendline/contracts/ticket';
import type { TicketId } from '@mendline/contracts';

/** Injection token of {@link TicketCommandSender}. */
export const TICKET_COMMAND_SENDER = Symbol('mendline.ticket-command-sender');

/** One delivery of a command to the life of its ticket. */
export interface TicketDelivery {
  readonly tenantId: string;
  readonly ticketId: TicketId;
  readonly command: TicketCommand;
  /** How long to wait for the answer, in milliseconds. */
  readonly timeoutMs: number;
}

/** `PENDING`: the outcome is unknown yet (a timeout, an engine that is down); the relay asks again with the same command. */
export type DeliveryResult = CommandAnswer | { readonly state: 'PENDING' };

/**
 * Carries a journaled command to `ticketLifecycle`, starting it if none runs. Delivering a command again is harmless:
 * `commandId` is the update's id and the recording activity answers a repeated one with the stored answer.
 */
export interface TicketCommandSender {
  /** Refusals of the workflow are values. Throws only what nobody expects; that is retried like `PENDING`. */
  send(delivery: TicketDelivery): Promise<DeliveryResult>;
}
