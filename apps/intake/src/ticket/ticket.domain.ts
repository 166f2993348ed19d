import type { DeadlineRequest } from '@mendline/contracts/intake';
import { durationMs } from '@mendline/contracts/policy-pack';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { initialFlow, routeWithReview } from '@mendline/contracts/ticket';
import type { DeadlineKind, Fee, FlowDeadline, FlowSettings, KindRules, TicketCommand, TicketFlow, TicketKind, TicketState, TicketStatus, VisitOutcome } from '@mendline/contracts/ticket';
import type { TicketRow } from './ticket.types.js';

/** The counts of a pack that steer a kind's flow. */
export const settingsOf = (pack: PolicyPack, kind: TicketKind): FlowSettings => {
  const own = pack.kinds.find((candidate) => candidate.kind === kind);
  if (!own) throw new Error(`pack ${pack.pack} has no route for ${kind}`);
  const { flow } = pack;
  const { route, owners, actors, queue } = own;
  return {
    route,
    maxRounds: flow.maxRounds,
    confirmationReminders: flow.confirmation.reminders,
    returnVisitTries: flow.returnVisitTries,
    offerSeconds: Math.round(durationMs(flow.offerExpiry) / 1000),
    dispatchMode: flow.dispatchMode,
    ...(owners && { owners }),
    ...(queue?.first && { queueFirst: true }),
    ...(actors && { actors }),
  };
};

/** What a command says of another kind's rules. */
export const kindRulesOf = (pack: PolicyPack, kind: TicketKind): KindRules => {
  const { route, queueFirst } = settingsOf(pack, kind);
  return { route, ...(queueFirst && { queueFirst }) };
};

/** The same for a ticket: with what its own life has made mandatory. */
export const settingsOfTicket = (pack: PolicyPack, ticket: Pick<TicketRow, 'kind' | 'flow'>): FlowSettings => {
  const settings = settingsOf(pack, ticket.kind);
  return { ...settings, route: routeWithReview(settings.route, ticket.flow) };
};

/** Canonical severity 1–4 of a priority code; the scale is the pack's [C2]. */
export const severityOf = (pack: Pick<PolicyPack, 'priorities'>, priority: string): number | null =>
  pack.priorities.find(({ code }) => code === priority)?.severity ?? null;

/** The flow of a row, also of one that was written before some of its parts were there. */
export const flowOf = ({ flow }: Pick<TicketRow, 'flow'>): TicketFlow => ({ ...initialFlow, ...flow });

/** The row as the workflow sees it. */
export const toState = (ticket: TicketRow, pack: PolicyPack): TicketState => ({
  ticketId: ticket.id,
  tenantId: ticket.tenantId,
  kind: ticket.kind,
  status: ticket.status,
  seq: ticket.seq,
  fence: ticket.fence,
  ownerId: ticket.ownerId,
  epoch: ticket.epoch,
  priority: ticket.priority,
  severity: ticket.severity,
  region: ticket.region,
  customerId: ticket.customerId,
  faultClass: ticket.faultClass,
  ...(ticket.requestId !== null && { requestId: ticket.requestId }),
  flow: flowOf(ticket),
  settings: settingsOfTicket(pack, ticket),
  nextClockAt: ticket.nextClockAt?.toISOString() ?? null,
});

const durationOf = (kind: Exclude<DeadlineKind, 'hold-end'>, pack: PolicyPack): number => {
  switch (kind) {
    case 'offer-expiry':
    case 'visit-offer-expiry':
      return durationMs(pack.flow.offerExpiry);
    case 'confirmation':
      return durationMs(pack.flow.confirmation.remindAfter);
    case 'cancel-decision':
      return durationMs(pack.flow.cancelDecision);
    case 'archive':
      return durationMs(pack.flow.archiveAfter);
  }
};

/** Turns a deadline request into an armed deadline; `seq` makes its id unique per arming. */
export const armDeadline = (
  request: DeadlineRequest,
  armed: FlowDeadline | null,
  seq: number,
  now: Date,
  pack: PolicyPack,
): FlowDeadline | null => {
  if (request === 'keep') return armed;
  if (request === 'none') return null;
  const at = request.kind === 'hold-end' ? (request.at ?? now.toISOString()) : new Date(now.getTime() + durationOf(request.kind, pack)).toISOString();
  return { id: `${seq}.${request.kind}`, kind: request.kind, at };
};

/** The reason code that a command carries, if its kind has one. */
export const reasonOf = ({ data }: TicketCommand): string | null => ('reasonCode' in data ? data.reasonCode : 'reason' in data ? data.reason : null);

/** The closing code that a command carries; a machine that works again by help from afar is repaired. */
export const outcomeOf = ({ name, data }: TicketCommand, to: TicketStatus): string | null => {
  if ('outcomeCode' in data) return data.outcomeCode ?? null;
  return name === 'finish-remote' && to === 'solved' ? 'repaired' : null;
};

/** The fee of a cancellation that a command grants. */
export const feeOf = ({ data }: TicketCommand): Fee | null => ('fee' in data ? (data.fee ?? null) : null);

/** How the visit ended that a command ends. */
export const visitOutcomeOf = ({ data }: TicketCommand): VisitOutcome | null => ('outcome' in data ? data.outcome : null);

/** The normalised satisfaction, 0–100, that a command carries [C7]. */
export const satisfactionOf = ({ data }: TicketCommand): number | null => ('satisfaction' in data ? data.satisfaction : null);
