import type { Login } from '../src/client/index.js';
import { freePlan } from '../src/scene/index.js';
import { call, type BadRequest } from './bad-request.js';

/** What the cases speak of. */
export interface RepairWorld {
  readonly csr: Login;
  readonly supervisor: Login;
  readonly administrator: Login;
  readonly region: string;
  /** A repair on site: its engineer, another one, its owner and its visit. */
  readonly siteId: string;
  readonly visitId: string;
  readonly engineer: Login;
  readonly otherEngineer: Login & { readonly personId: string };
  /** A repair whose engineer has still to agree a window. */
  readonly unscheduledId: string;
  readonly unscheduledVisitId: string;
  readonly unscheduledEngineer: Login;
  /** A repair that waits for its plan, of which there is a draft. */
  readonly plannedId: string;
  readonly planId: string;
  readonly owner: Login & { readonly personId: string };
  readonly otherSpecialist: Login;
  readonly stranger: Login;
  /** People of the other tenant. */
  readonly foreignSupervisor: Login;
  readonly foreignEngineer: Login;
  key(): string;
}

const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

const quote = { currency: 'CNY', lines: [{ kind: 'TRAVEL', quantity: 1, unitPrice: 100 }] } as const;

export const repairCasesOf = (world: RepairWorld): readonly BadRequest[] => [...registrations(world), ...plans(world), ...visits(world), ...strangers(world), ...settings(world)];

type Give = (name: string, reason: string, who: BadRequest['who'], mutation: string, input: object, inputType?: string) => BadRequest;

const neverSent = { fileId: 'fil_never_sent' };

const giver = ({ key }: RepairWorld): Give => (name, reason, who, mutation, input, inputType) => ({ name, reason, who, query: call(mutation, inputType), variables: { input: { key: key(), ...input } } });

const registrations = (world: RepairWorld): BadRequest[] => {
  const { csr, region } = world;
  const give = giver(world);
  const good = { kind: 'repair', channel: 'phone', region, faultClass: 'hardware', description: 'spins no more', customer: { name: '虚构客户', phone: '13900002222' }, brand: 'Huaxin', category: 'Washing machine' };
  return [
    give('a repair of no device', 'ticket.device-missing', csr, 'registerTicket', { ...good, brand: undefined, category: undefined }),
    give('a repair of no fault', 'ticket.fault-missing', csr, 'registerTicket', { ...good, faultClass: 'none' }),
    give('a purchase on no day', 'device.date-invalid', csr, 'registerTicket', { ...good, purchasedOn: '2024-02-30' }),
    give('a contract that ends before it begins', 'device.contract-reversed', csr, 'registerTicket', { ...good, contractFrom: '2026-02-01', contractUntil: '2026-01-01' }),
  ];
};

