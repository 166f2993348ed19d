import { ActivityFailure, ApplicationFailure, condition, patched, proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { DispatchActivities } from '@mendline/contracts/dispatch';
import { dispatchQueue } from '@mendline/contracts/dispatch';
import type { FieldServiceActivities } from '@mendline/contracts/field-service';
import { fieldServiceQueue } from '@mendline/contracts/field-service';
import type { IntakeActivities } from '@mendline/contracts/intake';
import type { OwedStep, TicketState } from '@mendline/contracts/ticket';
import type { OwnerPart } from './decide/index.js';
import { Serial } from './serial.js';

const patience = { startToCloseTimeout: '10s', retry: { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '10s' } } as const;

const recording = proxyLocalActivities<IntakeActivities>(patience);

/**
 * Recording on the ticket's own row: local, short, retried for ever. What comes back while its task is new comes with other company when the
 * history is replayed: two recordings that ran side by side together, and one that outlasted its task together with all that the next task
 * brought. So they run one at a time, and go on when everything else that came with them has been heeded; or the order of what follows
 * would be another, and the ticket would stand still after a restart of its worker.
 */
export const recordingInTurn = (): IntakeActivities => {
  const turns = new Serial();
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => (patched('one-recording-at-a-time') ? turns.run(() => job().finally(allElseHeeded)) : job());
  return {
    loadTicket: (input) => inTurn(() => recording.loadTicket(input)),
    fenceTicket: (input) => inTurn(() => recording.fenceTicket(input)),
    recordTransition: (record) => inTurn(() => recording.recordTransition(record)),
    findAnswer: (input) => inTurn(() => recording.findAnswer(input)),
    clearOwed: (input) => inTurn(() => recording.clearOwed(input)),
    openComplaint: (input) => inTurn(() => recording.openComplaint(input)),
    evaluateClocks: (input) => inTurn(() => recording.evaluateClocks(input)),
  };
};

/** Conditions are looked at when nothing else has anything left to do. */
const allElseHeeded = async (): Promise<void> => {
  let later = false;
  const heeded = condition(() => later);
  later = true;
  await heeded;
};

/** Dispatch's part, on its queue. */
export const dispatch = proxyActivities<DispatchActivities>({ ...patience, taskQueue: dispatchQueue });

/** Field-service's part, on its queue. */
export const fieldService = proxyActivities<FieldServiceActivities>({ ...patience, taskQueue: fieldServiceQueue });

export type OtherOwner = 'dispatch' | 'field-service' | 'intake';

const dispatchWork: readonly string[] = ['settle-offer', 'book-window', 'release-window'];

/** Who does a part or an owed step; intake where it is more than the recording. */
export const ownerOf = (work: OwnerPart | OwedStep): OtherOwner => {
  const what = 'part' in work ? work.part : work.step;
  if (what === 'open-complaint') return 'intake';
  return dispatchWork.includes(what) ? 'dispatch' : 'field-service';
};

const refusalCode = /^[a-z][a-z-]*\.[a-z][a-z-]*$/;

/** The code of a broken rule that an activity reported as final; null for every other error. */
export const codeOf = (error: unknown): string | null => {
  const cause = error instanceof ActivityFailure ? error.cause : error;
  if (!(cause instanceof ApplicationFailure) || !cause.nonRetryable) return null;
  return cause.type && refusalCode.test(cause.type) ? cause.type : null;
};

/** Has another owner do its part of a command before it is recorded; a refusal is a value. */
export const doPart = async (state: TicketState, part: OwnerPart, commandId: string): Promise<string | null> => {
  const { tenantId, ticketId } = state;
  switch (part.part) {
    case 'settle-offer':
      return (await dispatch.settleOffer({ tenantId, ticketId, offerId: part.offerId, outcome: part.outcome, commandId })).refusal;
    case 'book-window':
      return (await dispatch.bookWindow({
        tenantId, ticketId, visitId: part.visitId, engineerId: part.engineerId, window: part.window, commandId, ...(state.requestId && { shared: state.requestId }),
      })).refusal;
    case 'submit-plan':
      return (await fieldService.submitPlan({ tenantId, ticketId, ...part.plan, commandId })).refusal;
    case 'settle-plan':
      return (await fieldService.settlePlan({ tenantId, ticketId, ...part.plan, decision: part.decision, commandId })).refusal;
    case 'mark-visit':
      return (await fieldService.markVisit({ tenantId, ticketId, visitId: part.visitId, node: part.node, at: part.at, commandId })).refusal;
    case 'close-visit':
      return (await fieldService.closeVisit({ tenantId, ticketId, visitId: part.visitId, outcome: part.outcome, commandId })).refusal;
    case 'close-remote-session':
      return (await fieldService.closeRemoteSession({ tenantId, ticketId, sessionId: part.sessionId, result: part.result, commandId })).refusal;
  }
};

/** Does one owed step. Idempotent by its key. */
export const payStep = async (intake: IntakeActivities, state: TicketState, owed: OwedStep): Promise<void> => {
  const { tenantId, ticketId } = state;
  switch (owed.step) {
    case 'settle-offer':
      await dispatch.settleOffer({ tenantId, ticketId, offerId: owed.offerId, outcome: owed.outcome, commandId: owed.key });
      return;
    case 'open-remote-session':
      await fieldService.openRemoteSession({ tenantId, ticketId, sessionId: owed.sessionId, ownerId: owed.ownerId });
      return;
    case 'open-complaint':
      await intake.openComplaint({ tenantId, ticketId, key: owed.key, kind: owed.kind, commandId: owed.commandId });
      return;
    case 'open-visit':
      await fieldService.openVisit({ tenantId, ticketId, visitId: owed.visitId, engineerId: owed.engineerId, plan: owed.plan, key: owed.key });
      return;
    case 'schedule-visit':
      await fieldService.scheduleVisit({ tenantId, ticketId, visitId: owed.visitId, window: owed.window, key: owed.key });
      return;
    case 'abandon-visit':
      await fieldService.abandonVisit({ tenantId, ticketId, visitId: owed.visitId });
      return;
    case 'release-window':
      await dispatch.releaseWindow({ tenantId, ticketId, visitId: owed.visitId, commandId: owed.key });
      return;
    case 'reserve-parts':
      await fieldService.reserveParts({ tenantId, ticketId, ...owed.plan });
      return;
    case 'release-parts':
      await fieldService.releaseParts({ tenantId, ticketId, ...owed.plan });
      return;
    case 'abandon-remote-session':
      await fieldService.abandonRemoteSession({ tenantId, ticketId, sessionId: owed.sessionId });
      return;
  }
};
