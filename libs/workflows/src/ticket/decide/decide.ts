import type { DeadlineRequest } from '@mendline/contracts/intake';
import type { CommandName, DeadlineKind, FlowSettings, Route, TicketCommand, TicketState, TicketStatus, Wait } from '@mendline/contracts/ticket';
import { isAllowed, ruleFor, stageOf, stages, targetStatus, waitOf } from '@mendline/contracts/ticket';
import * as assignment from './assignment.decide.js';
import * as complaint from './complaint.decide.js';
import * as confirmation from './confirmation.decide.js';
import * as consultation from './consultation.decide.js';
import type { Change, Decider, Decision, FlowDraft, Transition } from './decision.js';
import { isRefusal, refuse } from './decision.js';
import { changeKind } from './kind.decide.js';
import * as interrupts from './interrupts.decide.js';
import { byPack, mayAct } from './permission.js';
import * as planning from './plan.decide.js';
import { review } from './triage.decide.js';
import * as search from './visit-search.decide.js';
import * as visits from './visit.decide.js';

const deciders: { readonly [N in CommandName]: Decider<N> } = {
  review,
  'propose-owner': assignment.proposeOwner,
  'accept-offer': assignment.acceptOffer,
  'decline-offer': assignment.declineOffer,
  assign: assignment.assign,
  claim: assignment.claim,
  contact: consultation.contact,
  'finish-remote': consultation.finishRemote,
  plan: planning.plan,
  'approve-plan': planning.approvePlan,
  consent: planning.consent,
  'propose-engineer': search.proposeEngineer,
  'accept-visit': search.acceptVisit,
  'decline-visit': search.declineVisit,
  'assign-engineer': search.assignEngineer,
  'agree-window': visits.agreeWindow,
  depart: visits.depart,
  'call-ahead': visits.callAhead,
  arrive: visits.arrive,
  'finish-visit': visits.finishVisit,
  answer: consultation.answer,
  'give-opinion': complaint.giveOpinion,
  investigate: complaint.investigate,
  'handle-complaint': complaint.handleComplaint,
  'report-facts': complaint.reportFacts,
  contain: complaint.contain,
  'linked-ended': complaint.linkedEnded,
  'tell-result': consultation.tellResult,
  confirm: confirmation.confirm,
  reject: confirmation.reject,
  'return-visit': confirmation.returnVisit,
  'supervisor-review': confirmation.supervisorReview,
  archive: interrupts.archive,
  hold: interrupts.hold,
  resume: interrupts.resume,
  'change-priority': interrupts.changePriority,
  reassign: assignment.reassign,
  'hand-over': assignment.handOver,
  cancel: interrupts.cancel,
  'settle-cancel': interrupts.settleCancel,
  'open-review': confirmation.openReview,
  reopen: confirmation.reopen,
  merge: interrupts.merge,
  'change-kind': changeKind,
  link: complaint.link,
  'pass-deadline': interrupts.passDeadline,
};

const duringHold: readonly CommandName[] = ['resume', 'cancel', 'settle-cancel', 'merge', 'change-priority', 'reassign', 'hand-over', 'open-review', 'link', 'linked-ended', 'pass-deadline'];

/** While a cancellation waits for a supervisor's word the work rests. */
const duringCancelRequest: readonly CommandName[] = ['cancel', 'settle-cancel', 'change-priority', 'reassign', 'hand-over', 'open-review', 'link', 'linked-ended', 'pass-deadline'];

const deadlineOfWait: Partial<Record<Wait, DeadlineKind>> = {
  'offer-answer': 'offer-expiry',
  'visit-offer-answer': 'visit-offer-expiry',
  confirmation: 'confirmation',
  archive: 'archive',
  'hold-end': 'hold-end',
  'cancel-decision': 'cancel-decision',
};

/**
 * The one decision of a ticket's life: what a command does in a state, or why it may not. Pure; the table in
 * contracts/ticket says who may and where to, the deciders say what else changes.
 */
export const decide = (state: TicketState, command: TicketCommand): Decision => {
  if (state.status === 'archived') return refuse('ticket.archived');
  const rule = ruleFor(state.status, command.name, state.settings.route);
  if (!rule) return refuse(command.name === 'claim' && state.ownerId !== null ? 'claim.taken' : 'ticket.command-not-allowed');
  if (state.flow.cancelRequest && !duringCancelRequest.includes(command.name)) return refuse('ticket.cancel-requested');
  if (state.flow.hold && !duringHold.includes(command.name)) return refuse('ticket.on-hold');
  if (isWorkThatWaits(state, command.name)) return refuse('ticket.linked-comes-first');
  if (!mayAct(byPack(rule, state, command.name), state, command.actor)) return refuse('ticket.actor-not-allowed');
  if (complaint.isAccused(state, command.actor.personId)) return refuse('complaint.about-actor');
  if (command.epoch !== null && command.epoch !== state.epoch) return refuse('ticket.stale-epoch');
  const change = (deciders[command.name] as Decider<CommandName>)(state, command);
  if (isRefusal(change)) return change;
  const transition = complete(state, change);
  if (transition.ownerId !== state.ownerId && complaint.isAccused(state, transition.ownerId)) return refuse('complaint.about-owner');
  return isAllowed(state.status, command.name, transition.to, state.settings.route) ? transition : refuse('ticket.transition-not-allowed');
};

/** The work of a stage that a linked ticket comes before [A3-13]; what is valid in every stage goes on. */
const isWorkThatWaits = (state: TicketState, name: CommandName): boolean => {
  const stage = stageOf(state.status, state.settings.route);
  return stage !== null && name in stages[stage].commands && waitOf(state.status, { ...state.flow, hold: null }, state.settings.route) === 'linked-ticket';
};

/** What steers the flow from now on: of another kind, where the ticket becomes one. */
const settingsAfter = ({ settings }: TicketState, { rules }: Change): FlowSettings => (rules ? { ...settings, queueFirst: false, ...rules } : settings);

const complete = (state: TicketState, change: Change): Transition => {
  const to = target(state, change);
  const after = settingsAfter(state, change);
  const { deadline: armed, ...current } = state.flow;
  const begun = search.beginVisit(state, to, { ...current, ...change.flow });
  const flow: FlowDraft = search.leaveVisitSearch(state, to, assignment.leaveSearch(state, to, assignment.enterQueue(state, to, begun, after), after));
  const ownerId = change.ownerId ?? state.ownerId;
  return {
    to,
    kind: change.kind ?? state.kind,
    priority: change.priority ?? state.priority,
    ownerId,
    epoch: ownerId === state.ownerId ? state.epoch : state.epoch + 1,
    flow,
    deadline: nextDeadline(state, to, { ...flow, deadline: armed }, after.route, change.rearm ?? false),
    part: change.part ?? null,
  };
};

const target = (state: TicketState, change: Change): TicketStatus => {
  return targetStatus(change.to, state.status, state.settings.route) ?? state.status;
};

const nextDeadline = (state: TicketState, to: TicketStatus, flow: TicketState['flow'], route: Route, rearm: boolean): DeadlineRequest => {
  const wait = waitOf(to, flow, route);
  const kind = wait ? deadlineOfWait[wait] : undefined;
  if (!kind) return 'none';
  if (kind === 'hold-end' && flow.hold) return state.flow.hold ? 'keep' : { kind, at: flow.hold.expectedEnd };
  const stays = to === state.status && waitOf(state.status, state.flow, state.settings.route) === wait;
  return stays && !rearm ? 'keep' : { kind };
};
