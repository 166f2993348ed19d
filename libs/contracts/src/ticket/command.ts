import type { Actor } from './role.js';
import type { HoldReason, LinkRelation, TicketKind } from './status.js';
import type { TicketId } from '../ids/index.js';

/**
 * What a command says, in ids, codes and instants only: text and personal data stay in the journal of the service
 * that received it and are read there by `commandId`.
 */
export interface CommandData {
  review: { decision: ReviewDecision; reasonCode: string | null; duplicateOf: TicketId | null; kind: TicketKind | null; priority: string | null };
  'propose-owner': { proposalKey: string; offerId: string | null; personId: string | null };
  'accept-offer': { offerId: string };
  'decline-offer': { offerId: string; reasonCode: string };
  assign: { ownerId: string };
  contact: { channel: string; reached: boolean };
  'finish-remote': { sessionId: string; result: 'solved' | 'unsolved' };
  answer: { outcomeCode: string };
  'tell-result': { channel: string };
  confirm: { evidence: ConfirmationEvidence; satisfaction: number | null };
  reject: { reasonCode: string };
  'return-visit': { reached: boolean; result: 'ok' | 'ng' | null; satisfaction: number | null; reasonCode: string | null };
  'supervisor-review': { result: 'ok' | 'improve'; reasonCode: string | null };
  archive: Record<string, never>;
  hold: { reason: HoldReason; expectedEnd: string };
  resume: Record<string, never>;
  'change-priority': { priority: string; reasonCode: string | null };
  reassign: { ownerId: string | null; reasonCode: string };
  'hand-over': { ownerId: string; reasonCode: string };
  cancel: { reasonCode: string };
  link: { relation: LinkRelation; ticketId: TicketId };
  'pass-deadline': { deadlineId: string };
}

export type CommandName = keyof CommandData;
export type ReviewDecision = 'accept' | 'duplicate-of' | 'out-of-scope' | 'invalid';
export type ConfirmationEvidence = 'click' | 'signature' | 'recorded-call';

/** Services that may receive a command from people. `system` marks internal commands. */
export type CommandSource = 'intake' | 'dispatch' | 'field-service' | 'system';

/** One command on a live ticket, as it crosses to the workflow. Instants are ISO 8601 UTC. */
export type TicketCommand = {
  [N in CommandName]: {
    readonly name: N;
    readonly commandId: string;
    readonly source: CommandSource;
    readonly actor: Actor;
    /** When it happened, as the caller says. */
    readonly occurredAt: string;
    /** When the service journaled it. */
    readonly receivedAt: string;
    /** The owner's epoch that the caller saw; null where no fencing applies. */
    readonly epoch: number | null;
    /** True for a delivery that cannot have been seen by an earlier run: the validator may refuse it at no cost. */
    readonly first: boolean;
    readonly data: CommandData[N];
  };
}[CommandName];

/** What became of a command, as stored in journals and answered to callers. */
export type CommandAnswer =
  | { readonly state: 'DONE'; readonly status: string; readonly seq: number }
  | { readonly state: 'REJECTED'; readonly code: string };

/**
 * What names a command for ever within a ticket: the client's key, under the service that received it. Keys hold no slash,
 * so the same key at two services, or one that looks like an internal command, is another command.
 */
export const commandKeyOf = ({ source, commandId }: Pick<TicketCommand, 'source' | 'commandId'>): string =>
  source === 'intake' ? commandId : `${source}/${commandId}`;
