import type { CommandName } from './command.js';
import type { DeadlineKind } from './flow.js';
import type { Role } from './role.js';
import type { Milestone, TicketStatus, Wait } from './status.js';

/** How the actor must stand to the ticket, beyond a role. */
export type Relation = 'owner' | 'offered' | 'visit-offered' | 'visit-engineer' | 'its-customer';

/**
 * Where a command may lead: a status, the milestone of the stage (`next`), nowhere (`same`), or back to where the route makes
 * the plan (`planning`) or seeks the engineer (`dispatching`), whatever milestones the route has before these.
 */
export type CommandTarget = TicketStatus | 'next' | 'same' | 'planning' | 'dispatching';

/** One command in one stage: where it may lead, who may give it. */
export interface CommandRule {
  readonly to: readonly CommandTarget[];
  readonly by: readonly Role[];
  /** Any one of these relations, or a role of `override`, is needed. */
  readonly relation?: readonly Relation[];
  /** Roles that need no relation (they act on behalf, and the record says so). */
  readonly override?: readonly Role[];
}

/** The stage that leads to a milestone: what is waited for, what ends it, which clock or deadline guards it. */
export interface StageRule {
  readonly wait: Wait;
  readonly commands: Partial<Record<CommandName, CommandRule>>;
  /** Codes of SLA targets of which one must guard the wait when no flow deadline does. */
  readonly clocks: readonly string[];
  readonly deadline: DeadlineKind | null;
  /** Where the passing of the deadline may lead. */
  readonly onDeadline: readonly CommandTarget[];
}

export type Stage = Exclude<Milestone, 'registered'>;

const supervision: readonly Role[] = ['supervisor', 'manager'];
const service: readonly Role[] = ['csr', 'csr-leader', ...supervision];
const technical: readonly Role[] = ['specialist', 'engineer', ...supervision];
/** Who may own a ticket: technical people, and whoever cares for the customers [A7-4]. */
export const caseworkers: readonly Role[] = [...technical, 'customer-relations'];

/**
 * A plan, or its next version while it is decided on; milestones that it needs no word for are passed. From the last word on it leads to
 * the search for an engineer, or, where one is on site, back to the work.
 */
const planning: CommandRule = { to: ['planned', 'approved', 'dispatching', 'arrived'], by: technical, relation: ['owner', 'visit-engineer'], override: supervision };
/** The next version while an engineer is sought. */
const planningAhead: CommandRule = { ...planning, to: ['planned', 'approved', 'dispatching'] };
/** The next version on site [A8-6]. */
const planningOnSite: CommandRule = { ...planning, to: ['planned', 'approved', 'arrived'] };
const windowAgreement: CommandRule = {
  to: ['scheduled'], by: [...technical, 'csr', 'csr-leader'], relation: ['owner', 'visit-engineer'], override: service,
};
/** Another engineer for the visit that is arranged [A7-12]. */
const redispatch: CommandRule = { to: ['dispatched'], by: supervision };
const endOfVisit: CommandRule = {
  to: ['solved', 'dispatching', 'closed-quote-declined'], by: technical, relation: ['visit-engineer'], override: supervision,
};
/** A visit that ends at the door: the customer is not there. */
const endAtTheDoor: CommandRule = { ...endOfVisit, to: ['dispatching'] };
/** A visit that ends while its changed plan is still decided on. */
const endOfWaiting: CommandRule = { ...endOfVisit, to: ['same', 'closed-quote-declined'] };

/** A step of a complaint by whoever owns it. */
const byOwner: CommandRule = { to: ['next'], by: caseworkers, relation: ['owner'], override: supervision };

