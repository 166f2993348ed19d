import { proposalKeyOf, visitProposalKeyOf } from '@mendline/contracts/dispatch';
import { remoteSessionIdOf, visitIdOf } from '@mendline/contracts/field-service';
import type { Actor, CommandName, TicketCommand, TicketFlow, TicketState, TicketStatus, TicketVisit } from '@mendline/contracts/ticket';
import { commandsAfterClosing, commonCommands, complaintKinds, fullRoutes, isClosedForCustomer, isComplaint, milestones, stageOf, stages, ticketKinds } from '@mendline/contracts/ticket';
import type { Milestone, Stage } from '@mendline/contracts/ticket';
import { aCommand, aTicket, consultationRoute, people, repairRoute, staff } from '@mendline/testing/ticket';
import type { TicketTraits } from '@mendline/testing/ticket';

/** Every command of the contract. */
export const commandNames = [
  ...new Set([...Object.values(stages).flatMap((stage) => Object.keys(stage.commands)), ...Object.keys(commonCommands)]),
] as CommandName[];

const offer = { offerId: 'o_1', personId: people.ming.personId ?? '' };
const visitOffer = { offerId: 'vo_1', personId: people.lei.personId ?? '' };
const hold = { reason: 'customer', since: '2024-05-01T01:00:00.000Z', expectedEnd: '2024-05-03T01:00:00.000Z' } as const;
const window = { from: '2024-05-02T01:00:00.000Z', to: '2024-05-02T03:00:00.000Z' };

/** What a ticket's plan is called in the specs. */
export const planIdOf = (ticketId: string): string => `${ticketId}.p`;

const seeking: Omit<TicketVisit, 'visitId'> = { offer: null, asked: 0, excluded: [], queue: null, engineerId: null, window: null, onSite: false };

/** The plan and the visit that a ticket usually has while it waits for a milestone, or once it is solved. */
const repairFlow = (ticketId: string, stage: Stage | null): Partial<TicketFlow> => {
  const at = stage === null ? Infinity : milestones.indexOf(stage);
  const isPast = (milestone: Milestone): boolean => at > milestones.indexOf(milestone);
  if (!isPast('planned')) return {};
  const plan = { planId: planIdOf(ticketId), version: 1, approval: true, consent: true };
  if (!isPast('consented')) return { plan };
  if (isPast('solved')) return { plan, planReady: true, visits: 1, workBegun: true };
  const engineerId = isPast('dispatched') ? people.lei.personId : null;
  const visit = { ...seeking, visitId: visitIdOf(ticketId, 1), asked: engineerId ? 1 : 0, engineerId, window: isPast('scheduled') ? window : null, onSite: isPast('arrived') };
  return { plan, planReady: true, visits: 1, visit, workBegun: visit.onSite };
};

/** A ticket in a status, with the owner and the things under way that this status usually has; a repair where only repairs have it. */
export const aTicketIn = (status: TicketStatus, traits: TicketTraits = {}): TicketState => {
  const kind = traits.kind ?? ticketKinds.find((one) => !milestones.includes(status as Milestone) || fullRoutes[one].includes(status as Milestone)) ?? 'consultation';
  const ticket = aTicket({ status, ...traits, kind, settings: { route: fullRoutes[kind], ...traits.settings } });
  const { route } = ticket.settings;
  const stage = stageOf(status, route);
  const owned = status !== 'registered' && status !== 'reviewed' && !status.startsWith('closed-d') && !['closed-out-of-scope', 'closed-invalid'].includes(status);
  const flow = {
    ...ticket.flow,
    ...(route.includes('planned') && milestones.includes(status as Milestone) && repairFlow(ticket.ticketId, stage)),
    ...(stage === 'tried' && { remoteSessionId: remoteSessionIdOf(ticket.ticketId, ticket.flow.round) }),
    ...(stage && stages[stage].deadline && stage !== 'assigned' && stage !== 'dispatched' && { deadline: { id: 'd_1', kind: stages[stage].deadline, at: '2024-05-02T00:00:00.000Z' } }),
    ...traits.flow,
  };
  return { ...ticket, ...(owned && traits.ownerId === undefined && { ownerId: people.ming.personId, epoch: 1 }), flow };
};

