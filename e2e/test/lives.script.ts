import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import { GraphqlFailure } from '../src/client/index.js';
import { openOffer, type NewTicket, type NoticeView, type Scene, type TicketView } from '../src/scene/index.js';

/** What the people of each life do; the spec says what must have come of it. */

const inSeconds = (seconds: number): string => new Date(Date.now() + seconds * 1000).toISOString();

export const smooth = async (scene: Scene): Promise<{ readonly ticket: TicketView; readonly owner: string; readonly notices: readonly NoticeView[]; readonly registered: NewTicket }> => {
  const registered = await scene.register();
  const owner = await scene.owned(registered.id);
  const notices = await scene.notices(owner, registered.id);
  await scene.resultTold(owner, registered.id);
  await scene.do(scene.team.one('csr'), 'confirmTicket', registered.id, { evidence: 'RECORDED_CALL', satisfaction: 'very-satisfied' });
  await scene.visitedAndReviewed(registered.id);
  return { ticket: await scene.archived(registered.id), owner: owner.personId, notices, registered };
};

/** The other tenant's first request: a number of its own form. */
export const northern = async (scene: Scene): Promise<TicketView> => {
  const [, team] = scene.teams;
  const { id } = await scene.register({ customer: { name: 'Oppdiktet Kunde', phone: '+4799912345' } }, team.one('csr'), team);
  await scene.do(team.one('csr-leader'), 'reviewTicket', id, { decision: 'OUT_OF_SCOPE', reasonCode: 'not-our-product' });
  return scene.see(id, team.one('supervisor'));
};

export const declined = async (scene: Scene): Promise<{ readonly first: string; readonly second: string; readonly ticket: TicketView }> => {
  const { id } = await scene.register({ faultClass: 'none' });
  await scene.do(scene.team.one('csr-leader'), 'reviewTicket', id, { decision: 'ACCEPT' });
  const { asked, offerId } = await scene.offered(id);
  await scene.do(asked, 'declineOffer', id, { offerId, reasonCode: 'busy', comment: 'three customers already' });
  const { asked: next } = await scene.offered(id);
  return { first: asked.personId, second: next.personId, ticket: await scene.see(id) };
};

export const expired = async (scene: Scene): Promise<{ readonly first: string; readonly ticket: TicketView }> => {
  const { id } = await scene.register({ faultClass: 'none' });
  await scene.do(scene.team.one('csr-leader'), 'reviewTicket', id, { decision: 'ACCEPT' });
  const { asked } = await scene.offered(id);
  const ticket = await scene.until(id, 'offered to the next', (seen) => (openOffer(seen)?.personId ?? asked.personId) !== asked.personId);
  return { first: asked.personId, ticket };
};

/** Everybody who could is asked and declines: the supervisors have it, and one of them assigns it. */
export const nobodyLeft = async (scene: Scene): Promise<{ readonly queued: TicketView; readonly assigned: TicketView; readonly chosen: string }> => {
  const { id } = await scene.register({ faultClass: 'human-damage' });
  await scene.do(scene.team.one('csr-leader'), 'reviewTicket', id, { decision: 'ACCEPT' });
  const settled = (seen: TicketView): boolean => seen.wait === 'supervisor-assignment' || openOffer(seen) !== undefined;
  for (let seen = await scene.until(id, 'offered', settled); seen.wait !== 'supervisor-assignment'; seen = await scene.until(id, 'offered or queued', settled)) {
    const offer = openOffer(seen);
    const asked = scene.team.byId(offer?.personId ?? null);
    if (offer && asked) await scene.try(asked, 'declineOffer', id, { offerId: offer.id, reasonCode: 'wrong-skill' });
  }
  const queued = await scene.until(id, 'told to a supervisor', ({ escalations }) => escalations.some(({ target }) => target === 'assign'));
  const chosen = scene.team.withRole('specialist')[0]?.personId ?? '';
  await scene.do(scene.team.one('supervisor'), 'assignTicket', id, { ownerId: chosen });
  return { queued, assigned: await scene.see(id), chosen };
};

export interface Exits {
  readonly duplicate: TicketView;
  readonly original: string;
  readonly outOfScope: TicketView;
  readonly invalid: TicketView;
  readonly told: readonly NoticeView[];
}

export const exits = async (scene: Scene): Promise<Exits> => {
  const leader = scene.team.one('csr-leader');
  const customer = scene.team.customers[1];
  if (!customer) throw new Error('a second customer is needed');
  const [original, again, outside, empty] = await Promise.all([
    scene.register(),
    scene.register(),
    scene.register(),
    scene.register({ channel: 'online', description: 'hello?', customer: { name: customer.name, phone: customer.phone } }, customer),
  ]);
  await Promise.all([
    scene.do(leader, 'reviewTicket', again.id, { decision: 'DUPLICATE_OF', reasonCode: 'same-request', duplicateOf: original.id }),
    scene.do(leader, 'reviewTicket', outside.id, { decision: 'OUT_OF_SCOPE', reasonCode: 'not-our-product' }),
    scene.do(leader, 'reviewTicket', empty.id, { decision: 'INVALID', reasonCode: 'no-request' }),
  ]);
  const told = await scene.notices(customer, empty.id);
  const [duplicate, outOfScope, invalid] = await Promise.all([again, outside, empty].map(({ id }) => scene.archived(id)));
  if (!duplicate || !outOfScope || !invalid) throw new Error('unreachable');
  return { duplicate, original: original.id, outOfScope, invalid, told };
};

