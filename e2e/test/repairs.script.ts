import type { NoticeView, RepairScene, RepairView } from '../src/scene/index.js';
import { corePlan, freePlan, openVisitOffer, paidPlan } from '../src/scene/index.js';

/** What the people of each repair do; the spec says what must have come of it. */

export const smooth = async (scene: RepairScene): Promise<{ readonly ticket: RepairView; readonly engineerTold: readonly NoticeView[]; readonly engineer: string }> => {
  const { id } = await scene.register();
  const owner = await scene.owned(id);
  await scene.triedInVain(owner, id);
  await scene.planned(owner, id, freePlan);
  const { engineer } = await scene.solved(id);
  const engineerTold = await scene.scene.notices(engineer, id);
  return { ticket: await scene.closed(owner, id), engineerTold, engineer: engineer.personId };
};

/** The other tenant: a supervisor has the word on every engineer, and no plan needs one. */
export const northern = async (scene: RepairScene): Promise<{ readonly proposed: RepairView; readonly candidates: readonly { readonly personId: string; readonly reasons: readonly { readonly words: string }[] }[]; readonly ticket: RepairView }> => {
  const { id } = await scene.register({ customer: { name: 'Oppdiktet Kunde', phone: '+4799912399' } });
  const owner = await scene.insisted(id);
  await scene.planned(owner, id, { ...corePlan, quote: { currency: 'NOK' } });
  await scene.agreed(owner, id, { planId: (await scene.see(id)).currentPlan?.planId ?? '', version: 1 });
  const proposed = await scene.waiting(id, 'supervisor-dispatch');
  const supervisor = scene.team.one('supervisor');
  const query = 'query ($id: ID!) { ticket(id: $id) { visitCandidates { personId reasons { words } } } }';
  const { ticket: { visitCandidates } } = await scene.scene.system.graphql.request<{ ticket: { visitCandidates: { personId: string; reasons: { words: string }[] }[] } }>(supervisor, query, { id });
  await scene.scene.do(supervisor, 'assignEngineer', id, { engineerId: visitCandidates[0]?.personId ?? '' });
  const visit = await scene.current(id);
  await scene.scheduled(id, visit);
  await scene.arrived(id, visit);
  await scene.worked(id, visit, [{ partNumber: 'MB-200', quantity: 1, serialNumbers: [scene.serial()] }]);
  await scene.finished(id, visit);
  return { proposed, candidates: visitCandidates, ticket: await scene.closed(owner, id) };
};

/** Out of warranty; on site it is more than was thought, and the customer agrees to the new quote before the work goes on. */
export const quoteAgreed = async (scene: RepairScene): Promise<{ readonly quoted: RepairView; readonly early: string | null; readonly back: RepairView; readonly ticket: RepairView }> => {
  const [customer] = scene.team.customers;
  if (!customer) throw new Error('a customer is needed');
  const { id } = await scene.register({ channel: 'online', customer: { name: customer.name, phone: customer.phone } }, customer, false);
  const owner = await scene.insisted(id);
  const plan = await scene.planned(owner, id, { ...freePlan, inWarranty: false });
  await scene.scene.do(customer, 'consentToPlan', id, { ...plan, decision: 'AGREE', evidence: 'CLICK' });
  const visit = await scene.onSite(id);
  await scene.scene.do(visit.engineer, 'recordFaultLocated', id, { visitId: visit.visitId, faultCode: 'no-spin', causeCode: 'fan-worn' });
  const next = await scene.changed(visit.engineer, id, plan, paidPlan);
  const quoted = await scene.see(id);
  const { code: early } = await scene.scene.try(visit.engineer, 'finishVisit', id, { visitId: visit.visitId, outcome: 'DONE' });
  await scene.scene.do(customer, 'consentToPlan', id, { ...next, decision: 'AGREE', evidence: 'CLICK' });
  const back = await scene.see(id);
  await scene.worked(id, visit, [{ partNumber: 'FAN-12', quantity: 1 }]);
  await scene.finished(id, visit);
  return { quoted, early, back, ticket: await scene.closed(owner, id) };
};

