import { z } from 'zod';
import { dispatchModes } from '../ticket/flow.js';
import { milestones, pauseReasons, ticketKinds } from '../ticket/status.js';
import { caseworkers, isCommandName } from '../ticket/stages.js';
import { roles } from '../ticket/role.js';
import { approvalSchema } from './approval.js';
import { clockSchema } from './clock.js';
import { code, duration, label, positiveDuration, wallTime, zone } from './common.js';
import { deliverySchema, noticeLinks, personChannels } from './delivery.js';
import { qualitySchema } from './quality.js';
import { warrantySchema } from './warranty.js';

/** How display numbers are made [C1, A2-14, A2-15]. */
export const numberingScheme = z.strictObject({
  code,
  /** Date part in front of the serial: tokens YYYY, MM, DD. May be empty. */
  datePattern: z.string().regex(/^(YYYY)?(MM)?(DD)?$/, 'YYYY, YYYYMM, YYYYMMDD or nothing'),
  prefix: z.string().regex(/^[A-Z0-9-]{0,10}$/).default(''),
  separator: z.string().regex(/^[-/.]?$/).default(''),
  /** Least width of the serial; it grows beyond (999 → 1000). */
  width: z.int().min(1).max(12),
  reset: z.enum(['day', 'month', 'year', 'never']),
  zone,
});

/**
 * Who is told or asked: people are found when it fires. `owner-manager-2` is the manager's manager [A1-4], `role:manager@tech-support` the managers
 * of a department, `on-call:night` whoever is on call by that roster at the instant.
 */
export const recipient = z.union([
  z.enum(['owner', 'owner-manager', 'owner-manager-2', 'owner-manager-3', 'customer', 'visit-engineer', 'visit-offered']),
  z.templateLiteral(['role:', z.enum(roles)]),
  z.templateLiteral(['role:', z.enum(roles), '@', z.string().min(1).max(80)]),
  z.templateLiteral(['on-call:', code]),
  z.templateLiteral(['person:', z.string().min(1)]),
]);

const escalationLevel = z.strictObject({
  level: z.int().min(1).max(9),
  at: z.union([z.strictObject({ percent: z.number().positive().max(1000) }), z.strictObject({ offset: duration })]),
  to: z.array(recipient).min(1),
  actions: z
    .array(
      z.discriminatedUnion('action', [
        z.strictObject({ action: z.literal('raise-priority'), priority: code }),
        /** The ticket goes to the first recipient of the level who may own one; the reason is one of `reasons.reassignment`. */
        z.strictObject({ action: z.literal('reassign'), reason: code }),
        /** The service gets a supervisor's review before the archive, also where the route has none. */
        z.strictObject({ action: z.literal('open-review') }),
      ]),
    )
    .default([]),
});

const queueStarts = ['queued', 'dispatch-queued'] as const;

/** One SLA target: a stage's clock and its escalation chain [C3]. */
export const targetSchema = z.strictObject({
  code,
  label,
  kinds: z.array(z.enum(ticketKinds)).min(1),
  /**
   * Starts at a milestone; when the ticket enters the supervisor's queue for an owner (`queued`) or for a visit's engineer
   * (`dispatch-queued`); or when a plan was declined and another one is to be made (`plan-declined`).
   */
  start: z.enum([...milestones, ...queueStarts, 'plan-declined']),
  stop: z.enum(milestones),
  clock: clockSchema,
  /** Clocks of another unit or number for single priorities [A3-8]; they go before `byPriority`. */
  clockByPriority: z.record(code, clockSchema).default({}),
  pauseOn: z.array(z.enum(pauseReasons)).default([]),
  /** From which share of its time on a clock is at risk, in percent; 75 where nothing is said. */
  atRisk: z.number().positive().max(100).optional(),
  /** Where the number comes from: a rule id and handbook, or `project`. */
  source: z.string().min(1),
  escalations: z.array(escalationLevel).default([]),
});

const labelledCodes = z.array(z.strictObject({ code, label }));
const reasonList = labelledCodes.min(1);

