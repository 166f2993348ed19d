import type { TicketId } from '../ids/index.js';
import type { PlanRef, VisitOutcome, VisitWindow } from '../ticket/command.js';

/** Which version of which plan. */
export interface PlanStep extends PlanRef {
  readonly tenantId: string;
  readonly ticketId: TicketId;
  readonly commandId: string;
}

/** Which visit. */
export interface VisitStep {
  readonly tenantId: string;
  readonly ticketId: TicketId;
  readonly visitId: string;
  readonly commandId: string;
}

export type PlanDecision = 'approved' | 'declined' | 'agreed' | 'refused';
export type VisitNode = 'departed' | 'called-ahead' | 'arrived';

/** Activities of field-service, on its queue. What a command or an owed step asks for is done once: a later attempt of it gets the answer of then, refusals too. */
export interface FieldServiceActivities {
  /** Opens the remote session of a round [A5-2]; the same id again is success. */
  openRemoteSession(input: { tenantId: string; ticketId: TicketId; sessionId: string; ownerId: string }): Promise<void>;
  /** Ends a session with its result. Refused as a value when it is unknown, or ended otherwise, or has no step recorded. */
  closeRemoteSession(input: {
    tenantId: string;
    ticketId: TicketId;
    sessionId: string;
    result: 'solved' | 'unsolved';
    commandId: string;
  }): Promise<{ readonly refusal: string | null }>;
  /** Makes a version of a plan the one that is decided on; older ones are superseded. Refused as a value when unknown or incomplete. */
  submitPlan(input: PlanStep): Promise<{ readonly refusal: string | null }>;
  /** What was decided on a submitted version. Refused as a value when it is not the one that is decided on. */
  settlePlan(input: PlanStep & { decision: PlanDecision }): Promise<{ readonly refusal: string | null }>;
  /** Keeps the parts of a plan that is agreed; again = success. What is not in stock is ordered, not refused. */
  reserveParts(input: Omit<PlanStep, 'commandId'>): Promise<void>;
  /** Gives reserved parts back: the compensation of {@link reserveParts}. Nothing reserved = success. */
  releaseParts(input: Omit<PlanStep, 'commandId'>): Promise<void>;
  /** Opens a visit for its engineer, or gives it to another engineer before arrival; once for each key. */
  openVisit(input: { tenantId: string; ticketId: TicketId; visitId: string; engineerId: string; plan: PlanRef; key?: string }): Promise<void>;
  /** Notes the window that was agreed [A7-10]; once for each key. */
  scheduleVisit(input: Omit<VisitStep, 'commandId'> & { window: VisitWindow; key?: string }): Promise<void>;
  /** Departed [A9-5], called ahead [A6-21], arrived. Refused as a value when out of order or ended. */
  markVisit(input: VisitStep & { node: VisitNode; at: string }): Promise<{ readonly refusal: string | null }>;
  /** Ends a visit. `done` is refused as a value until fault, work, function test [A9-13] and check-out list are recorded. */
  closeVisit(input: VisitStep & { outcome: VisitOutcome }): Promise<{ readonly refusal: string | null }>;
  /** Ends a visit that the ticket no longer needs (cancel, another plan); ended already = success. */
  abandonVisit(input: Omit<VisitStep, 'commandId'>): Promise<void>;
  /** Ends a session that the ticket no longer needs (cancel, reassignment); ended already = success. */
  abandonRemoteSession(input: { tenantId: string; ticketId: TicketId; sessionId: string }): Promise<void>;
}

export const fieldServiceQueue = 'field-service';

/** A ticket's n-th visit (from 1), derived so that every retry names the same. */
export const visitIdOf = (ticketId: TicketId, visit: number): string => `${ticketId}.v${visit}`;

/** The remote session of a ticket's round: one per round, derived so that every retry names the same. */
export const remoteSessionIdOf = (ticketId: TicketId, round: number): string => `${ticketId}.r${round}`;
