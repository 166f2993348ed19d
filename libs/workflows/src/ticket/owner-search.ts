import { CancellationScope, condition, isCancellation, log } from '@temporalio/workflow';
import type { OwnerProposal, OwnerProposalRequest } from '@mendline/contracts/dispatch';
import { proposalKeyOf, visitProposalKeyOf } from '@mendline/contracts/dispatch';
import type { CommandName, TicketCommand, TicketState, TicketVisit } from '@mendline/contracts/ticket';
import { isComplaint, waitOf } from '@mendline/contracts/ticket';
import { accusedOf } from './decide/index.js';
import { proposeEngineerCommand, proposeOwnerCommand } from './internal-commands.js';
import { dispatch } from './owners.js';

const nobody: OwnerProposal = { offerId: null, personId: null };

/** A search for somebody: the key that names it, how dispatch is asked, and the command that takes the result in. */
export interface Search {
  readonly key: string;
  ask(): Promise<OwnerProposal>;
  commandFor(proposal: OwnerProposal, at: string): TicketCommand;
}

/** The search that a ticket's state asks for: an owner, or an engineer for its visit; null when it seeks nobody. */
export const searchOf = (state: TicketState): Search | null => {
  const wait = waitOf(state.status, state.flow, state.settings.route);
  if (wait === 'owner-search') return ownerSearch(state);
  return wait === 'engineer-search' && state.flow.visit ? engineerSearch(state, state.flow.visit) : null;
};

const answers: readonly CommandName[] = ['accept-offer', 'decline-offer', 'accept-visit', 'decline-visit'];

/** Whether a command answers the offer that this search is about to take in: dispatch shows it to its person a moment earlier. */
export const isAnswerTo = ({ key }: Search, { name, data }: TicketCommand): boolean => answers.includes(name) && 'offerId' in data && data.offerId === key;

const ownerSearch = (state: TicketState): Search => {
  const key = proposalKeyOf(state.ticketId, state.flow.asked);
  return {
    key,
    ask: () => dispatch.proposeOwner(ownerRequest(state, key)),
    commandFor: (proposal, at) => proposeOwnerCommand(key, proposal, at),
  };
};

const engineerSearch = (state: TicketState, visit: TicketVisit): Search => {
  const key = visitProposalKeyOf(visit.visitId, visit.asked);
  const makeOffer = state.settings.dispatchMode === 'auto';
  return {
    key,
    ask: () => dispatch.proposeEngineer({ ...requestOf(state, key, visit.excluded), visitId: visit.visitId, makeOffer }),
    commandFor: (proposal, at) => proposeEngineerCommand(key, proposal, at),
  };
};

/** An owner is sought among the roles that the kind's pack names, and never among the people complained about [A3-13]. Who hears a complaint needs no technical skill. */
const ownerRequest = (state: TicketState, key: string): OwnerProposalRequest => {
  const { owners } = state.settings;
  const request = requestOf(state, key, [...state.flow.excluded, ...accusedOf(state)]);
  return { ...request, ...(owners && { roles: owners }), ...(isComplaint(state.kind) && { faultClass: noFault }) };
};

const noFault = 'none';

const requestOf = (state: TicketState, proposalKey: string, excluded: readonly string[]): OwnerProposalRequest => {
  const { tenantId, ticketId, kind, faultClass, region, severity, settings } = state;
  return { tenantId, ticketId, proposalKey, kind, faultClass, region, severity, excluded, offerSeconds: settings.offerSeconds };
};

/**
 * Asks dispatch for the next candidate. Returns the command that takes the result into the ticket, or null when this
 * search ended meanwhile (cancelled, held, assigned by hand): then the ticket owes dispatch the withdrawal of a late offer.
 */
export const carryOut = async (search: Search, isCurrent: () => boolean): Promise<TicketCommand | null> => {
  const scope = new CancellationScope();
  const asking = scope.run(() => askOrNobody(search));
  const settled = asking.then(
    () => true,
    () => true,
  );
  await Promise.race([settled, condition(() => !isCurrent())]);
  if (isCurrent()) return search.commandFor(await asking, new Date().toISOString());
  scope.cancel();
  return null;
};

const askOrNobody = async (search: Search): Promise<OwnerProposal> => {
  try {
    return await search.ask();
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.error('search failed; the supervisor has the ticket', { error: String(error) });
    return nobody;
  }
};