/** Rejected, done again, rejected at the limit: never a silent close. */
export const unconfirmed = async (scene: Scene): Promise<{ readonly reworked: TicketView; readonly limit: TicketView; readonly end: TicketView; readonly owner: string }> => {
  const csr = scene.team.one('csr');
  const { id } = await scene.register();
  const owner = await scene.owned(id);
  await scene.resultTold(owner, id);
  await scene.do(csr, 'rejectResult', id, { reasonCode: 'not-solved' });
  const reworked = await scene.see(id);
  await scene.resultTold(owner, id, 1);
  await scene.do(csr, 'rejectResult', id, { reasonCode: 'not-understood' });
  const limit = await scene.see(id);
  await scene.do(scene.team.one('supervisor'), 'reviewService', id, { result: 'IMPROVE', reasonCode: 'wrong-method' });
  return { reworked, limit, end: await scene.archived(id), owner: owner.personId };
};

export const silent = async (scene: Scene): Promise<{ readonly ended: TicketView; readonly end: TicketView }> => {
  const { id } = await scene.register();
  await scene.resultTold(await scene.owned(id), id);
  const ended = await scene.until(id, 'closed-no-answer', ({ status }) => status === 'closed-no-answer');
  await scene.visitedAndReviewed(id);
  return { ended, end: await scene.archived(id) };
};

export const held = async (scene: Scene): Promise<{ readonly during: TicketView; readonly refused: string | null; readonly after: TicketView; readonly expectedEnd: string }> => {
  const { id } = await scene.register();
  const owner = await scene.owned(id);
  const expectedEnd = inSeconds(8);
  await scene.do(owner, 'holdTicket', id, { reason: 'customer', expectedEnd, comment: 'is travelling' });
  const during = await scene.see(id);
  const { code } = await scene.try(owner, 'recordContact', id, { channel: 'phone', reached: true });
  const after = await scene.until(id, 'resumed', ({ hold }) => hold === null);
  await scene.do(owner, 'recordContact', id, { channel: 'phone', reached: true });
  return { during, refused: code, after, expectedEnd };
};

export const cancelled = async (scene: Scene): Promise<TicketView> => {
  const { id } = await scene.register();
  await scene.owned(id);
  await scene.do(scene.team.one('csr'), 'cancelTicket', id, { reasonCode: 'solved-itself' });
  return scene.archived(id);
};

export interface Interrupted {
  readonly before: TicketView;
  readonly urgent: TicketView;
  readonly handedOver: TicketView;
  readonly formerOwner: string | null;
  readonly linked: TicketView;
  readonly other: string;
}

export const interrupted = async (scene: Scene): Promise<Interrupted> => {
  const [{ id }, other] = await Promise.all([scene.register(), scene.register()]);
  const owner = await scene.owned(id);
  const before = await scene.see(id);
  await scene.do(scene.team.one('supervisor'), 'changePriority', id, { priority: 'urgent' });
  const urgent = await scene.see(id);
  const next = scene.team.withRole('specialist').find(({ personId }) => personId !== owner.personId);
  await scene.do(owner, 'handOverTicket', id, { ownerId: next?.personId ?? '', reasonCode: 'end-of-shift' });
  const handedOver = await scene.see(id);
  const formerOwner = await scene.try(owner, 'recordContact', id, { channel: 'phone', reached: true }).then(({ code }) => code, (error: unknown) => (error instanceof GraphqlFailure ? error.reason : null));
  await scene.do(scene.team.one('csr'), 'linkTicket', id, { relation: 'relates-to', otherTicketId: other.id });
  return { before, urgent, handedOver, formerOwner, linked: await scene.see(id), other: other.id };
};

export interface Progress {
  readonly number: string;
  readonly status: string;
  readonly seenByAnother: string;
  readonly accepted: readonly NoticeView[];
}