const plans = (world: RepairWorld): BadRequest[] => {
  const { owner, csr, supervisor, otherSpecialist, plannedId: ticketId, planId } = world;
  const give = giver(world);
  const draft = (name: string, reason: string, change: object, who: BadRequest['who'] = owner): BadRequest => give(name, reason, who, 'draftPlan', { ticketId, ...freePlan, ...change });
  return [
    draft('a negative price', 'quote.amount-invalid', { quote: { ...quote, lines: [{ ...quote.lines[0], unitPrice: -1 }] } }),
    draft('a quote of nothing', 'quote.quantity-invalid', { quote: { ...quote, lines: [{ ...quote.lines[0], quantity: 0 }] } }),
    draft('half a price', 'query.invalid', { quote: { ...quote, lines: [{ ...quote.lines[0], unitPrice: 0.5 }] } }),
    draft('a quote beyond measure', 'quote.too-large', { quote: { ...quote, lines: [{ ...quote.lines[0], quantity: 2_000_000_000, unitPrice: 2_000_000_000 }] } }),
    draft('a currency that is none', 'quote.currency-invalid', { quote: { currency: 'yuan' } }),
    draft('a tax of more than all', 'quote.tax-invalid', { quote: { ...quote, taxBasisPoints: 10_001 } }),
    draft('negative minutes', 'plan.minutes-invalid', { labourMinutes: -5 }),
    draft('a plan without measures', 'plan.measures-missing', { measures: [] }),
    draft('a measure that nobody knows', 'query.invalid', { measures: ['PRAY'] }),
    draft('a part that nobody knows', 'part.unknown', { parts: [{ partNumber: 'MOON-1', quantity: 1 }] }),
    draft('less than no part', 'part.quantity-invalid', { parts: [{ partNumber: 'FAN-12', quantity: -1 }] }),
    draft('a part twice', 'plan.part-twice', { parts: [{ partNumber: 'FAN-12', quantity: 1 }, { partNumber: 'FAN-12', quantity: 1 }] }),
    draft('a replacement without the part', 'plan.parts-missing', { measures: ['REPLACE_PART'] }),
    draft('a plan by another specialist', 'plan.not-planner', {}, otherSpecialist),
    draft('a plan by a CSR', 'auth.role-not-allowed', {}, csr),
    give('the change of a plan that there is not', 'plan.unknown', owner, 'changePlan', { ticketId, ...freePlan, planId: `${planId}9` }),
    give('the change of an older version', 'plan.changed-meanwhile', owner, 'changePlan', { ticketId, ...freePlan, planId, basedOn: 7 }),
    give('a version that there is not', 'plan.unknown', owner, 'submitPlan', { ticketId, planId, version: 9 }),
    give('a word on a draft', 'ticket.command-not-allowed', supervisor, 'approvePlan', { ticketId, planId, version: 1, decision: 'APPROVE' }),
    give("a customer's word on a draft", 'ticket.command-not-allowed', owner, 'consentToPlan', { ticketId, planId, version: 1, decision: 'DECLINE', reasonCode: 'price-too-high', afterRefusal: 'CLOSE' }),
    give('a click for the customer', 'consent.evidence-not-own', owner, 'consentToPlan', { ticketId, planId, version: 1, decision: 'AGREE', evidence: 'CLICK' }),
    give('a signature without its file', 'consent.evidence-missing', owner, 'consentToPlan', { ticketId, planId, version: 1, decision: 'AGREE', evidence: 'SIGNATURE' }),
    give('a signature that was never sent', 'file.not-found', owner, 'consentToPlan', { ticketId, planId, version: 1, decision: 'AGREE', evidence: 'SIGNATURE', file: neverSent }),
    give('an answer to a repair', 'ticket.command-not-allowed', owner, 'answerTicket', { ticketId, outcomeCode: 'explained' }),
    give('a confirmation before the result', 'ticket.command-not-allowed', csr, 'confirmTicket', { ticketId, evidence: 'RECORDED_CALL', satisfaction: 'satisfied' }),
    give('an engineer before the plan', 'ticket.command-not-allowed', supervisor, 'assignEngineer', { ticketId, engineerId: world.otherEngineer.personId }),
  ];
};

