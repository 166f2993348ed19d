import type { Milestone, OwedStep, PlanRef, TicketPlan, TicketState } from '@mendline/contracts/ticket';
import { milestones } from '@mendline/contracts/ticket';
import type { Change, Decider } from './decision.js';
import { refuse } from './decision.js';
import { undoVisit } from './visit-search.decide.js';

const refOf = ({ planId, version }: PlanRef): PlanRef => ({ planId, version });
const keyOf = ({ planId, version }: PlanRef): string => `${planId}.${version}`;
const isSame = (plan: PlanRef | null, other: PlanRef): boolean => plan?.planId === other.planId && plan.version === other.version;

/** Parts are kept for a plan from its last word until the ticket is solved. */
const keepsParts = ({ flow, status }: TicketState): boolean =>
  flow.planReady && milestones.indexOf(status as Milestone) < milestones.indexOf('solved');

/** Gives back what is kept for the plan and was not used. */
export const releaseParts = (state: TicketState): readonly OwedStep[] =>
  state.flow.plan && keepsParts(state) ? [{ key: `${keyOf(state.flow.plan)}:release:${state.seq}`, step: 'release-parts', plan: refOf(state.flow.plan) }] : [];

const reserveParts = ({ seq }: TicketState, plan: PlanRef): OwedStep => ({ key: `${keyOf(plan)}:reserve:${seq}`, step: 'reserve-parts', plan: refOf(plan) });

/** A plan that nothing stands against any more: its parts are kept, and an engineer is sought, or goes on where he is. */
const ready = (state: TicketState, plan: TicketPlan, owed: readonly OwedStep[] = state.flow.owed): Change => ({
  to: state.flow.visit?.onSite ? 'arrived' : 'dispatching',
  flow: { planReady: true, owed: [...owed, reserveParts(state, plan)] },
});

const needsApproval = ({ settings }: TicketState, { approval }: TicketPlan): boolean => approval && settings.route.includes('approved');
const needsConsent = ({ settings }: TicketState, { consent }: TicketPlan): boolean => consent && settings.route.includes('consented');

/**
 * The plan, or its next version [A8-1]; also on site, where it must be agreed again while the visit stays [A8-3 – A8-6]. What was kept
 * for the version before is given back, and an engineer who is still sought for it is sought no longer.
 */
export const plan: Decider<'plan'> = (state, { data }) => {
  const next: TicketPlan = { planId: data.planId, version: data.version, approval: data.approval, consent: data.consent };
  const { flow, settings } = state;
  if (flow.plan?.planId === next.planId && next.version <= flow.plan.version) return refuse('plan.superseded');
  const visit = flow.visit?.onSite ? flow.visit : null;
  const owed = [...flow.owed, ...(visit ? [] : undoVisit(state)), ...releaseParts(state)];
  const part = { part: 'submit-plan', plan: refOf(next) } as const;
  const waiting = { plan: next, planReady: false, visit, owed };
  if (needsApproval(state, next)) return { to: 'planned', flow: waiting, part };
  if (needsConsent(state, next)) return { to: settings.route.includes('approved') ? 'approved' : 'planned', flow: waiting, part };
  const { to, flow: kept } = ready(state, next, owed);
  return { to, flow: { ...waiting, ...kept }, part };
};

/** The supervisor's word on a major plan; declined, the owner makes another [A8-3]. */
export const approvePlan: Decider<'approve-plan'> = (state, { data }) => {
  const { plan: current } = state.flow;
  if (!current || !isSame(current, data)) return refuse('plan.not-current');
  if (data.decision === 'decline') {
    if (!data.reasonCode) return refuse('plan.reason-missing');
    return { to: 'planning', part: { part: 'settle-plan', plan: refOf(current), decision: 'declined' } };
  }
  const part = { part: 'settle-plan', plan: refOf(current), decision: 'approved' } as const;
  return needsConsent(state, current) ? { to: 'next', part } : { ...ready(state, current), part };
};

/** The customer's word on plan and quote, with its evidence; declined, another plan is made or the ticket ends [A8-4, A8-5, C12]. */
export const consent: Decider<'consent'> = (state, { data }) => {
  const { plan: current } = state.flow;
  if (!current || !isSame(current, data)) return refuse('plan.not-current');
  if (data.decision === 'agree') {
    if (!data.evidence) return refuse('consent.evidence-missing');
    return { ...ready(state, current), part: { part: 'settle-plan', plan: refOf(current), decision: 'agreed' } };
  }
  if (!data.reasonCode) return refuse('consent.reason-missing');
  const part = { part: 'settle-plan', plan: refOf(current), decision: 'refused' } as const;
  if (data.then !== 'close') return { to: 'planning', part };
  return { to: 'closed-quote-declined', flow: { visit: null, owed: [...state.flow.owed, ...undoVisit(state)] }, part };
};
