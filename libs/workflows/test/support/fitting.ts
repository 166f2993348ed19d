import { proposalKeyOf } from '@mendline/contracts/dispatch';
import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import type { CommandName, TicketCommand, TicketState, TicketStatus } from '@mendline/contracts/ticket';
import { commandsAfterClosing, commonCommands, isClosedForCustomer, stageOf, stages } from '@mendline/contracts/ticket';
import { aCommand, aTicket, people } from '@mendline/testing/ticket';
import type { TicketTraits } from '@mendline/testing/ticket';

/** Every command of the contract. */
export const commandNames = [
  ...new Set([...Object.values(stages).flatMap((stage) => Object.keys(stage.commands)), ...Object.keys(commonCommands)]),
] as CommandName[];

const offer = { offerId: 'o_1', personId: people.ming.personId ?? '' };
const hold = { reason: 'customer', since: '2024-05-01T01:00:00.000Z', expectedEnd: '2024-05-03T01:00:00.000Z' } as const;

/** A ticket in a status, with the owner and the things under way that this status usually has. */
export const aTicketIn = (status: TicketStatus, traits: TicketTraits = {}): TicketState => {
  const ticket = aTicket({ status, ...traits });
  const { route } = ticket.settings;
  const stage = stageOf(status, route);
  const owned = status !== 'registered' && status !== 'reviewed' && !status.startsWith('closed-d') && !['closed-out-of-scope', 'closed-invalid'].includes(status);
  const flow = {
    ...ticket.flow,
    ...(stage === 'tried' && { remoteSessionId: remoteSessionIdOf(ticket.ticketId, ticket.flow.round) }),
    ...(stage && stages[stage].deadline && stage !== 'assigned' && { deadline: { id: 'd_1', kind: stages[stage].deadline, at: '2024-05-02T00:00:00.000Z' } }),
    ...traits.flow,
  };
  return { ...ticket, ...(owned && traits.ownerId === undefined && { ownerId: people.ming.personId, epoch: 1 }), flow };
};

/** The same ticket with an open offer to p_ming. */
export const withOffer = (state: TicketState): TicketState => ({
  ...state,
  flow: { ...state.flow, offer, asked: state.flow.asked + 1, deadline: { id: 'd_offer', kind: 'offer-expiry', at: '2024-05-02T00:00:00.000Z' } },
});

/** The same ticket on hold. */
export const onHold = (state: TicketState): TicketState => ({
  ...state,
  flow: { ...state.flow, hold, deadline: { id: 'd_hold', kind: 'hold-end', at: hold.expectedEnd } },
});

/** The ticket as a command needs it to find it: an open offer to answer, a hold to resume, a deadline to pass. */
export const readyFor = (state: TicketState, name: CommandName): TicketState => {
  if (name === 'accept-offer' || name === 'decline-offer') return withOffer(state);
  if (name === 'resume') return onHold({ ...state, ownerId: state.ownerId ?? people.ming.personId });
  if (name === 'reassign' && state.ownerId === null) return stageOf(state.status, state.settings.route) === 'assigned' ? withOffer(state) : { ...state, ownerId: 'p_ming' };
  if (name === 'hand-over' || name === 'hold') return { ...state, ownerId: state.ownerId ?? 'p_ming' };
  if (name === 'pass-deadline' && !state.flow.deadline) return onHold(state);
  return state;
};

/** The command by somebody who may give it, naming what the ticket has under way. */
export const aFitting = (name: CommandName, state: TicketState): TicketCommand => {
  switch (name) {
    case 'propose-owner':
      return aCommand(name, { ...offer, proposalKey: proposalKeyOf(state.ticketId, state.flow.asked) });
    case 'accept-offer':
    case 'decline-offer':
      return aCommand(name, { offerId: state.flow.offer?.offerId ?? 'none' });
    case 'finish-remote':
      return aCommand(name, { sessionId: state.flow.remoteSessionId ?? 'none' });
    case 'pass-deadline':
      return aCommand(name, { deadlineId: state.flow.deadline?.id ?? 'none' });
    case 'reassign':
      return aCommand(name, { ownerId: state.ownerId === null ? null : 'p_hua' });
    default:
      return aCommand(name);
  }
};

/** Whether the table has a rule for a command in a status. Written from the words of the table, not by its look-up. */
export const tableHas = (status: TicketStatus, name: CommandName, state: TicketState): boolean => {
  const stage = stageOf(status, state.settings.route);
  if (stage === null) return false;
  if (name in stages[stage].commands) return true;
  return name in commonCommands && (!isClosedForCustomer(status) || commandsAfterClosing.includes(name));
};
