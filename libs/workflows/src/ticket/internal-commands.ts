import type { OwnerProposal } from '@mendline/contracts/dispatch';
import type { CommandData, CommandName, TicketCommand } from '@mendline/contracts/ticket';
import { systemActor } from '@mendline/contracts/ticket';

const internal = <N extends CommandName>(name: N, commandId: string, data: CommandData[N], at: string): TicketCommand =>
  ({ name, commandId, source: 'system', actor: systemActor, occurredAt: at, receivedAt: at, epoch: null, first: false, data }) as TicketCommand;

/** The command of a flow deadline that has passed: one per arming. */
export const passDeadlineCommand = (deadlineId: string, at: string): TicketCommand =>
  internal('pass-deadline', `deadline:${deadlineId}`, { deadlineId }, at);

/** The command that takes the result of a search for a visit's engineer into the ticket. */
export const proposeEngineerCommand = (proposalKey: string, proposal: OwnerProposal, at: string): TicketCommand =>
  internal('propose-engineer', `search:${proposalKey}`, { proposalKey, offerId: proposal.offerId, personId: proposal.personId }, at);

/** The command that takes the result of an owner search into the ticket. */
export const proposeOwnerCommand = (proposalKey: string, proposal: OwnerProposal, at: string): TicketCommand =>
  internal('propose-owner', `search:${proposalKey}`, { proposalKey, offerId: proposal.offerId, personId: proposal.personId }, at);