const visits = (world: RepairWorld): BadRequest[] => {
  const { engineer, otherEngineer, supervisor, csr, siteId: ticketId, visitId, unscheduledId, unscheduledVisitId, unscheduledEngineer } = world;
  const give = giver(world);
  const site = { ticketId, visitId };
  const window = (name: string, reason: string, from: string, to: string): BadRequest => give(name, reason, unscheduledEngineer, 'agreeVisitWindow', { ticketId: unscheduledId, visitId: unscheduledVisitId, from, to });
  return [
    window('a window that ends before it begins', 'visit.window-impossible', inHours(3), inHours(2)),
    window('a window of no length', 'visit.window-impossible', inHours(3), inHours(3)),
    window('a window that is over', 'visit.window-impossible', inHours(-3), inHours(-2)),
    window('a window of two days', 'visit.window-too-long', inHours(1), inHours(49)),
    give('a departure without a window', 'ticket.command-not-allowed', unscheduledEngineer, 'departToVisit', { ticketId: unscheduledId, visitId: unscheduledVisitId }, 'VisitInput'),
    give('work before the arrival', 'visit.not-arrived', unscheduledEngineer, 'recordWork', { ticketId: unscheduledId, visitId: unscheduledVisitId, measure: 'CLEAN', minutes: 1 }),
    give('the same engineer again', 'visit.same-engineer', supervisor, 'assignEngineer', { ticketId: unscheduledId, engineerId: 'personId' in unscheduledEngineer ? unscheduledEngineer.personId : '' }),
    give('an engineer who is none', 'engineer.not-found', supervisor, 'assignEngineer', { ticketId: unscheduledId, engineerId: 'p_nobody' }),
    give('a departure after the arrival', 'ticket.command-not-allowed', engineer, 'departToVisit', site, 'VisitInput'),
    give('a second arrival', 'ticket.command-not-allowed', engineer, 'arriveAtVisit', site, 'VisitInput'),
    give('another engineer for a visit that is made', 'ticket.command-not-allowed', supervisor, 'assignEngineer', { ticketId, engineerId: otherEngineer.personId }),
    give('an end without any work', 'visit.fault-not-located', engineer, 'finishVisit', { ...site, outcome: 'DONE' }),
    give('an end without a reason', 'visit.reason-missing', engineer, 'finishVisit', { ...site, outcome: 'NEEDS_PARTS' }),
    give('an end that nobody knows', 'query.invalid', engineer, 'finishVisit', { ...site, outcome: 'TIRED' }),
    give('the end of a visit that there is not', 'visit.not-found', engineer, 'finishVisit', { ticketId, visitId: `${visitId}9`, outcome: 'DONE' }),
    give('work before the fault is located', 'visit.fault-not-located', engineer, 'recordWork', { ...site, measure: 'CLEAN', minutes: 5 }),
    give('negative minutes of work', 'visit.minutes-invalid', engineer, 'recordWork', { ...site, measure: 'CLEAN', minutes: -5 }),
    give('a test before the work', 'visit.fault-not-located', engineer, 'recordFunctionTest', { ...site, result: 'NORMAL' }),
    give('an acceptance before the test', 'visit.test-missing', engineer, 'recordAcceptance', { ...site, signedBy: 'CUSTOMER', signature: neverSent, satisfaction: 'satisfied' }),
    give('an acceptance with a level of its own', 'acceptance.satisfaction-unknown', engineer, 'recordAcceptance', { ...site, signedBy: 'CUSTOMER', signature: neverSent, satisfaction: 'over-the-moon' }),
    give('a list with an item of its own', 'checklist.item-unknown', engineer, 'recordChecklist', { ...site, items: [{ item: 'coffee', answer: 'DONE' }] }),
    give('a list that is not filled in', 'checklist.incomplete', engineer, 'recordChecklist', { ...site, items: [{ item: 'shoe-covers', answer: 'DONE' }] }),
    give('a part that the plan has not', 'part.not-in-plan', engineer, 'recordPartUsed', { ...site, partNumber: 'FAN-12', quantity: 1 }),
    give('an unknown part on site', 'part.unknown', engineer, 'recordPartUsed', { ...site, partNumber: 'MOON-1', quantity: 1 }),
    give('a negative part on site', 'part.quantity-invalid', engineer, 'recordPartUsed', { ...site, partNumber: 'FAN-12', quantity: -1 }),
    give('a photo that was never sent', 'file.not-found', engineer, 'recordPhoto', { ...site, kind: 'AFTER', file: neverSent }),
    give('work by another engineer', 'visit.not-engineer', otherEngineer, 'recordWork', { ...site, measure: 'CLEAN', minutes: 5 }),
    give('work by a CSR', 'auth.role-not-allowed', csr, 'recordWork', { ...site, measure: 'CLEAN', minutes: 5 }),
    give('work in the future', 'command.occurred-in-future', engineer, 'recordFaultLocated', { ...site, faultCode: 'a', causeCode: 'b', occurredAt: inHours(24) }),
    give('a word on a cancellation that nobody asked for', 'cancellation.not-requested', supervisor, 'settleCancellation', { ticketId, grant: true }),
    give('an offer that there is not', 'offer.not-found', engineer, 'acceptVisit', { ticketId, offerId: `${visitId}.o9` }),
    give('a change of nothing', 'contact.nothing-said', csr, 'changeContact', { ticketId }),
    give('a move to no region', 'ticket.region-invalid', csr, 'changeContact', { ticketId, region: "x' or 1=1 --" }),
  ];
};

