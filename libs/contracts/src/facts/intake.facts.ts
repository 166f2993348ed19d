import { z } from 'zod';
import { defineFact } from './definition.js';

const instant = z.iso.datetime();

/** A request got its number [A2-13, A2-20]. */
export const ticketRegistered = defineFact(
  'intake.ticket.registered.v1',
  z.object({
    number: z.string(),
    kind: z.string(),
    faultClass: z.string(),
    channel: z.string(),
    priority: z.string(),
    severity: z.int(),
    region: z.string(),
    customerId: z.string(),
    brand: z.string().nullable(),
    model: z.string().nullable(),
    category: z.string().nullable(),
    /** Redacted form of what was said. */
    summary: z.string(),
    pack: z.string(),
    packVersion: z.int(),
    receivedAt: instant,
    deviceId: z.string().nullable().optional(),
    batch: z.string().nullable().optional(),
    /** The customer's production stands still, or the severity is the highest [A2-16]. */
    urgent: z.boolean().optional(),
  }),
  {
    number: '20231001001', kind: 'consultation', faultClass: 'none', channel: 'phone', priority: 'normal', severity: 3, region: '310000',
    customerId: 'c_01', brand: 'Nintendo', model: null, category: 'Games console', summary: 'does not start, call [电话]', pack: 'demo',
    packVersion: 1, receivedAt: '2024-05-01T01:30:00.000Z',
  },
);

/** A recorded transition: command, from, to and what changed with it. Milestones reached are `to`. */
export const ticketTransitioned = defineFact(
  'intake.ticket.transitioned.v1',
  z.object({
    command: z.string(),
    from: z.string(),
    to: z.string(),
    kind: z.string(),
    priority: z.string(),
    severity: z.int(),
    region: z.string(),
    ownerId: z.string().nullable(),
    epoch: z.int(),
    round: z.int(),
    actorKind: z.string(),
    actorId: z.string().nullable(),
    reasonCode: z.string().nullable(),
    outcome: z.string().nullable(),
    satisfaction: z.number().nullable(),
    wait: z.string().nullable(),
    occurredAt: instant,
    recordedAt: instant,
    /** The instant that clocks count: `occurredAt` within the allowed bounds, else when it was received. */
    effectiveAt: instant,
    /** The visit that is arranged or made, its engineer, and, with the command that ends a visit, how it ended. */
    visitId: z.string().nullable().optional(),
    engineerId: z.string().nullable().optional(),
    visitOutcome: z.string().nullable().optional(),
  }),
  {
    command: 'review', from: 'registered', to: 'reviewed', kind: 'consultation', priority: 'normal', severity: 3, region: '310000', ownerId: null,
    epoch: 0, round: 0, actorKind: 'staff', actorId: 'p_huaxin_leader1', reasonCode: null, outcome: null, satisfaction: null,
    wait: 'owner-search', occurredAt: '2024-05-01T01:40:00.000Z', recordedAt: '2024-05-01T01:40:01.000Z', effectiveAt: '2024-05-01T01:40:00.000Z',
  },
);

const clockShape = {
  clockId: z.string(),
  target: z.string(),
  round: z.int(),
  /** Which start of the target within the round: 0, the first, is left out. */
  lap: z.int().optional(),
};

