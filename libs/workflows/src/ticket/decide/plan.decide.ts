import type { OwedStep, PlanRef, TicketPlan, TicketState } from '@mendline/contracts/ticket';
import type { Change, Decider, FlowDraft } from './decision.js';
import { refuse } from './decision.js';
import { freeWindow } from './visit-search.decide.js';

const refOf = ({ planId, version }: PlanRef): PlanRef => ({ planId, version });
const isSame = (plan: PlanRef | null, other: PlanRef): boolean => plan?.planId === other.planId && plan.version === other.version;

/** Whether the ticket's plan is past its decisions, so that its parts are kept for it. */
const isReady = ({ flow, status }: TicketState): boolean => flow.plan !== null && flow.planReady && status !== 'archived';

/** Gives the parts of the plan back that were kept for it. */
export const releaseParts = (state: TicketState): readonly OwedStep[] =>
  state.flow.plan && isReady(state) ? [{ key: `${keyOf(state.flow.plan)}:release:${state.seq}`, step: 'release-parts', plan: refOf(state.flow.plan) }] : [];

const keyOf = ({ planId, version }: PlanRef): string => `${planId}.${version}`;

/** A plan that nothing stands against any more: its parts are kept, and the engineer goes, or goes on where he is. */
const ready = (state: TicketState, plan: TicketPlan): Change => ({
  to: state.flow.visit?.onSite ? 'arrived' : 'dispatching',
  flow: {
    plan, planReady: true,
    owed: [...state.flow.owed, { key: `${keyOf(plan)}:reserve`, step: 'reserve-parts', plan: refOf(plan) }],
  },
});

const needsApproval = ({ settings }: TicketState, { approval }: TicketPlan): boolean => approval && settings.route.includes('approved');
const needsConsent = ({ settings }: TicketState, { consent }: TicketPlan): boolean => consent && settings.route.includes('consented');

/** The plan, or its next version; also on site, where it must be agreed again [A8-3 – A8-6]. */
export const plan: Decider<'plan'> = (state, { data }) => {
  const next: TicketPlan = { planId: data.planId, version: data.version, approval: data.approval, consent: data.consent };
  if (state.flow.plan && state.flow.plan.planId === next.planId && next.version <= state.flow.plan.version) return refuse('plan.superseded');
  if (state.flow.visit && !state.flow.visit.onSite) return refuse('plan.visit-arranged');
  const released = { ...state, flow: { ...state.flow, owed: [...state.flow.owed, ...releaseParts(state)] } };
  const waiting: Partial<FlowDraft> = { plan: next, planReady: false, owed: released.flow.owed };
  const part = { part: 'submit-plan', plan: refOf(next) } as const;
  if (needsApproval(state, next)) return { to: 'planned', flow: waiting, part };
  if (needsConsent(state, next)) return { to: state.settings.route.includes('approved') ? 'approved' : 'planned', flow: waiting, part };
  return { ...ready(released, next), part };
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
  return { to: 'closed-quote-declined', flow: { visit: null, owed: [...state.flow.owed, ...endVisit(state)] }, part };
};

/** Undoes what a visit holds with others, in reverse order of its making. */
export const endVisit = (state: TicketState): readonly OwedStep[] => {
  const { visit } = state.flow;
  if (!visit) return [];
  const opened: readonly OwedStep[] = visit.engineerId ? [{ key: `${visit.visitId}:abandon`, step: 'abandon-visit', visitId: visit.visitId }] : [];
  return [...opened, ...freeWindow(state, visit)];
};
