import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import type { DemoStaff } from '../src/demo/people.js';
import type { NewTicket, NoticeView, RepairScene, RepairView } from '../src/scene/index.js';
import { corePlan, freePlan, paidPlan } from '../src/scene/index.js';

/** Turns that a repair's life may take; the spec says what must have come of each. */

/** Solved from afar, without plan and visit. */
const helped = async (scene: RepairScene, owner: DemoStaff, id: string, round: number): Promise<void> => {
  const sessionId = remoteSessionIdOf(id, round);
  await scene.scene.do(owner, 'recordContact', id, { channel: 'phone', reached: true });
  await scene.scene.sessionOpen(owner, id, sessionId);
  await scene.scene.do(owner, 'recordRemoteStep', id, { sessionId, check: 'restart', result: 'HELPED' });
  await scene.scene.do(owner, 'finishRemoteSession', id, { sessionId, result: 'SOLVED' });
  await scene.scene.do(owner, 'tellResult', id, { channel: 'phone' });
};

/** The customer is not satisfied: another plan, another visit, and then he is. */
export const reworked = async (scene: RepairScene): Promise<{ readonly again: RepairView; readonly owner: string; readonly ticket: RepairView }> => {
  const { id } = await scene.register();
  const owner = await scene.insisted(id);
  await scene.planned(owner, id, freePlan);
  await scene.solved(id);
  await scene.scene.do(owner, 'tellResult', id, { channel: 'phone' });
  await scene.scene.do(scene.team.one('csr'), 'rejectResult', id, { reasonCode: 'not-solved', comment: 'still smells' });
  const again = await scene.see(id);
  await scene.triedInVain(owner, id, 1);
  const plan = await scene.planned(owner, id, { ...paidPlan, inWarranty: true, quote: { currency: 'CNY' } });
  await scene.agreed(owner, id, plan);
  await scene.solved(id, [{ partNumber: 'FAN-12', quantity: 1 }]);
  return { again, owner: owner.personId, ticket: await scene.closed(owner, id) };
};

/** Never satisfied: the limit, and a review that nobody can leave out. */
export const limit = async (scene: RepairScene): Promise<{ readonly reached: RepairView; readonly ticket: RepairView }> => {
  const csr = scene.team.one('csr');
  const { id } = await scene.register();
  const owner = await scene.owned(id);
  await helped(scene, owner, id, 0);
  await scene.scene.do(csr, 'rejectResult', id, { reasonCode: 'not-solved' });
  await helped(scene, owner, id, 1);
  await scene.scene.do(csr, 'rejectResult', id, { reasonCode: 'not-solved' });
  const reached = await scene.see(id);
  await scene.scene.do(scene.team.one('supervisor'), 'reviewService', id, { result: 'IMPROVE', reasonCode: 'wrong-method' });
  return { reached, ticket: await scene.archived(id) };
};

/** The customer says nothing any more. */
export const silent = async (scene: RepairScene): Promise<{ readonly ended: RepairView; readonly ticket: RepairView }> => {
  const { id } = await scene.register();
  const owner = await scene.insisted(id);
  await scene.planned(owner, id, freePlan);
  await scene.solved(id);
  await scene.scene.do(owner, 'tellResult', id, { channel: 'phone' });
  const ended = await scene.until(id, 'closed-no-answer', ({ status }) => status === 'closed-no-answer');
  await scene.scene.visitedAndReviewed(id, scene.team);
  return { ended, ticket: await scene.archived(id) };
};

/** Cancelled with an engineer on the way: everything that was kept for it is given back. */
export const cancelled = async (scene: RepairScene): Promise<RepairView> => {
  const { id } = await scene.register();
  const owner = await scene.insisted(id);
  const plan = await scene.planned(owner, id, { ...paidPlan, inWarranty: true, quote: { currency: 'CNY' } });
  await scene.agreed(owner, id, plan);
  const visit = await scene.taken(id);
  await scene.scheduled(id, visit);
  await scene.scene.do(visit.engineer, 'departToVisit', id, { visitId: visit.visitId });
  await scene.scene.do(scene.team.one('csr'), 'cancelTicket', id, { reasonCode: 'solved-itself' });
  return scene.archived(id);
};