/** A clock began, with its due instant (null while paused without an end). */
export const clockStarted = defineFact(
  'intake.ticket.clock-started.v1',
  z.object({ ...clockShape, startedAt: instant, dueAt: instant.nullable() }),
  { clockId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ:review:0', target: 'review', round: 0, startedAt: '2024-05-01T01:30:00.000Z', dueAt: '2024-05-01T01:45:00.000Z' },
);

/** A clock ended: met, missed, or dropped because its ticket left the route. */
export const clockStopped = defineFact(
  'intake.ticket.clock-stopped.v1',
  z.object({ ...clockShape, stoppedAt: instant, dueAt: instant.nullable(), result: z.enum(['met', 'missed', 'dropped']), responsibleId: z.string().nullable() }),
  {
    clockId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ:review:0', target: 'review', round: 0, stoppedAt: '2024-05-01T01:40:00.000Z',
    dueAt: '2024-05-01T01:45:00.000Z', result: 'met', responsibleId: 'p_huaxin_leader1',
  },
);

/** A clock's due instant moved: paused, resumed, retargeted by a priority, by an agreed appointment, by another calendar, or by another pack. */
export const clockMoved = defineFact(
  'intake.ticket.clock-moved.v1',
  z.object({ ...clockShape, at: instant, dueAt: instant.nullable(), cause: z.enum(['paused', 'resumed', 'retargeted', 'appointed', 'calendar', 'policy']), reason: z.string().nullable() }),
  {
    clockId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ:answer:0', target: 'answer', round: 0, at: '2024-05-01T01:40:00.000Z', dueAt: null, cause: 'paused',
    reason: 'customer',
  },
);

/** A ticket follows another pack, or another version of its pack, from `at` on; with what readers keep beside it. */
export const ticketMoved = defineFact(
  'intake.ticket.moved.v1',
  z.object({
    pack: z.string(), packVersion: z.int(), fromPack: z.string(), fromVersion: z.int(), region: z.string(), status: z.string(), ownerId: z.string().nullable(), round: z.int(),
    at: instant,
  }),
  { pack: 'demo', packVersion: 2, fromPack: 'demo', fromVersion: 1, region: '310000', status: 'assigned', ownerId: 'p_huaxin_spec1', round: 0, at: '2024-05-01T01:40:00.000Z' },
);

/** An escalation was raised: exactly once per (clock instance, level, recipient). */
export const ticketEscalated = defineFact(
  'intake.ticket.escalated.v1',
  z.object({ ...clockShape, level: z.int(), recipientId: z.string(), via: z.string(), dueAt: instant, levelDueAt: instant, raisedAt: instant }),
  {
    clockId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ:review:0', target: 'review', round: 0, level: 1, recipientId: 'p_huaxin_sup1', via: 'role:supervisor',
    dueAt: '2024-05-01T01:45:00.000Z', levelDueAt: '2024-05-01T01:45:00.000Z', raisedAt: '2024-05-01T01:45:00.200Z',
  },
);

/** A raised escalation turned out not to have been due, by what was recorded later; it stays on record. */
export const escalationCorrected = defineFact(
  'intake.ticket.escalation-corrected.v1',
  z.object({ ...clockShape, level: z.int(), recipientId: z.string(), correctedAt: instant }),
  { clockId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ:review:0', target: 'review', round: 0, level: 1, recipientId: 'p_huaxin_sup1', correctedAt: '2024-05-01T02:45:00.000Z' },
);

/** Whether a device's repair is covered, by which rule, from and to which day [A4-1 – A4-5, C11]; again when what is known of the device changes. */
export const ticketEntitled = defineFact(
  'intake.ticket.entitled.v1',
  z.object({
    deviceId: z.string().nullable(), covered: z.boolean(), verdict: z.string(), rule: z.string().nullable(), basis: z.string().nullable(), from: z.string().nullable(),
    to: z.string().nullable(), on: z.string(), overriddenById: z.string().nullable(), at: instant,
  }),
  {
    deviceId: 'dv_01', covered: true, verdict: 'covered', rule: 'purchase-year', basis: 'purchase', from: '2024-01-10', to: '2025-01-09', on: '2024-05-01', overriddenById: null,
    at: '2024-05-01T01:30:00.000Z',
  },
);

/** What was found out about the fault [A5-5]: codes only, the words stay in intake. */
export const ticketDiagnosed = defineFact(
  'intake.ticket.diagnosed.v1',
  z.object({ diagnosisId: z.string(), causeCode: z.string().nullable(), severity: z.int(), scope: z.string(), onSite: z.boolean(), eta: instant.nullable(), byId: z.string().nullable(), at: instant }),
  { diagnosisId: 'dg_01', causeCode: 'mainboard-burnt', severity: 2, scope: 'device', onSite: true, eta: '2024-05-02T01:00:00.000Z', byId: 'p_huaxin_spec1', at: '2024-05-01T02:00:00.000Z' },
);

/** Where the customer is, or how he is reached, changed while the ticket runs; only the region is told. */
export const ticketRelocated = defineFact(
  'intake.ticket.relocated.v1',
  z.object({ region: z.string(), regionBefore: z.string(), addressChanged: z.boolean(), byId: z.string().nullable(), at: instant }),
  { region: '320500', regionBefore: '310000', addressChanged: true, byId: 'p_huaxin_csr1', at: '2024-05-01T02:00:00.000Z' },
);

/** A ticket was tied to another: what the first says of the other. */
export const ticketLinked = defineFact(
  'intake.ticket.linked.v1',
  z.object({ relation: z.string(), otherId: z.string(), at: instant }),
  { relation: 'caused-by', otherId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZY', at: '2024-05-01T01:30:00.000Z' },
);

/** What a complaint came to, step by step [A3-13, A3-14, A12-7]: codes and ids only. */
export const complaintHandled = defineFact(
  'intake.ticket.complaint-handled.v1',
  z.object({
    step: z.string(), aboutIds: z.array(z.string()), findingCode: z.string().nullable(), measureCode: z.string().nullable(), responsibleIds: z.array(z.string()),
    inProcess: z.string().nullable(), inStock: z.string().nullable(), nextFeedbackAt: instant.nullable(), at: instant,
  }),
  {
    step: 'investigate', aboutIds: ['p_huaxin_eng1'], findingCode: 'attitude', measureCode: null, responsibleIds: ['p_huaxin_eng1'], inProcess: null, inStock: null,
    nextFeedbackAt: '2024-05-02T01:30:00.000Z', at: '2024-05-01T03:30:00.000Z',
  },
);

/** The archive run of a day found that the record of an ended ticket lacks something [A11-2]; told once a day, and again when something else is missing. */
export const recordIncomplete = defineFact(
  'intake.ticket.record-incomplete.v1',
  z.object({ day: z.iso.date(), missing: z.array(z.string()), ownerId: z.string().nullable(), at: instant }),
  { day: '2024-05-01', missing: ['return-visit', 'diagnosis'], ownerId: 'p_huaxin_spec1', at: '2024-05-01T09:00:00.200Z' },
);

/** A note or message was added; only its redacted text leaves intake. */
export const ticketNoted = defineFact(
  'intake.ticket.noted.v1',
  z.object({ noteId: z.string(), visibility: z.enum(['internal', 'customer']), authorId: z.string().nullable(), text: z.string(), at: instant }),
  { noteId: 'n_01', visibility: 'internal', authorId: 'p_huaxin_csr1', text: 'asked for the alarm code', at: '2024-05-01T01:50:00.000Z' },
);

/** A policy pack version was published; immutable. Topic is compacted, key = pack id. */
export const policyPackPublished = defineFact(
  'intake.policy-pack.published.v1',
  z.object({ pack: z.string(), version: z.int(), hash: z.string(), content: z.record(z.string(), z.unknown()), publishedAt: instant }),
  { pack: 'demo', version: 1, hash: '9f86d081884c7d65', content: { pack: 'demo' }, publishedAt: '2024-05-01T00:00:00.000Z' },
);

/** A member of staff as other services may know them: no name, no phone. Topic is compacted, key = person id. */
export const personChanged = defineFact(
  'intake.person.changed.v1',
  z.object({
    personId: z.string(),
    active: z.boolean(),
    roles: z.array(z.string()),
    department: z.string().nullable(),
    region: z.string().nullable(),
    managerId: z.string().nullable(),
    deputyId: z.string().nullable(),
    absentUntil: instant.nullable(),
  }),
  { personId: 'p_huaxin_spec1', active: true, roles: ['specialist'], department: 'tech-support', region: '310000', managerId: 'p_huaxin_sup1', deputyId: null, absentUntil: null },
);

/**
 * What is known of a device [A2-7], whole with every change: a correction takes the place of what was said before, for all its tickets.
 * Days are ISO 8601 dates. Its serial number stays in intake. Topic is compacted, key = device id.
 */
export const deviceChanged = defineFact(
  'intake.device.changed.v1',
  z.object({
    deviceId: z.string(), brand: z.string().nullable(), model: z.string().nullable(), category: z.string().nullable(), batch: z.string().nullable(),
    purchasedOn: z.string().nullable(), installedOn: z.string().nullable(), acceptedOn: z.string().nullable(), changedAt: instant,
  }),
  {
    deviceId: 'dv_01', brand: '华信', model: 'HX-55', category: 'Television', batch: 'B2403', purchasedOn: '2024-01-10', installedOn: null, acceptedOn: null,
    changedAt: '2024-05-01T01:30:00.000Z',
  },
);

/** Every fact that intake writes. */
export const intakeFacts = [
  ticketRegistered, ticketTransitioned, ticketEntitled, ticketDiagnosed, ticketRelocated, ticketLinked, complaintHandled, clockStarted, clockStopped, clockMoved, ticketEscalated, escalationCorrected, ticketNoted,
  policyPackPublished, personChanged, deviceChanged, ticketMoved, recordIncomplete,
] as const;
