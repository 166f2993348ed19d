import { z } from 'zod';
import { defineFact } from './definition.js';

const instant = z.iso.datetime();

/** A remote session began [A5-2]. */
export const remoteSessionOpened = defineFact(
  'field-service.remote-session.opened.v1',
  z.object({ sessionId: z.string(), ownerId: z.string(), openedAt: instant }),
  { sessionId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ.r0', ownerId: 'p_huaxin_spec1', openedAt: '2024-05-01T01:55:00.000Z' },
);

/** One self-check or guided step was tried [A5-3, A5-4]. */
export const remoteStepRecorded = defineFact(
  'field-service.remote-session.step-recorded.v1',
  z.object({ sessionId: z.string(), stepId: z.string(), check: z.string(), result: z.enum(['helped', 'no-effect', 'not-possible']), byId: z.string(), at: instant }),
  { sessionId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ.r0', stepId: 's_01', check: 'power', result: 'no-effect', byId: 'p_huaxin_spec1', at: '2024-05-01T01:56:00.000Z' },
);

/** A remote session ended. */
export const remoteSessionClosed = defineFact(
  'field-service.remote-session.closed.v1',
  z.object({ sessionId: z.string(), result: z.enum(['solved', 'unsolved', 'abandoned']), steps: z.int(), closedAt: instant }),
  { sessionId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ.r0', result: 'solved', steps: 3, closedAt: '2024-05-01T02:05:00.000Z' },
);

const planRef = { planId: z.string(), version: z.int() };
/** Amounts are integer minor units of `currency`. */
const money = { currency: z.string(), net: z.int(), tax: z.int(), total: z.int() };
const ticket = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ';
const planExample = { planId: `${ticket}.p1`, version: 1 };
const moneyExample = { currency: 'CNY', net: 68_000, tax: 8_840, total: 76_840 };

/** A version of a plan is the one that is decided on [A8-1 – A8-5]: codes and totals, no text. */
export const planSubmitted = defineFact(
  'field-service.plan.submitted.v1',
  z.object({
    ...planRef, ...money, cause: z.string(), method: z.string(), measures: z.array(z.string()), inWarranty: z.boolean(), approval: z.boolean(), consent: z.boolean(),
    grounds: z.array(z.string()), parts: z.array(z.object({ partNumber: z.string(), quantity: z.int() })), labourMinutes: z.int(), submittedAt: instant,
  }),
  {
    ...planExample, ...moneyExample, cause: 'mainboard-burnt', method: 'on-site', measures: ['replace-part'], inWarranty: false, approval: true, consent: true,
    grounds: ['core-component', 'out-of-warranty'], parts: [{ partNumber: 'MB-200', quantity: 1 }], labourMinutes: 120, submittedAt: '2024-05-01T02:30:00.000Z',
  },
);

/** What a supervisor (approved, declined) or the customer (agreed, refused) said to a plan [A8-3, A8-5, C12]. */
export const planSettled = defineFact(
  'field-service.plan.settled.v1',
  z.object({ ...planRef, ...money, decision: z.enum(['approved', 'declined', 'agreed', 'refused']), reasonCode: z.string().nullable(), evidence: z.string().nullable(), settledAt: instant }),
  { ...planExample, ...moneyExample, decision: 'agreed', reasonCode: null, evidence: 'signature', settledAt: '2024-05-01T03:00:00.000Z' },
);

const visitId = `${ticket}.v1`;

/** A visit has its engineer; again when it is given to another one [A7-12]. */
export const visitOpened = defineFact(
  'field-service.visit.opened.v1',
  z.object({ visitId: z.string(), engineerId: z.string(), ...planRef, openedAt: instant }),
  { visitId, engineerId: 'p_huaxin_eng1', ...planExample, openedAt: '2024-05-01T03:05:00.000Z' },
);

/** When the engineer comes, as agreed with the customer [A7-10]. */
export const visitScheduled = defineFact(
  'field-service.visit.scheduled.v1',
  z.object({ visitId: z.string(), from: instant, to: instant, scheduledAt: instant }),
  { visitId, from: '2024-05-02T01:00:00.000Z', to: '2024-05-02T03:00:00.000Z', scheduledAt: '2024-05-01T03:10:00.000Z' },
);

/** The engineer departed, called ahead, arrived [A9-5, A6-21]. */
export const visitMarked = defineFact(
  'field-service.visit.marked.v1',
  z.object({ visitId: z.string(), node: z.enum(['departed', 'called-ahead', 'arrived']), at: instant, recordedAt: instant }),
  { visitId, node: 'arrived', at: '2024-05-02T01:20:00.000Z', recordedAt: '2024-05-02T01:20:05.000Z' },
);

/** The fault was located [A9-5]. */
export const visitFaultLocated = defineFact(
  'field-service.visit.located.v1',
  z.object({ visitId: z.string(), faultCode: z.string(), causeCode: z.string(), byId: z.string(), at: instant }),
  { visitId, faultCode: 'no-power', causeCode: 'mainboard-burnt', byId: 'p_huaxin_eng1', at: '2024-05-02T01:40:00.000Z' },
);

/** The function test that was made with the customer [A9-13]. */
export const visitTested = defineFact(
  'field-service.visit.tested.v1',
  z.object({ visitId: z.string(), result: z.enum(['normal', 'abnormal']), byId: z.string(), at: instant }),
  { visitId, result: 'normal', byId: 'p_huaxin_eng1', at: '2024-05-02T03:00:00.000Z' },
);

/** The customer or his representative accepted the work and said how satisfied he is [A10-2 – A10-4]. */
export const visitAccepted = defineFact(
  'field-service.visit.accepted.v1',
  z.object({ visitId: z.string(), signedBy: z.enum(['customer', 'representative']), satisfaction: z.string(), score: z.number(), at: instant }),
  { visitId, signedBy: 'customer', satisfaction: 'satisfied', score: 100, at: '2024-05-02T03:10:00.000Z' },
);

/** A visit ended, or was not needed any more (`abandoned`). */
export const visitClosed = defineFact(
  'field-service.visit.closed.v1',
  z.object({
    visitId: z.string(), engineerId: z.string(), outcome: z.string(), faultCode: z.string().nullable(), causeCode: z.string().nullable(), measures: z.array(z.string()), closedAt: instant,
  }),
  { visitId, engineerId: 'p_huaxin_eng1', outcome: 'done', faultCode: 'no-power', causeCode: 'mainboard-burnt', measures: ['replace-part'], closedAt: '2024-05-02T03:20:00.000Z' },
);

const partOf = { ...planRef, partNumber: z.string(), region: z.string(), quantity: z.int() };
const partExample = { ...planExample, partNumber: 'MB-200', region: '310000', quantity: 1 };

/** Parts of a plan are kept for it [A7-11]. */
export const partReserved = defineFact('field-service.part.reserved.v1', z.object({ ...partOf, at: instant }), { ...partExample, at: '2024-05-01T03:01:00.000Z' });

/** What was not in stock is ordered [A9-17]. */
export const partOrdered = defineFact('field-service.part.ordered.v1', z.object({ ...partOf, orderId: z.string(), at: instant }), {
  ...partExample, orderId: `${ticket}.p1.1.MB-200`, at: '2024-05-01T03:01:00.000Z',
});

/** Parts went into the machine [A9-4]; their serial numbers stay in field-service. */
export const partUsed = defineFact(
  'field-service.part.used.v1',
  z.object({ ...partOf, visitId: z.string(), at: instant }),
  { ...partExample, visitId, at: '2024-05-02T02:10:00.000Z' },
);

/** Kept parts were given back. */
export const partReleased = defineFact('field-service.part.released.v1', z.object({ ...partOf, at: instant }), { ...partExample, at: '2024-05-01T05:00:00.000Z' });

/** Every fact that field-service writes. */
export const fieldServiceFacts = [
  remoteSessionOpened, remoteStepRecorded, remoteSessionClosed, planSubmitted, planSettled, visitOpened, visitScheduled, visitMarked, visitFaultLocated, visitTested,
  visitAccepted, visitClosed, partReserved, partOrdered, partUsed, partReleased,
] as const;