/** The same ticket with an open offer to p_ming. */
export const withOffer = (state: TicketState): TicketState => ({
  ...state,
  flow: { ...state.flow, offer, asked: state.flow.asked + 1, deadline: { id: 'd_offer', kind: 'offer-expiry', at: '2024-05-02T00:00:00.000Z' } },
});

/** The same ticket with an open offer of its visit to p_lei. */
export const withVisitOffer = (state: TicketState): TicketState => {
  const visit = state.flow.visit ?? { ...seeking, visitId: visitIdOf(state.ticketId, 1) };
  const deadline = { id: 'd_offer', kind: 'visit-offer-expiry', at: '2024-05-02T00:00:00.000Z' } as const;
  return { ...state, flow: { ...state.flow, visits: Math.max(1, state.flow.visits), visit: { ...visit, offer: visitOffer, asked: visit.asked + 1 }, deadline } };
};

/** The same ticket while p_lei is on site and the plan that he changed there is decided on. */
export const withPlanChangedOnSite = (state: TicketState): TicketState => {
  const visit = { ...seeking, asked: 1, visitId: visitIdOf(state.ticketId, 1), engineerId: people.lei.personId, window, onSite: true };
  const plan = { planId: planIdOf(state.ticketId), version: 2, approval: true, consent: true };
  return { ...state, flow: { ...state.flow, plan, planReady: false, visits: 1, visit, workBegun: true } };
};

/** The same ticket on hold. */
export const onHold = (state: TicketState): TicketState => ({
  ...state,
  flow: { ...state.flow, hold, deadline: { id: 'd_hold', kind: 'hold-end', at: hold.expectedEnd } },
});

/** A ticket that another one waits for in the specs. */
export const awaited = 'cn1_01J9AWAITED000000000000000';

/** The same ticket while a cancellation waits for a supervisor's word. */
export const withCancelRequest = (state: TicketState): TicketState => ({
  ...state,
  flow: {
    ...state.flow, hold: null, workBegun: true, cancelRequest: { reasonCode: 'solved-itself', since: '2024-05-01T01:00:00.000Z', passed: 0 },
    deadline: { id: 'd_cancel', kind: 'cancel-decision', at: '2024-05-01T02:00:00.000Z' },
  },
});

const decisionStages: readonly (Stage | null)[] = ['planned', 'approved', 'consented'];

/** The ticket as a command needs it to find it: an open offer to answer, a hold to resume, a deadline to pass. */
export const readyFor = (state: TicketState, name: CommandName): TicketState => {
  const stage = stageOf(state.status, state.settings.route);
  if (name === 'accept-offer' || name === 'decline-offer') return withOffer(state);
  if (name === 'accept-visit' || name === 'decline-visit') return withVisitOffer(state);
  if (name === 'finish-visit' && decisionStages.includes(stage)) return withPlanChangedOnSite(state);
  if (name === 'resume') return onHold({ ...state, ownerId: state.ownerId ?? people.ming.personId });
  if (name === 'reassign' && state.ownerId === null) return stage === 'assigned' ? withOffer(state) : { ...state, ownerId: 'p_ming' };
  if (name === 'hand-over' || name === 'hold') return { ...state, ownerId: state.ownerId ?? 'p_ming' };
  if (name === 'pass-deadline' && !state.flow.deadline) return onHold(state);
  if (name === 'settle-cancel') return withCancelRequest(state);
  if (name === 'merge' || name === 'change-kind') return { ...state, kind: name === 'change-kind' && isComplaint(state.kind) ? 'consultation' : state.kind, flow: { ...state.flow, workBegun: false } };
  if (name === 'claim') return { ...state, flow: { ...state.flow, queue: 'supervisor' } };
  if (name === 'linked-ended') return { ...state, flow: { ...state.flow, waitsFor: [awaited] } };
  if (name === 'cancel') return { ...state, flow: { ...state.flow, workBegun: false } };
  return state;
};

const engineerOf = ({ flow }: TicketState): Actor => staff(flow.visit?.engineerId ?? 'p_lei', 'engineer');