/** State × command → next, by the milestone that the stage leads to. The one table of a ticket's life. */
export const stages: Record<Stage, StageRule> = {
  reviewed: {
    wait: 'review',
    commands: {
      review: { to: ['next', 'same', 'closed-duplicate', 'closed-out-of-scope', 'closed-invalid'], by: ['csr-leader', ...supervision, 'system'] },
    },
    clocks: ['review'],
    deadline: null,
    onDeadline: [],
  },
  assigned: {
    wait: 'offer-answer',
    commands: {
      'propose-owner': { to: ['same'], by: ['system'] },
      'accept-offer': { to: ['next'], by: caseworkers, relation: ['offered'] },
      'decline-offer': { to: ['same'], by: caseworkers, relation: ['offered'] },
      assign: { to: ['next'], by: supervision },
      claim: { to: ['next'], by: caseworkers },
    },
    clocks: ['assign'],
    deadline: 'offer-expiry',
    onDeadline: ['same'],
  },
  contacted: {
    wait: 'contact',
    commands: { contact: { to: ['next', 'same', 'planning'], by: caseworkers, relation: ['owner'], override: supervision } },
    clocks: ['contact'],
    deadline: null,
    onDeadline: [],
  },
  tried: {
    wait: 'remote-session',
    commands: { 'finish-remote': { to: ['next', 'solved'], by: technical, relation: ['owner'], override: supervision } },
    clocks: ['answer', 'plan'],
    deadline: null,
    onDeadline: [],
  },
  planned: {
    wait: 'plan',
    commands: { plan: planning, 'finish-visit': endOfWaiting },
    clocks: ['plan'],
    deadline: null,
    onDeadline: [],
  },
  approved: {
    wait: 'plan-approval',
    commands: { 'approve-plan': { to: ['next', 'dispatching', 'arrived', 'planning'], by: supervision }, plan: planning, 'finish-visit': endOfWaiting },
    clocks: ['approve-plan'],
    deadline: null,
    onDeadline: [],
  },
  consented: {
    wait: 'consent',
    commands: {
      consent: {
        to: ['next', 'arrived', 'planning', 'closed-quote-declined'],
        by: ['customer', ...service, 'specialist', 'engineer'],
        relation: ['its-customer', 'owner', 'visit-engineer'],
        override: service,
      },
      plan: planning,
      'finish-visit': endOfWaiting,
    },
    clocks: ['consent'],
    deadline: null,
    onDeadline: [],
  },
  dispatched: {
    wait: 'visit-offer-answer',
    commands: {
      'propose-engineer': { to: ['same'], by: ['system'] },
      'accept-visit': { to: ['next'], by: technical, relation: ['visit-offered'] },
      'decline-visit': { to: ['same'], by: technical, relation: ['visit-offered'] },
      'assign-engineer': { to: ['next'], by: supervision },
      plan: planningAhead,
    },
    clocks: ['dispatch'],
    deadline: 'visit-offer-expiry',
    onDeadline: ['same'],
  },
  scheduled: {
    wait: 'visit-window',
    commands: { 'agree-window': windowAgreement, 'assign-engineer': redispatch },
    clocks: ['arrival'],
    deadline: null,
    onDeadline: [],
  },
  arrived: {
    wait: 'arrival',
    commands: {
      depart: { to: ['same'], by: technical, relation: ['visit-engineer'], override: supervision },
      'call-ahead': { to: ['same'], by: technical, relation: ['visit-engineer'], override: supervision },
      arrive: { to: ['next'], by: technical, relation: ['visit-engineer'], override: supervision },
      'agree-window': windowAgreement,
      'assign-engineer': redispatch,
      'finish-visit': endAtTheDoor,
    },
    clocks: ['arrival'],
    deadline: null,
    onDeadline: [],
  },
  solved: {
    wait: 'visit-work',
    commands: { 'finish-visit': endOfVisit, plan: planningOnSite },
    clocks: ['repair'],
    deadline: null,
    onDeadline: [],
  },
  answered: {
    wait: 'answer',
    commands: { answer: { to: ['next'], by: technical, relation: ['owner'], override: supervision } },
    clocks: ['answer'],
    deadline: null,
    onDeadline: [],
  },
  'opinion-given': {
    wait: 'opinion',
    commands: { 'give-opinion': byOwner },
    clocks: ['opinion'],
    deadline: null,
    onDeadline: [],
  },
  investigated: {
    wait: 'investigation',
    commands: { investigate: byOwner },
    clocks: ['resolve'],
    deadline: null,
    onDeadline: [],
  },
  handled: {
    wait: 'complaint-handling',
    commands: { 'handle-complaint': byOwner },
    clocks: ['resolve'],
    deadline: null,
    onDeadline: [],
  },
  reported: {
    wait: 'report',
    commands: { 'report-facts': byOwner },
    clocks: ['resolve'],
    deadline: null,
    onDeadline: [],
  },
  contained: {
    wait: 'containment',
    commands: { contain: { to: ['next'], by: ['general-manager'] } },
    clocks: ['containment'],
    deadline: null,
    onDeadline: [],
  },
  'result-told': {
    wait: 'result-telling',
    commands: { 'tell-result': { to: ['next'], by: [...caseworkers, 'csr', 'csr-leader'], relation: ['owner'], override: service } },
    clocks: ['tell-result', 'resolve'],
    deadline: null,
    onDeadline: [],
  },
  confirmed: {
    wait: 'confirmation',
    commands: {
      confirm: { to: ['next'], by: ['customer', ...service], relation: ['its-customer'], override: service },
      reject: { to: ['assigned', 'closed-unconfirmed'], by: ['customer', ...service], relation: ['its-customer'], override: service },
    },
    clocks: [],
    deadline: 'confirmation',
    onDeadline: ['same', 'closed-no-answer'],
  },
  'return-visited': {
    wait: 'return-visit',
    commands: {
      'return-visit': {
        to: ['next', 'same', 'assigned', 'closed-unconfirmed'], by: ['customer', ...service, 'customer-relations'], relation: ['its-customer'], override: [...service, 'customer-relations'],
      },
    },
    clocks: ['return-visit'],
    deadline: null,
    onDeadline: [],
  },
  'supervisor-reviewed': {
    wait: 'supervisor-review',
    commands: { 'supervisor-review': { to: ['next'], by: supervision } },
    clocks: ['supervisor-review'],
    deadline: null,
    onDeadline: [],
  },
  archived: {
    wait: 'archive',
    commands: { archive: { to: ['archived'], by: ['system', ...supervision] } },
    clocks: [],
    deadline: 'archive',
    onDeadline: ['archived'],
  },
};

