import type { Actor, CommandData, CommandName, TicketCommand } from '@mendline/contracts/ticket';
import { repairRoute } from './a-ticket.js';
import { people } from './people.js';

/** What a test may say about a command beside its data. */
export type CommandTraits = Partial<Omit<TicketCommand, 'name' | 'data'>>;

const defaultInstant = '2024-05-01T01:30:00.000Z';

let serial = 0;

/** A command by a given actor: a repeated delivery with a fresh id, unless `traits` say otherwise. */
export const aCommandBy = <N extends CommandName>(actor: Actor, name: N, data: CommandData[N], traits: CommandTraits = {}): TicketCommand => {
  const occurredAt = traits.occurredAt ?? defaultInstant;
  const command = {
    name,
    commandId: `test-${(serial += 1)}-${name}`,
    source: actor.kind === 'system' ? 'system' : 'intake',
    actor,
    occurredAt,
    receivedAt: occurredAt,
    epoch: null,
    first: false,
    data,
    ...traits,
  };
  // The name and its data belong together by the signature; a union over names cannot be built field by field.
  return command as TicketCommand;
};

const defaultActor: Readonly<Record<CommandName, Actor>> = {
  review: people.leader,
  'propose-owner': people.system,
  'accept-offer': people.ming,
  'decline-offer': people.ming,
  assign: people.supervisor,
  claim: people.ming,
  contact: people.ming,
  'finish-remote': people.ming,
  plan: people.ming,
  'approve-plan': people.supervisor,
  consent: people.customer,
  'propose-engineer': people.system,
  'accept-visit': people.lei,
  'decline-visit': people.lei,
  'assign-engineer': people.supervisor,
  'agree-window': people.lei,
  depart: people.lei,
  'call-ahead': people.lei,
  arrive: people.lei,
  'finish-visit': people.lei,
  answer: people.ming,
  'give-opinion': people.ming,
  investigate: people.ming,
  'handle-complaint': people.ming,
  'report-facts': people.ming,
  contain: people.generalManager,
  'linked-ended': people.system,
  'tell-result': people.ming,
  confirm: people.customer,
  reject: people.customer,
  'return-visit': people.csr,
  'supervisor-review': people.supervisor,
  archive: people.supervisor,
  hold: people.ming,
  resume: people.ming,
  'change-priority': people.supervisor,
  reassign: people.supervisor,
  'hand-over': people.ming,
  cancel: people.customer,
  'settle-cancel': people.supervisor,
  'open-review': people.system,
  reopen: people.customer,
  merge: people.supervisor,
  'change-kind': people.supervisor,
  link: people.csr,
  'pass-deadline': people.system,
};

const defaultData: { readonly [N in CommandName]: CommandData[N] } = {
  review: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null },
  'propose-owner': { proposalKey: 'unknown', offerId: null, personId: null },
  'accept-offer': { offerId: 'unknown' },
  'decline-offer': { offerId: 'unknown', reasonCode: 'busy' },
  assign: { ownerId: 'p_ming' },
  claim: {},
  contact: { channel: 'phone', reached: true },
  'finish-remote': { sessionId: 'unknown', result: 'solved' },
  plan: { planId: 'pl_1', version: 1, approval: false, consent: false },
  'approve-plan': { planId: 'pl_1', version: 1, decision: 'approve', reasonCode: null },
  consent: { planId: 'pl_1', version: 1, decision: 'agree', evidence: 'click', reasonCode: null, then: null },
  'propose-engineer': { proposalKey: 'unknown', offerId: null, personId: null },
  'accept-visit': { offerId: 'unknown' },
  'decline-visit': { offerId: 'unknown', reasonCode: 'busy' },
  'assign-engineer': { engineerId: 'p_lei' },
  'agree-window': { visitId: 'unknown', from: '2024-05-02T01:00:00.000Z', to: '2024-05-02T03:00:00.000Z' },
  depart: { visitId: 'unknown' },
  'call-ahead': { visitId: 'unknown' },
  arrive: { visitId: 'unknown' },
  'finish-visit': { visitId: 'unknown', outcome: 'done', reasonCode: null },
  answer: { outcomeCode: 'explained' },
  'give-opinion': { nextFeedbackAt: '2024-05-02T01:30:00.000Z' },
  investigate: { findingCode: 'attitude', responsibleIds: ['p_lei'] },
  'handle-complaint': { measureCode: 'apology' },
  'report-facts': {},
  contain: { inProcess: 'blocked', inStock: 'not-affected', measureCode: 'design-change', responsibleIds: [] },
  'linked-ended': { ticketId: 'unknown' },
  'tell-result': { channel: 'phone' },
  confirm: { evidence: 'click', satisfaction: 100 },
  reject: { reasonCode: 'not-solved' },
  'return-visit': { reached: true, result: 'ok', satisfaction: 100, reasonCode: null },
  'supervisor-review': { result: 'ok', reasonCode: null },
  archive: {},
  hold: { reason: 'customer', expectedEnd: '2024-05-02T01:30:00.000Z' },
  resume: {},
  'change-priority': { priority: 'urgent', reasonCode: null },
  reassign: { ownerId: 'p_hua', reasonCode: 'absence' },
  'hand-over': { ownerId: 'p_hua', reasonCode: 'absence' },
  cancel: { reasonCode: 'solved-itself' },
  'settle-cancel': { decision: 'grant', reasonCode: null },
  'open-review': { target: 'contact', round: 0, lap: 0, level: 2 },
  reopen: { reasonCode: 'not-solved' },
  merge: { intoId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ', reasonCode: 'same-request' },
  'change-kind': { kind: 'repair', route: repairRoute },
  link: { relation: 'relates-to', ticketId: 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ' },
  'pass-deadline': { deadlineId: 'unknown' },
};

/** A command as the person who usually gives it would: p_ming owns, p_lei visits, the customer is the ticket's. `data` is merged. */
export const aCommand = <N extends CommandName>(name: N, data: Partial<CommandData[N]> = {}, traits: CommandTraits = {}): TicketCommand =>
  aCommandBy(traits.actor ?? defaultActor[name], name, { ...defaultData[name], ...data }, traits);
