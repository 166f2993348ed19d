import type { CommandName } from './command.js';
import type { DeadlineKind } from './flow.js';
import type { Role } from './role.js';
import type { Milestone, TicketStatus, Wait } from './status.js';

/** How the actor must stand to the ticket, beyond a role. */
export type Relation = 'owner' | 'offered' | 'its-customer';

/** One command in one stage: where it may lead, who may give it. */
export interface CommandRule {
  readonly to: readonly (TicketStatus | 'next' | 'same')[];
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
  /** Code of the SLA target that must guard the wait when no flow deadline does. */
  readonly clock: string | null;
  readonly deadline: DeadlineKind | null;
  /** Where the passing of the deadline may lead. */
  readonly onDeadline: readonly (TicketStatus | 'next' | 'same')[];
}

export type Stage = Exclude<Milestone, 'registered'>;

const supervision: readonly Role[] = ['supervisor', 'manager'];
const service: readonly Role[] = ['csr', 'csr-leader', ...supervision];
const technical: readonly Role[] = ['specialist', 'engineer', ...supervision];

/** State × command → next, by the milestone that the stage leads to. The one table of a ticket's life. */
export const stages: Record<Stage, StageRule> = {
  reviewed: {
    wait: 'review',
    commands: {
      review: { to: ['next', 'closed-duplicate', 'closed-out-of-scope', 'closed-invalid'], by: ['csr-leader', ...supervision, 'system'] },
    },
    clock: 'review',
    deadline: null,
    onDeadline: [],
  },
  assigned: {
    wait: 'offer-answer',
    commands: {
      'propose-owner': { to: ['same'], by: ['system'] },
      'accept-offer': { to: ['next'], by: technical, relation: ['offered'] },
      'decline-offer': { to: ['same'], by: technical, relation: ['offered'] },
      assign: { to: ['next'], by: supervision },
    },
    clock: 'assign',
    deadline: 'offer-expiry',
    onDeadline: ['same'],
  },
  contacted: {
    wait: 'contact',
    commands: { contact: { to: ['next', 'same'], by: technical, relation: ['owner'], override: supervision } },
    clock: 'contact',
    deadline: null,
    onDeadline: [],
  },
  tried: {
    wait: 'remote-session',
    commands: { 'finish-remote': { to: ['next'], by: technical, relation: ['owner'], override: supervision } },
    clock: 'answer',
    deadline: null,
    onDeadline: [],
  },
  answered: {
    wait: 'answer',
    commands: { answer: { to: ['next'], by: technical, relation: ['owner'], override: supervision } },
    clock: 'answer',
    deadline: null,
    onDeadline: [],
  },
  'result-told': {
    wait: 'result-telling',
    commands: { 'tell-result': { to: ['next'], by: [...technical, 'csr', 'csr-leader'], relation: ['owner'], override: service } },
    clock: 'tell-result',
    deadline: null,
    onDeadline: [],
  },
  confirmed: {
    wait: 'confirmation',
    commands: {
      confirm: { to: ['next'], by: ['customer', ...service], relation: ['its-customer'], override: service },
      reject: { to: ['assigned', 'closed-unconfirmed'], by: ['customer', ...service], relation: ['its-customer'], override: service },
    },
    clock: null,
    deadline: 'confirmation',
    onDeadline: ['same', 'closed-no-answer'],
  },
  'return-visited': {
    wait: 'return-visit',
    commands: {
      'return-visit': { to: ['next', 'same', 'assigned', 'closed-unconfirmed'], by: ['csr', 'csr-leader', 'customer-relations', ...supervision] },
    },
    clock: 'return-visit',
    deadline: null,
    onDeadline: [],
  },
  'supervisor-reviewed': {
    wait: 'supervisor-review',
    commands: { 'supervisor-review': { to: ['next'], by: supervision } },
    clock: 'supervisor-review',
    deadline: null,
    onDeadline: [],
  },
  archived: {
    wait: 'archive',
    commands: { archive: { to: ['archived'], by: ['system', ...supervision] } },
    clock: null,
    deadline: 'archive',
    onDeadline: ['archived'],
  },
};

/** Commands valid in every stage until the customer's matter is closed; they keep the stage. */
export const commonCommands: Partial<Record<CommandName, CommandRule>> = {
  hold: { to: ['same'], by: [...technical, 'csr', 'csr-leader'], relation: ['owner'], override: service },
  resume: { to: ['same'], by: [...technical, 'csr', 'csr-leader', 'system'], relation: ['owner'], override: [...service, 'system'] },
  'change-priority': { to: ['same'], by: [...supervision, 'csr-leader', 'system'] },
  reassign: { to: ['same'], by: [...supervision, 'system'] },
  'hand-over': { to: ['same'], by: technical, relation: ['owner'], override: supervision },
  cancel: { to: ['cancelled'], by: ['customer', ...service], relation: ['its-customer'], override: service },
  link: { to: ['same'], by: [...service, ...technical] },
  'pass-deadline': { to: ['same', 'next', 'closed-no-answer', 'archived'], by: ['system'] },
};

/** After the customer's matter is closed only these of the common commands remain. */
export const commandsAfterClosing: readonly CommandName[] = ['link', 'reassign', 'hand-over', 'pass-deadline'];