/** On site the customer does not want to pay, and the visit ends so. */
export const quoteDeclined = async (scene: RepairScene): Promise<{ readonly quoted: RepairView; readonly ticket: RepairView }> => {
  const { id } = await scene.register({}, scene.team.one('csr'), false);
  const owner = await scene.insisted(id);
  const plan = await scene.planned(owner, id, { ...freePlan, inWarranty: false });
  await scene.agreed(owner, id, plan);
  const visit = await scene.onSite(id);
  await scene.changed(visit.engineer, id, plan, paidPlan);
  const quoted = await scene.see(id);
  await scene.finished(id, visit, 'QUOTE_DECLINED', 'price-too-high');
  return { quoted, ticket: await scene.archived(id) };
};

/** The customer declines the quote beforehand and wants no other. */
export const quoteRefused = async (scene: RepairScene): Promise<{ readonly withoutReason: string | null; readonly ticket: RepairView }> => {
  const { id } = await scene.register({}, scene.team.one('csr'), false);
  const owner = await scene.insisted(id);
  const plan = await scene.planned(owner, id, paidPlan);
  const { code } = await scene.scene.try(owner, 'consentToPlan', id, { ...plan, decision: 'DECLINE', afterRefusal: 'CLOSE' });
  await scene.scene.do(owner, 'consentToPlan', id, { ...plan, decision: 'DECLINE', reasonCode: 'buys-new', afterRefusal: 'CLOSE' });
  return { withoutReason: code, ticket: await scene.archived(id) };
};

/** A part is not in stock: a hold until it comes, and a second visit. */
export const secondVisit = async (scene: RepairScene): Promise<{ readonly held: RepairView; readonly resumed: RepairView; readonly first: string; readonly ticket: RepairView; readonly part: string }> => {
  const part = `PUMP-${scene.scene.runId}`;
  const keeper = scene.team.one('supervisor');
  await scene.scene.commands.settle(keeper, 'setPart', scene.scene.key(), { partNumber: part });
  const { id } = await scene.register();
  const owner = await scene.insisted(id);
  const plan = await scene.planned(owner, id, { ...freePlan, measures: ['REPLACE_PART'], parts: [{ partNumber: part, quantity: 1 }] });
  await scene.agreed(owner, id, plan);
  const visit = await scene.onSite(id);
  await scene.finished(id, visit, 'NEEDS_PARTS', 'part-missing');
  await scene.scene.do(owner, 'holdTicket', id, { reason: 'parts', expectedEnd: new Date(Date.now() + 120_000).toISOString() });
  const held = await scene.see(id);
  const { region } = held;
  await scene.scene.commands.settle(keeper, 'receiveParts', scene.scene.key(), { region, partNumber: part, quantity: 1 });
  await scene.scene.do(owner, 'resumeTicket', id, {});
  const resumed = await scene.see(id);
  await scene.solved(id, [{ partNumber: part, quantity: 1 }]);
  return { held, resumed, first: visit.visitId, part, ticket: await scene.closed(owner, id) };
};

export const customerAbsent = async (scene: RepairScene): Promise<{ readonly early: string | null; readonly ticket: RepairView }> => {
  const { id } = await scene.register();
  const owner = await scene.insisted(id);
  await scene.planned(owner, id, freePlan);
  const visit = await scene.taken(id);
  await scene.scheduled(id, visit);
  await scene.scene.do(visit.engineer, 'departToVisit', id, { visitId: visit.visitId });
  const { code } = await scene.scene.try(visit.engineer, 'finishVisit', id, { visitId: visit.visitId, outcome: 'DONE' });
  await scene.finished(id, visit, 'CUSTOMER_ABSENT', 'nobody-there');
  await scene.solved(id);
  return { early: code, ticket: await scene.closed(owner, id) };
};