/** Once an engineer was there a CSR only asks for the cancellation, and a supervisor grants it. */
export const begun = async (scene: RepairScene): Promise<{ readonly again: string | null; readonly ticket: RepairView }> => {
  const { id } = await scene.register();
  const owner = await scene.insisted(id);
  await scene.planned(owner, id, freePlan);
  await scene.onSite(id);
  const csr = scene.team.one('csr');
  await scene.scene.do(csr, 'cancelTicket', id, { reasonCode: 'no-longer-needed' });
  const { code: again } = await scene.scene.try(csr, 'cancelTicket', id, { reasonCode: 'no-longer-needed' });
  await scene.scene.do(scene.team.one('supervisor'), 'settleCancellation', id, { grant: true });
  return { again, ticket: await scene.archived(id) };
};

/** The customer moves while the visit is arranged: the engineer and the supervisor are told, and somebody of the new region goes there. */
export const relocated = async (scene: RepairScene): Promise<{ readonly first: DemoStaff; readonly second: DemoStaff; readonly told: readonly NoticeView[]; readonly supervisorTold: readonly NoticeView[]; readonly arranged: RepairView; readonly ticket: RepairView }> => {
  const [, region = ''] = scene.team.regions;
  const supervisor = scene.team.one('supervisor');
  const { id } = await scene.register();
  const owner = await scene.insisted(id);
  await scene.planned(owner, id, freePlan);
  const visit = await scene.taken(id);
  await scene.scheduled(id, visit);
  await scene.scene.do(scene.team.one('csr'), 'changeContact', id, { region, contact: { address: '示例路 1 号' } });
  const told = await scene.scene.notices(visit.engineer, id);
  const supervisorTold = await scene.scene.notices(supervisor, id);
  const near = scene.team.withRole('engineer').find((engineer) => engineer.region === region);
  if (!near) throw new Error(`nobody visits in ${region}`);
  await scene.scene.do(supervisor, 'assignEngineer', id, { engineerId: near.personId });
  const arranged = await scene.see(id);
  const next = await scene.current(id);
  await scene.scheduled(id, next);
  await scene.arrived(id, next);
  await scene.worked(id, next);
  await scene.finished(id, next);
  return { first: visit.engineer, second: next.engineer, told, supervisorTold, arranged, ticket: await scene.closed(owner, id) };
};

/** The supervisor declines a major plan, and the owner makes another one. */
export const planDeclined = async (scene: RepairScene): Promise<{ readonly withoutReason: string | null; readonly declined: RepairView; readonly outdated: string | null; readonly ticket: RepairView }> => {
  const supervisor = scene.team.one('supervisor');
  const { id } = await scene.register();
  const owner = await scene.insisted(id);
  const plan = await scene.planned(owner, id, corePlan);
  const bare = await scene.scene.try(supervisor, 'approvePlan', id, { ...plan, decision: 'DECLINE' });
  await scene.scene.do(supervisor, 'approvePlan', id, { ...plan, decision: 'DECLINE', reasonCode: 'other-method' });
  const declined = await scene.see(id);
  const next = await scene.changed(owner, id, plan, freePlan);
  const late = await scene.scene.try(supervisor, 'approvePlan', id, { ...plan, decision: 'APPROVE' });
  if (next.version !== 2) throw new Error(`the next version is ${String(next.version)}`);
  await scene.solved(id);
  return { withoutReason: bare.code, declined, outdated: late.code, ticket: await scene.closed(owner, id) };
};

/** Production stands still: the technical team knows at once, and its clocks are shorter. */
export const urgent = async (scene: RepairScene): Promise<{ readonly registered: NewTicket; readonly teamTold: readonly NoticeView[]; readonly ownerTold: readonly NoticeView[]; readonly ticket: RepairView }> => {
  const registered = await scene.register({ priority: 'urgent', details: { productionStopped: true, alarmCode: 'E-17' } });
  const { id } = registered;
  const [specialist] = scene.team.withRole('specialist');
  const teamTold = specialist ? await scene.scene.notices(specialist, id) : [];
  const owner = await scene.insisted(id);
  const ownerTold = await scene.scene.notices(owner, id);
  await scene.planned(owner, id, freePlan);
  await scene.solved(id);
  return { registered, teamTold, ownerTold, ticket: await scene.closed(owner, id) };
};