/** A customer asks by number; another customer with that number learns nothing. */
export const progress = async (scene: Scene): Promise<Progress> => {
  const [customer, another] = scene.team.customers;
  if (!customer || !another) throw new Error('two customers are needed');
  const { id, number } = await scene.register({ channel: 'online', customer: { name: customer.name, phone: customer.phone } }, customer);
  await scene.do(scene.team.one('csr-leader'), 'reviewTicket', id, { decision: 'ACCEPT' });
  const query = 'query ($number: String!) { ticketByNumber(number: $number) { id status } }';
  const { ticketByNumber } = await scene.system.graphql.request<{ ticketByNumber: { id: string; status: string } }>(customer, query, { number });
  const refusal = await scene.system.graphql.request(another, query, { number }).then(() => 'shown', (error: unknown) => (error instanceof GraphqlFailure ? error.reason : String(error)));
  return { number, status: ticketByNumber.id === id ? ticketByNumber.status : 'another ticket', seenByAnother: refusal, accepted: await scene.notices(customer, id) };
};

/** Nobody reviews: level 1, then level 2. */
export const lateReview = async (scene: Scene): Promise<{ readonly ticket: TicketView; readonly told: ReadonlyMap<string, readonly NoticeView[]> }> => {
  const { id } = await scene.register();
  await scene.until(id, 'escalated twice', ({ escalations }) => escalations.some(({ level }) => level === 2));
  await scene.do(scene.team.one('csr-leader'), 'reviewTicket', id, { decision: 'ACCEPT' });
  await scene.do(scene.team.one('csr'), 'cancelTicket', id, { reasonCode: 'no-longer-needed' });
  const ticket = await scene.archived(id);
  const people = [...scene.team.withRole('supervisor'), ...scene.team.withRole('manager')];
  const told = await Promise.all(people.map(async (person) => [person.personId, await scene.notices(person, id)] as const));
  return { ticket, told: new Map(told) };
};

export interface RemoteHelp {
  readonly checks: readonly string[];
  readonly early: string | null;
  /** As the session's owner sees it; only that person reads its notes. */
  readonly ticket: TicketView;
  readonly seenByOthers: TicketView;
  readonly owner: string;
  readonly answered: TicketView;
}

/** Two things are tried by telephone; the second helps. */
export const remoteHelp = async (scene: Scene): Promise<RemoteHelp> => {
  const { id } = await scene.register();
  const owner = await scene.owned(id);
  const sessionId = remoteSessionIdOf(id, 0);
  const early = await scene.try(owner, 'recordRemoteStep', id, { sessionId, check: 'power', result: 'NO_EFFECT' }).then(({ code }) => code, (error: unknown) => (error instanceof GraphqlFailure ? error.reason : null));
  await scene.do(owner, 'recordContact', id, { channel: 'phone', reached: false });
  await scene.do(owner, 'recordContact', id, { channel: 'phone', reached: true });
  await scene.sessionOpen(owner, id, sessionId);
  await scene.do(owner, 'recordRemoteStep', id, { sessionId, check: 'power', result: 'NO_EFFECT' });
  await scene.do(owner, 'recordRemoteStep', id, { sessionId, check: 'software-settings', result: 'HELPED', note: 'factory settings' });
  await scene.do(owner, 'finishRemoteSession', id, { sessionId, result: 'SOLVED', note: 'works again' });
  const [ticket, seenByOthers] = [await scene.see(id, owner), await scene.see(id)];
  await scene.do(owner, 'answerTicket', id, { outcomeCode: 'guided' });
  const { selfChecks } = await scene.system.graphql.request<{ selfChecks: { code: string }[] }>(owner, '{ selfChecks { code words } }');
  return { checks: selfChecks.map(({ code }) => code), early, ticket, seenByOthers, owner: owner.personId, answered: await scene.see(id) };
};

/** A dissatisfied customer: only with the reason; then the return visit goes badly, and it is done again. */
export const dissatisfied = async (scene: Scene): Promise<{ readonly withoutReason: string; readonly visitWithoutReason: string | null; readonly confirmed: TicketView; readonly again: TicketView; readonly end: TicketView }> => {
  const csr = scene.team.one('csr');
  const { id } = await scene.register();
  const owner = await scene.owned(id);
  await scene.resultTold(owner, id);
  const low = { evidence: 'RECORDED_CALL', satisfaction: 'dissatisfied' } as const;
  const withoutReason = await scene.try(csr, 'confirmTicket', id, low).then(({ state }) => state, (error: unknown) => (error instanceof GraphqlFailure ? error.reason : String(error)));
  await scene.do(csr, 'confirmTicket', id, { ...low, comment: 'had to call three times' });
  const confirmed = await scene.see(id);
  const { code } = await scene.try(csr, 'recordReturnVisit', id, { reached: true, result: 'NG' });
  await scene.do(csr, 'recordReturnVisit', id, { reached: true, result: 'NG', reasonCode: 'not-solved' });
  const again = await scene.see(id);
  await scene.resultTold(owner, id, 1);
  await scene.do(csr, 'confirmTicket', id, { evidence: 'RECORDED_CALL', satisfaction: 'satisfied' });
  await scene.visitedAndReviewed(id);
  return { withoutReason, visitWithoutReason: code, confirmed, again, end: await scene.archived(id) };
};