const strangers = (world: RepairWorld): BadRequest[] => {
  const { stranger, foreignSupervisor, foreignEngineer, siteId: ticketId, visitId, plannedId, planId } = world;
  const give = giver(world);
  return [
    give("another customer's word", 'ticket.unknown', stranger, 'consentToPlan', { ticketId: plannedId, planId, version: 1, decision: 'AGREE', evidence: 'CLICK' }),
    give("a plan for the other tenant's ticket", 'ticket.unknown', foreignSupervisor, 'draftPlan', { ticketId: plannedId, ...freePlan }),
    give("a word on the other tenant's plan", 'ticket.unknown', foreignSupervisor, 'approvePlan', { ticketId: plannedId, planId, version: 1, decision: 'APPROVE' }),
    give("work on the other tenant's visit", 'visit.not-found', foreignEngineer, 'recordWork', { ticketId, visitId, measure: 'CLEAN', minutes: 5 }),
    give("the end of the other tenant's visit", 'visit.not-found', foreignEngineer, 'finishVisit', { ticketId, visitId, outcome: 'DONE' }),
    give("an engineer for the other tenant's visit", 'ticket.not-found', foreignSupervisor, 'assignEngineer', { ticketId, engineerId: 'x' }),
    { name: 'a word by nobody', reason: 'auth.token-missing', who: 'nobody', query: call('finishVisit'), variables: { input: { key: world.key(), ticketId, visitId, outcome: 'DONE' } } },
  ];
};

const settings = (world: RepairWorld): BadRequest[] => {
  const { supervisor, owner, otherEngineer: { personId }, region } = world;
  const give = giver(world);
  const stock = { region, partNumber: 'FAN-12' };
  return [
    give('less than nothing that came in', 'part.quantity-invalid', supervisor, 'receiveParts', { ...stock, quantity: -3 }, 'StockInput'),
    give('a stock of an unknown part', 'part.unknown', supervisor, 'receiveParts', { region, partNumber: 'MOON-1', quantity: 3 }, 'StockInput'),
    give('a count below what is kept', 'part.stock-reserved', supervisor, 'adjustStock', { ...stock, quantity: -9_000 }, 'StockInput'),
    give('a hand-over to oneself', 'hand-over.same-person', supervisor, 'handOverAll', { fromId: owner.personId, toId: owner.personId, reasonCode: 'absence' }),
    give('a hand-over from nobody', 'person.unknown', supervisor, 'handOverAll', { fromId: 'p_nobody', toId: owner.personId, reasonCode: 'absence' }),
    give('duty in no hours', 'roster.hours-invalid', supervisor, 'setRoster', { personId, zone: 'Asia/Shanghai', hours: [{ weekday: 1, from: '25:00', to: '26:00' }] }),
    give('duty in no zone', 'roster.zone-invalid', supervisor, 'setRoster', { personId, zone: 'Moon/Tycho', hours: [] }),
    give('an absence that ends before it begins', 'absence.span-invalid', supervisor, 'noteAbsence', { personId, from: inHours(3), to: inHours(2), reasonCode: 'leave' }),
    give('fewer than no visits a day', 'profile.capacity-invalid', supervisor, 'setProfile', { personId, region, skills: [], kinds: ['repair'], maxLoad: 1, dailyCapacity: -1 }),
  ];
};