/** The customer's consent is his own: nobody clicks for him. */
export const clicked = async (scene: RepairScene): Promise<{ readonly byStaff: string | null; readonly ticket: RepairView }> => {
  const [, customer] = scene.team.customers;
  if (!customer) throw new Error('a second customer is needed');
  const { id } = await scene.register({ channel: 'online', customer: { name: customer.name, phone: customer.phone } }, customer, false);
  const owner = await scene.insisted(id);
  const plan = await scene.planned(owner, id, paidPlan);
  const byStaff = await scene.scene.try(owner, 'consentToPlan', id, { ...plan, decision: 'AGREE', evidence: 'CLICK' }).then(({ code }) => code, (error: { reason?: string }) => error.reason ?? null);
  await scene.scene.do(customer, 'consentToPlan', id, { ...plan, decision: 'DECLINE', reasonCode: 'price-too-high', afterRefusal: 'OTHER_PLAN' });
  const cheaper = await scene.changed(owner, id, plan, { ...paidPlan, quote: { currency: 'CNY', lines: [{ kind: 'PARTS', partNumber: 'FAN-12', quantity: 1, unitPrice: 6_000 }] } });
  await scene.scene.do(owner, 'consentToPlan', id, { ...cheaper, decision: 'AGREE', evidence: 'SIGNATURE', file: await scene.sent(owner, id, 'SIGNATURE') });
  await scene.solved(id, [{ partNumber: 'FAN-12', quantity: 1 }]);
  return { byStaff, ticket: await scene.closed(owner, id) };
};

/** End of the shift: everything of one person goes to another, and the clocks go on. */
export const bulk = async (scene: RepairScene): Promise<{ readonly before: readonly RepairView[]; readonly after: readonly RepairView[]; readonly results: readonly { readonly ticketId: string; readonly state: string }[]; readonly formerOwner: string | null; readonly from: string; readonly to: string; readonly ended: readonly RepairView[] }> => {
  const supervisor = scene.team.one('supervisor');
  const [to, from] = scene.team.withRole('specialist').slice(-2);
  if (!from || !to) throw new Error('two specialists are needed');
  const { region } = from;
  const customer = { name: 'Oppdiktet Skift', phone: '+4799912398' };
  const tickets = await Promise.all([1, 2, 3].map(() => scene.register({ customer, region: region ?? '' })));
  await Promise.all(tickets.map(async ({ id }) => {
    await scene.scene.do(scene.team.one('csr-leader'), 'reviewTicket', id, { decision: 'ACCEPT' });
    await scene.scene.do(supervisor, 'assignTicket', id, { ownerId: from.personId });
  }));
  const before = await Promise.all(tickets.map(({ id }) => scene.see(id)));
  const { each: handedOver } = await scene.scene.commands.settle(supervisor, 'handOverAll', scene.scene.key(), { fromId: from.personId, toId: to.personId, reasonCode: 'end-of-shift' });
  const after = await Promise.all(tickets.map(({ id }) => scene.see(id)));
  const [first] = tickets;
  const formerOwner = await scene.scene.try(from, 'recordContact', first?.id ?? '', { channel: 'phone', reached: true }).then(({ code }) => code, (error: { reason?: string }) => error.reason ?? null);
  await Promise.all(tickets.map(({ id }) => scene.scene.do(to, 'recordContact', id, { channel: 'phone', reached: true })));
  await Promise.all(tickets.map(({ id }) => scene.scene.do(scene.team.one('csr'), 'cancelTicket', id, { reasonCode: 'no-longer-needed' })));
  const own = handedOver.filter(({ ticketId }) => tickets.some(({ id }) => id === ticketId));
  return { before, after, results: own, formerOwner, from: from.personId, to: to.personId, ended: await Promise.all(tickets.map(({ id }) => scene.archived(id))) };
};