/** Only one engineer of the region knows what people break; he is busy, and a neighbour helps. */
export const neighbour = async (scene: RepairScene): Promise<{ readonly first: string; readonly helped: RepairView; readonly helper: string; readonly ticket: RepairView }> => {
  const { id } = await scene.register({ faultClass: 'human-damage' });
  const owner = await scene.insisted(id);
  const plan = await scene.planned(owner, id, { ...freePlan, inWarranty: false });
  await scene.agreed(owner, id, plan);
  const { asked, offerId } = await scene.askedToVisit(id);
  // On a busy machine the offer may have lapsed meanwhile: the neighbour is asked all the same.
  await scene.scene.try(asked, 'declineVisit', id, { offerId, reasonCode: 'busy', comment: 'three visits today' });
  const visit = await scene.taken(id);
  const helped = await scene.see(id);
  await scene.scheduled(id, visit);
  await scene.arrived(id, visit);
  await scene.worked(id, visit);
  await scene.finished(id, visit);
  return { first: asked.personId, helped, helper: visit.engineer.personId, ticket: await scene.closed(owner, id) };
};

/** Everybody who is asked lets it lapse or declines: the supervisors have it with an alarm, and one of them names the engineer. */
export const nobodyLeft = async (scene: RepairScene): Promise<{ readonly queued: RepairView; readonly ticket: RepairView }> => {
  const { id } = await scene.register({ faultClass: 'human-damage' });
  const owner = await scene.insisted(id);
  const plan = await scene.planned(owner, id, { ...freePlan, inWarranty: false });
  await scene.agreed(owner, id, plan);
  const over = (seen: RepairView): boolean => seen.wait === 'supervisor-dispatch' || openVisitOffer(seen) !== undefined;
  let declined = false;
  for (let seen = await scene.until(id, 'offered', over); seen.wait !== 'supervisor-dispatch'; seen = await scene.until(id, 'offered or queued', over)) {
    const offer = openVisitOffer(seen);
    const asked = scene.team.byId(offer?.personId ?? null);
    if (offer && asked && declined) await scene.scene.try(asked, 'declineVisit', id, { offerId: offer.id, reasonCode: 'wrong-skill' });
    // The first one lets it lapse.
    else if (offer) await scene.until(id, 'offered to the next', (later) => openVisitOffer(later)?.id !== offer.id);
    declined = true;
  }
  const queued = await scene.until(id, 'told to a supervisor', ({ escalations }) => escalations.some(({ target }) => target === 'dispatch'));
  await scene.scene.do(scene.team.one('supervisor'), 'assignEngineer', id, { engineerId: scene.team.withRole('engineer')[0]?.personId ?? '' });
  const visit = await scene.current(id);
  await scene.scheduled(id, visit);
  await scene.arrived(id, visit);
  await scene.worked(id, visit);
  await scene.finished(id, visit);
  return { queued, ticket: await scene.closed(owner, id) };
};

/** A core component: a supervisor and then the customer agree; the piece that goes in has its serial number. */
export const core = async (scene: RepairScene): Promise<{ readonly toApprove: RepairView; readonly toAgree: RepairView; readonly supervisorTold: readonly NoticeView[]; readonly withoutSerial: string | null; readonly beyond: string | null; readonly ticket: RepairView }> => {
  const { id } = await scene.register();
  const owner = await scene.insisted(id);
  const plan = await scene.planned(owner, id, corePlan);
  const toApprove = await scene.see(id);
  const supervisorTold = await scene.scene.notices(scene.team.one('supervisor'), id);
  await scene.approved(id, plan);
  const toAgree = await scene.see(id);
  const csr = scene.team.one('csr');
  await scene.scene.do(csr, 'consentToPlan', id, { ...plan, decision: 'AGREE', evidence: 'RECORDED_CALL', file: await scene.sent(csr, id, 'RECORDED_CALL') });
  const visit = await scene.onSite(id);
  const { engineer, visitId } = visit;
  await scene.scene.do(engineer, 'recordFaultLocated', id, { visitId, faultCode: 'dead', causeCode: 'mainboard-burnt' });
  const bare = await scene.scene.try(engineer, 'recordPartUsed', id, { visitId, partNumber: 'MB-200', quantity: 1 });
  const much = await scene.scene.try(engineer, 'recordPartUsed', id, { visitId, partNumber: 'MB-200', quantity: 2, serialNumbers: [scene.serial(), scene.serial()] });
  await scene.worked(id, visit, [{ partNumber: 'MB-200', quantity: 1, serialNumbers: [scene.serial()] }]);
  await scene.finished(id, visit);
  return { toApprove, toAgree, supervisorTold, withoutSerial: bare.code, beyond: much.code, ticket: await scene.closed(owner, id) };
};
