import { CancellationScope, condition, isCancellation, log } from '@temporalio/workflow';
import type { OwnerProposal } from '@mendline/contracts/dispatch';
import { proposalKeyOf } from '@mendline/contracts/dispatch';
import type { TicketCommand, TicketState } from '@mendline/contracts/ticket';
import { proposeOwnerCommand } from './internal-commands.js';
import { dispatch } from './owners.js';

const nobody: OwnerProposal = { offerId: null, personId: null };

/**
 * Asks dispatch for the next candidate. Returns the command that takes the result into the ticket, or null when this
 * search ended meanwhile (cancelled, held, assigned by hand): then the ticket owes dispatch the withdrawal of a late offer.
 */
export const searchOwner = async (state: TicketState, isCurrent: () => boolean): Promise<TicketCommand | null> => {
  const proposalKey = proposalKeyOf(state.ticketId, state.flow.asked);
  const scope = new CancellationScope();
  const asking = scope.run(() => ask(state, proposalKey));
  const settled = asking.then(
    () => true,
    () => true,
  );
  await Promise.race([settled, condition(() => !isCurrent())]);
  if (isCurrent()) return proposeOwnerCommand(proposalKey, await asking, new Date().toISOString());
  scope.cancel();
  return null;
};

const ask = async (state: TicketState, proposalKey: string): Promise<OwnerProposal> => {
  const { tenantId, ticketId, kind, faultClass, region, severity, flow, settings } = state;
  try {
    return await dispatch.proposeOwner({
      tenantId, ticketId, proposalKey, kind, faultClass, region, severity,
      excluded: flow.excluded,
      offerSeconds: settings.offerSeconds,
    });
  } catch (error) {
    if (isCancellation(error)) throw error;
    log.error('owner search failed; the supervisor has the ticket', { error: String(error) });
    return nobody;
  }
};