/** Commands valid in every stage until the customer's matter is closed; they keep the stage. */
export const commonCommands: Partial<Record<CommandName, CommandRule>> = {
  hold: { to: ['same'], by: [...caseworkers, 'csr', 'csr-leader'], relation: ['owner', 'visit-engineer'], override: service },
  resume: { to: ['same'], by: [...caseworkers, 'csr', 'csr-leader', 'system'], relation: ['owner', 'visit-engineer'], override: [...service, 'system'] },
  'change-priority': { to: ['same'], by: [...supervision, 'csr-leader', 'system'] },
  reassign: { to: ['same'], by: [...supervision, 'system'] },
  'hand-over': { to: ['same'], by: caseworkers, relation: ['owner'], override: supervision },
  cancel: { to: ['cancelled', 'same'], by: ['customer', ...service], relation: ['its-customer'], override: service },
  'settle-cancel': { to: ['cancelled', 'same'], by: supervision },
  'open-review': { to: ['same'], by: ['system'] },
  merge: { to: ['closed-duplicate'], by: service },
  'change-kind': {
    to: ['registered', 'reviewed', 'assigned', 'contacted', 'tried'], by: [...caseworkers, 'csr-leader'], relation: ['owner'], override: ['csr-leader', ...supervision],
  },
  reopen: { to: ['assigned', 'closed-unconfirmed'], by: ['customer', ...service], relation: ['its-customer'], override: service },
  link: { to: ['same'], by: [...service, 'specialist', 'engineer', 'customer-relations'] },
  'linked-ended': { to: ['same'], by: ['system'] },
  'pass-deadline': { to: ['same', 'next', 'closed-no-answer', 'archived'], by: ['system'] },
};

/** After the customer's matter is closed only these of the common commands remain. */
export const commandsAfterClosing: readonly CommandName[] = ['reopen', 'link', 'linked-ended', 'reassign', 'hand-over', 'pass-deadline'];

/** Statuses from which a ticket whose work was done may be taken up again, until it is archived. */
export const reopenable: readonly TicketStatus[] = ['confirmed', 'return-visited', 'supervisor-reviewed', 'closed-no-answer'];

/** Whether a word names a command of the table. */
export const isCommandName = (word: string): word is CommandName => commandNames.has(word);

const commandNames: ReadonlySet<string> = new Set([...Object.values(stages).flatMap(({ commands }) => Object.keys(commands)), ...Object.keys(commonCommands)]);
