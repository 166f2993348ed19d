import type { FieldServiceActivities, PlanDecision, VisitNode } from '@mendline/contracts/field-service';
import type { PlanRef, VisitOutcome, VisitWindow } from '@mendline/contracts/ticket';

type SessionState = 'open' | 'solved' | 'unsolved' | 'abandoned';
type PlanState = 'submitted' | 'superseded' | PlanDecision;

/** A version of a plan as field-service keeps it. */
export interface FakePlan {
  readonly ticketId: string;
  state: PlanState;
  parts: 'none' | 'reserved' | 'released';
}

/** A visit as field-service keeps it. */
export interface FakeVisit {
  engineerId: string;
  plan: PlanRef;
  window: VisitWindow | null;
  nodes: VisitNode[];
  outcome: VisitOutcome | 'abandoned' | null;
}

/** The name of a plan's version in {@link FakeFieldService.plans}. */
export const planKeyOf = ({ planId, version }: PlanRef): string => `${planId}.${version}`;

/**
 * Field-service with a script: `down` fails every call, `refusal` is what the next parts of commands are refused with. Sessions, plans
 * with their parts, and visits stay readable.
 */
export class FakeFieldService implements FieldServiceActivities {
  down = false;
  refusal: string | null = null;
  readonly sessions = new Map<string, SessionState>();
  readonly plans = new Map<string, FakePlan>();
  readonly visits = new Map<string, FakeVisit>();
  readonly calls: string[] = [];

  /** Versions of a ticket's plans whose parts are reserved now. */
  reserved(ticketId: string): readonly string[] {
    return [...this.plans].filter(([, plan]) => plan.ticketId === ticketId && plan.parts === 'reserved').map(([key]) => key);
  }

  readonly openRemoteSession: FieldServiceActivities['openRemoteSession'] = async ({ sessionId }) => {
    this.enter('openRemoteSession');
    if (!this.sessions.has(sessionId)) this.sessions.set(sessionId, 'open');
  };

  readonly closeRemoteSession: FieldServiceActivities['closeRemoteSession'] = async ({ sessionId, result }) => {
    this.enter('closeRemoteSession');
    if (this.refusal !== null) return { refusal: this.refusal };
    const state = this.sessions.get(sessionId);
    if (state !== 'open' && state !== result) return { refusal: state ? 'remote-session.ended' : 'remote-session.unknown' };
    this.sessions.set(sessionId, result);
    return { refusal: null };
  };

  readonly abandonRemoteSession: FieldServiceActivities['abandonRemoteSession'] = async ({ sessionId }) => {
    this.enter('abandonRemoteSession');
    if (this.sessions.get(sessionId) === 'open') this.sessions.set(sessionId, 'abandoned');
  };

  readonly submitPlan: FieldServiceActivities['submitPlan'] = async (input) => {
    this.enter('submitPlan');
    if (this.refusal !== null) return { refusal: this.refusal };
    const key = planKeyOf(input);
    if (this.plans.has(key)) return { refusal: null };
    for (const plan of this.plans.values()) if (plan.ticketId === input.ticketId) plan.state = 'superseded';
    this.plans.set(key, { ticketId: input.ticketId, state: 'submitted', parts: 'none' });
    return { refusal: null };
  };

  readonly settlePlan: FieldServiceActivities['settlePlan'] = async ({ decision, ...input }) => {
    this.enter(`settlePlan:${decision}`);
    if (this.refusal !== null) return { refusal: this.refusal };
    const plan = this.plans.get(planKeyOf(input));
    if (!plan) return { refusal: 'plan.unknown' };
    if (!['submitted', 'approved', decision].includes(plan.state)) return { refusal: 'plan.not-current' };
    plan.state = decision;
    return { refusal: null };
  };

  readonly reserveParts: FieldServiceActivities['reserveParts'] = async (input) => {
    this.enter('reserveParts');
    this.planOf(input).parts = 'reserved';
  };

  readonly releaseParts: FieldServiceActivities['releaseParts'] = async (input) => {
    this.enter('releaseParts');
    const plan = this.planOf(input);
    if (plan.parts === 'reserved') plan.parts = 'released';
  };

  readonly openVisit: FieldServiceActivities['openVisit'] = async ({ visitId, engineerId, plan }) => {
    this.enter('openVisit');
    const visit = this.visits.get(visitId);
    if (visit?.engineerId === engineerId) return;
    this.visits.set(visitId, { engineerId, plan, window: null, nodes: [], outcome: null });
  };

  readonly scheduleVisit: FieldServiceActivities['scheduleVisit'] = async ({ visitId, window }) => {
    this.enter('scheduleVisit');
    const visit = this.visits.get(visitId);
    if (visit) visit.window = window;
  };

  readonly markVisit: FieldServiceActivities['markVisit'] = async ({ visitId, node }) => {
    this.enter(`markVisit:${node}`);
    const visit = this.openOf(visitId);
    if (typeof visit === 'string') return { refusal: visit };
    if (!visit.nodes.includes(node)) visit.nodes.push(node);
    return { refusal: null };
  };

  readonly closeVisit: FieldServiceActivities['closeVisit'] = async ({ visitId, outcome }) => {
    this.enter(`closeVisit:${outcome}`);
    if (this.visits.get(visitId)?.outcome === outcome) return { refusal: null };
    const visit = this.openOf(visitId);
    if (typeof visit === 'string') return { refusal: visit };
    visit.outcome = outcome;
    return { refusal: null };
  };

  readonly abandonVisit: FieldServiceActivities['abandonVisit'] = async ({ visitId }) => {
    this.enter('abandonVisit');
    const visit = this.visits.get(visitId);
    if (visit && visit.outcome === null) visit.outcome = 'abandoned';
  };

  /** The visit that is under way, or the code of why it cannot be worked on. */
  private openOf(visitId: string): FakeVisit | string {
    if (this.refusal !== null) return this.refusal;
    const visit = this.visits.get(visitId);
    if (!visit) return 'visit.unknown';
    return visit.outcome === null ? visit : 'visit.ended';
  }

  private planOf(ref: PlanRef): FakePlan {
    const plan = this.plans.get(planKeyOf(ref));
    if (!plan) throw new Error(`no plan ${planKeyOf(ref)}`);
    return plan;
  }

  private enter(activity: string): void {
    this.calls.push(activity);
    if (this.down) throw new Error('field-service is down');
  }
}