/** A policy pack: what differs between enterprises, as data. Immutable once published. */
export const policyPackSchema = z.strictObject({
  pack: code,
  title: label,
  /** The name by which customers know the enterprise; it heads the pages behind their links. */
  brand: label.optional(),
  zone,
  numbering: z.strictObject({ schemes: z.array(numberingScheme).min(1), byKind: z.partialRecord(z.enum(ticketKinds), code) }),
  priorities: z.array(z.strictObject({ code, label, severity: z.int().min(1).max(4), colour: z.string().regex(/^#[0-9a-f]{6}$/) })).min(1),
  defaultPriority: code,
  /** `describe`: how a request came in has to be said in words too [A2-3]. */
  channels: z.array(z.strictObject({ code, label, describe: z.boolean().optional() })).min(1),
  faultClasses: reasonList,
  kinds: z
    .array(
      z.strictObject({
        kind: z.enum(ticketKinds), label, route: z.array(z.enum(milestones)).min(5),
        /** Roles among which owners are sought [A3-5, A7-4]. */
        owners: z.array(z.enum(caseworkers)).min(1).optional(),
        /** Whose queue a ticket of this kind waits in when nobody is left; `first`: at once, before anybody is asked. Without a department anybody eligible of its region claims it. */
        queue: z.strictObject({ department: z.string().min(1).max(80).optional(), first: z.boolean().default(false) }).optional(),
        /** Who acts in a stage, by the milestone that it leads to, in place of the usual roles; owners stand in `owners`. */
        actors: z.partialRecord(z.enum(milestones).exclude(['registered', 'assigned']), z.array(z.enum(roles)).min(1)).optional(),
      }),
    )
    .min(1),
  flow: z.strictObject({
    offerExpiry: positiveDuration,
    maxRounds: z.int().min(0).max(20),
    confirmation: z.strictObject({ remindAfter: positiveDuration, reminders: z.int().min(0).max(20) }),
    returnVisitTries: z.int().min(1).max(20),
    archiveAfter: positiveDuration,
    /** Who sends engineers [C9]. */
    dispatchMode: z.enum(dispatchModes).default('auto'),
    /** Within what a supervisor settles a cancellation that is asked for after work has begun; then he, and more than he, is told again. */
    cancelDecision: positiveDuration.default('PT1H'),
    maxBackdate: positiveDuration,
  }),
  /** Until when a device is repaired at no charge, and by which rule [A4-1 – A4-5, C11]. */
  warranty: warrantySchema.default(warrantySchema.parse({})),
  /** Which plans need a supervisor's word, and which the customer's [A8-3, A8-5, C12]. */
  approval: approvalSchema.prefault({}),
  /**
   * The daily run that archives what is complete and lists what is not [A6-20, A11-2, C18]: at which time of the pack's zone, and by whose working
   * days; every day where no calendar is named. Null: tickets are archived one by one only.
   */
  archiveRun: z.strictObject({ at: wallTime, calendar: code.optional() }).nullable().default(null),
  /** What counts as a repeat repair, and how often an alert may come again [C19, A12-6]. */
  quality: qualitySchema.prefault({}),
  targets: z.array(targetSchema),
  reasons: z.strictObject({
    review: reasonList,
    decline: reasonList,
    rejection: reasonList,
    cancellation: reasonList,
    reassignment: reasonList,
    improvement: reasonList,
    /** Why a supervisor declines a plan, why a customer declines plan or quote, and why a visit ended otherwise than done. */
    planDecline: labelledCodes.default([]),
    quoteDecline: labelledCodes.default([]),
    visit: labelledCodes.default([]),
    /** Why a supervisor declines a cancellation that is asked for after work has begun. */
    cancelDecline: labelledCodes.default([]),
    /** What the look into a complaint found, and what is done about it [A3-13, A12-7]. */
    finding: labelledCodes.default([]),
    measure: labelledCodes.default([]),
  }),
  outcomes: reasonList,
  satisfaction: z.strictObject({
    levels: z.array(z.strictObject({ code, label, score: z.number().min(0).max(100) })).min(2),
    /** Below this score a reason is needed [A10-8]. */
    reasonBelow: z.number().min(0).max(100),
  }),
  /** How notices leave the application. */
  delivery: deliverySchema.prefault({}),
  notices: z.array(
    z
      .strictObject({
        code,
        on: z.enum(['registered', 'transitioned', 'relocated', 'escalated', 'record-incomplete']),
        /** For `transitioned`: the milestones or ends at which the rule applies, when they are reached; a further version of a plan reaches its own anew. */
        at: z.array(z.string()).default([]),
        /**
         * `urgent`: only for a ticket of the highest severity, or whose customer's production stands still [A2-16]; `visit-elsewhere`: only when
         * the region has changed and a visit is arranged; `cancel-requested`: while a cancellation waits for a supervisor's word; `unconfirmed`:
         * while the customer's word on the result is waited for.
         */
        when: z.enum(['always', 'urgent', 'visit-elsewhere', 'cancel-requested', 'unconfirmed']).default('always'),
        /** For `transitioned`: commands of which the rule tells whenever they are recorded, also where the status stays. */
        by: z.array(z.string().refine(isCommandName, 'a command')).default([]),
        /** An escalation's notice goes to the escalation's own recipient: no one to name here. */
        to: z.array(recipient).default([]),
        /** Channels of this rule in place of those of the recipient's roles. */
        channels: z.array(z.enum(personChannels)).optional(),
        /** Outside the application the customer gets a link with it: to confirm the result, to agree to the plan, to answer the survey, to see the progress. */
        link: z.enum(noticeLinks).optional(),
        /** Robots, by the code of their channel, that tell their group of it too. */
        groups: z.array(code).default([]),
        text: z.strictObject({ zh: z.string().min(1).max(300), en: z.string().min(1).max(300) }),
      })
      .refine(({ on, to }) => (on === 'escalated') === (to.length === 0), { path: ['to'], message: 'somebody for every event but escalated' })
      .refine(({ link, to }) => link === undefined || to.includes('customer'), { path: ['link'], message: 'links are for customers' }),
  ),
});

export type PolicyPack = z.infer<typeof policyPackSchema>;
export type SlaTarget = z.infer<typeof targetSchema>;
export type NumberingScheme = z.infer<typeof numberingScheme>;
export type Recipient = z.infer<typeof recipient>;
