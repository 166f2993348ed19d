import { CancellationScope, condition, isCancellation, log } from '@temporalio/workflow';
import type { OwnerProposal } from '@mendline/contracts/dispatch';
import type { TicketCommand, TicketState } from '@mendline/contracts/ticket';
import { proposeOwnerCommand } from './internal-commands.js';
import { dispatch } from './owners.js';

const nobody: OwnerProposal = { offerId: null, personId: null };

/**
 * Asks dispatch for the next candidate. Returns the command that takes the result into the ticket, or null when the
 * ticket stopped searching meanwhile (cancelled, assigned by hand): then a late offer is withdrawn.
 */
export const searchOwner = async (state: TicketState, stillSearching: () => boolean): Promise<TicketCommand | null> => {
  const proposalKey = `${state.ticketId}.o${state.seq}`;
  const scope = new CancellationScope();
  const asking = scope.run(() => ask(state, proposalKey));
  const settled = asking.then(
    () => true,
    () => true,
  );
  await Promise.race([settled, condition(() => !stillSearching())]);
  if (!stillSearching()) {
    scope.cancel();
    await withdraw(state, proposalKey);
    return null;
  }
  return proposeOwnerCommand(proposalKey, await asking, new Date().toISOString());
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

const withdraw = async (state: TicketState, offerId: string): Promise<void> => {
  const { tenantId, ticketId } = state;
  await dispatch.settleOffer({ tenantId, ticketId, offerId, outcome: 'withdrawn', commandId: `${offerId}:withdrawn` });
};