const anEnd = ({ status, settings }: TicketState): { outcome: 'done' | 'customer-absent' | 'needs-return'; reasonCode: string | null } => {
  const stage = stageOf(status, settings.route);
  if (stage === 'solved') return { outcome: 'done', reasonCode: null };
  return stage === 'arrived' ? { outcome: 'customer-absent', reasonCode: 'nobody' } : { outcome: 'needs-return', reasonCode: 'waits' };
};

/** The command by somebody who may give it, naming what the ticket has under way. */
export const aFitting = (name: CommandName, state: TicketState): TicketCommand => {
  const { flow } = state;
  const visitId = flow.visit?.visitId ?? 'none';
  const plan = { planId: flow.plan?.planId ?? planIdOf(state.ticketId), version: flow.plan?.version ?? 1 };
  switch (name) {
    case 'propose-owner':
      return aCommand(name, { ...offer, proposalKey: proposalKeyOf(state.ticketId, flow.asked) });
    case 'accept-offer':
    case 'decline-offer':
      return aCommand(name, { offerId: flow.offer?.offerId ?? 'none' });
    case 'finish-remote':
      return aCommand(name, { sessionId: flow.remoteSessionId ?? 'none' });
    case 'plan':
      return aCommand(name, { ...plan, version: flow.plan ? plan.version + 1 : 1 });
    case 'approve-plan':
    case 'consent':
      return aCommand(name, plan);
    case 'propose-engineer':
      return aCommand(name, { ...visitOffer, proposalKey: visitProposalKeyOf(visitId, flow.visit?.asked ?? 0) });
    case 'accept-visit':
    case 'decline-visit':
      return aCommand(name, { offerId: flow.visit?.offer?.offerId ?? 'none' }, { actor: staff(flow.visit?.offer?.personId ?? 'p_lei', 'engineer') });
    case 'assign-engineer':
      return aCommand(name, { engineerId: flow.visit?.engineerId === 'p_lei' ? 'p_wu' : 'p_lei' });
    case 'agree-window':
    case 'depart':
    case 'call-ahead':
    case 'arrive':
      return aCommand(name, { visitId }, { actor: engineerOf(state) });
    case 'finish-visit':
      return aCommand(name, { visitId, ...anEnd(state) }, { actor: engineerOf(state) });
    case 'linked-ended':
      return aCommand(name, { ticketId: flow.waitsFor?.[0] ?? 'none' });
    case 'pass-deadline':
      return aCommand(name, { deadlineId: flow.deadline?.id ?? 'none' });
    case 'reassign':
      return aCommand(name, { ownerId: state.ownerId === null ? null : 'p_hua' });
    case 'change-kind':
      return state.kind === 'repair' ? aCommand(name, { kind: 'consultation', route: consultationRoute }) : aCommand(name);
    default:
      return aCommand(name);
  }
};

/** Whether the table has a rule for a command in a status. Written from the words of the table, not by its look-up. */
export const tableHas = (status: TicketStatus, name: CommandName, state: TicketState): boolean => {
  const stage = stageOf(status, state.settings.route);
  if (stage === null) return false;
  if (name in stages[stage].commands) return true;
  if (name === 'reopen') return ['confirmed', 'return-visited', 'supervisor-reviewed', 'closed-no-answer'].includes(status);
  if (name === 'change-kind' && status === 'result-told') return false;
  return name in commonCommands && (!isClosedForCustomer(status) || commandsAfterClosing.includes(name));
};

/** Where tickets can be: every status of a consultation, the ends, and what a repair has of its own. */
export const situations: readonly (readonly [label: string, state: TicketState])[] = [
  ...[...consultationRoute, ...(['closed-duplicate', 'closed-out-of-scope', 'closed-invalid', 'closed-quote-declined', 'closed-unconfirmed', 'closed-no-answer', 'cancelled'] as const)].map(
    (status) => [status, aTicketIn(status)] as const,
  ),
  ...repairRoute.slice(repairRoute.indexOf('assigned'), repairRoute.indexOf('confirmed')).map((status) => [`${status} (repair)`, aTicketIn(status, { kind: 'repair' })] as const),
  ...complaintKinds.flatMap((kind) => fullRoutes[kind].slice(2, fullRoutes[kind].indexOf('confirmed')).map((status) => [`${status} (${kind})`, aTicketIn(status, { kind })] as const)),
];
