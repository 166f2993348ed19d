import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import { ComplaintLife, type ComplaintSetting } from './complaint.life.js';
import type { DemoStaff } from './people.js';
import type { LifePlan } from './plan.js';
import { RepairLife, type RepairSetting } from './repair.life.js';
import { after, stepOf, type NextAction } from './step.js';
import { TurnLife, type TurnSetting } from './turn.life.js';

/** A ticket as the demonstration's people see it in their lists. */
export interface SeenTicket {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly wait: string | null;
  readonly seq: number;
  readonly round: number;
  /** Goes up with every owner: of two who claim at once one wins by it. */
  readonly epoch: number;
  readonly ownerId: string | null;
  readonly priority: string;
  readonly region: string;
  /** The open offer, while one is waited for; so with that of a visit. */
  readonly offer: { readonly id: string; readonly personId: string } | null;
  readonly visitOffer: { readonly id: string; readonly personId: string } | null;
  readonly plan: { readonly planId: string; readonly version: number } | null;
  /** The visit that is arranged or made; `from` is when its window begins. */
  readonly visit: { readonly visitId: string; readonly engineerId: string | null; readonly from: string | null; readonly onSite: boolean } | null;
}

/** Where the ticket's people and other tickets are found. */
export interface LifeSetting extends RepairSetting, Omit<ComplaintSetting, 'team'> {
  /** An earlier ticket of the tenant, to be duplicate of or linked to. */
  earlier(): string | null;
  /** The turn beside the route, and what is done once the ticket is archived. */
  readonly turn?: { readonly setting: TurnSetting; archived(): void } | null;
}

const inSeconds = (seconds: number, from = Date.now()): string => new Date(from + seconds * 1000).toISOString();

/** A ticket's people, as a script: what they do next in each wait. Keeps what has been done already. */
export class Life {
  private offersSeen = 0;
  private unreached = 0;
  private visitsUnreached = 0;
  private wasHeld = false;
  private extraDone = false;
  private visitedNg = false;
  private triedToCancel = false;
  private readonly own: { next(ticket: SeenTicket): NextAction | null } | null;
  private readonly repair: RepairLife | null;
  private readonly turn: TurnLife | null;
  private readonly firstSeen = new Map<string, number>();

  constructor(
    readonly plan: LifePlan,
    private readonly setting: LifeSetting,
  ) {
    this.repair = plan.repair && new RepairLife(plan.repair, setting);
    this.turn = setting.turn ? new TurnLife(setting.turn.setting) : null;
    this.own = this.repair ?? (plan.complaint && new ComplaintLife(plan.complaint, setting));
  }

  /** Null: nobody does anything now, time or the system goes on. */
  next(ticket: SeenTicket): NextAction | null {
    const { wait } = ticket;
    if (wait === null) return null;
    if (!this.firstSeen.has(`${wait}${ticket.round}`)) this.firstSeen.set(`${wait}${ticket.round}`, Date.now());
    if (wait !== 'hold-end') {
      const turning = this.turn?.next(ticket);
      if (turning !== undefined) return turning;
      if (this.plan.cancelAt === wait && ticket.round === 0 && !this.triedToCancel) return this.cancel();
      const extra = this.extra(ticket);
      if (extra) return extra;
      if (this.plan.hold?.at === wait && !this.wasHeld) return this.hold(ticket);
    }
    return this.usual(ticket);
  }

  /** Told once, when the ticket is no longer among the open ones. */
  archived(): void {
    this.setting.turn?.archived();
  }

  private usual(ticket: SeenTicket): NextAction | null {
    switch (ticket.wait) {
      case 'review': return this.review();
      case 'offer-answer': return this.answerOffer(ticket);
      case 'supervisor-assignment': return after(this.plan.assignDelay, stepOf(this.supervisor, 'assignTicket', { ownerId: this.setting.random.pick(this.owners).personId }));
      case 'contact': return this.contact(ticket);
      case 'remote-session': return this.remote(ticket);
      case 'answer': return after(this.plan.answerDelay, stepOf(this.owner(ticket), 'answerTicket', { outcomeCode: this.plan.remote.solved ? 'guided' : 'explained', text: 'told how to go on' }));
      case 'result-telling': return after(this.plan.tellDelay, stepOf(this.owner(ticket), 'tellResult', { channel: 'phone' }));
      case 'confirmation': return this.customerSays(ticket);
      case 'return-visit': return this.returnVisit(ticket);
      case 'supervisor-review': return this.supervisorReview(ticket);
      case 'cancel-decision': return after(2, stepOf(this.supervisor, 'settleCancellation', this.setting.random.next() < 0.5 ? { grant: true } : { grant: false, reasonCode: 'nearly-done' }));
      case 'hold-end': return this.plan.hold?.byHand ? after(8, stepOf(this.owner(ticket), 'resumeTicket', {})) : null;
      default: return this.own?.next(ticket) ?? null;
    }
  }

  private review(): NextAction {
    const { delay, decision } = this.plan.review;
    const leader = this.setting.team.one('csr-leader');
    const original = decision === 'DUPLICATE_OF' ? this.setting.earlier() : null;
    if (decision === 'ACCEPT') return after(delay, stepOf(leader, 'reviewTicket', { decision }));
    if (original) return after(delay, stepOf(leader, 'reviewTicket', { decision, reasonCode: 'same-request', duplicateOf: original }));
    const outside = decision === 'OUT_OF_SCOPE';
    return after(delay, stepOf(leader, 'reviewTicket', outside ? { decision, reasonCode: 'not-our-product' } : { decision: 'INVALID', reasonCode: 'no-request' }));
  }

  private answerOffer({ offer }: SeenTicket): NextAction | null {
    const asked = this.setting.team.byId(offer?.personId ?? null);
    if (!offer || !asked) return null;
    const says = this.plan.offers[this.offersSeen] ?? 'accept';
    if (says === 'expire') return after(0);
    const offerId = offer.id;
    return after(2, says === 'accept' ? stepOf(asked, 'acceptOffer', { offerId }) : stepOf(asked, 'declineOffer', { offerId, reasonCode: 'busy' }));
  }

  /** Told when an offer was answered or left to lapse: the next one gets the next answer of the plan. */
  offerSettled({ wait }: SeenTicket): void {
    if (wait === 'visit-offer-answer') this.repair?.offerSettled();
    else this.offersSeen += 1;
  }

  private contact(ticket: SeenTicket): NextAction {
    const { delay, unreached, backdated } = this.plan.contact;
    const owner = this.owner(ticket);
    if (this.unreached < unreached) {
      this.unreached += 1;
      return after(2, stepOf(owner, 'recordContact', { channel: 'phone', reached: false }));
    }
    if (backdated === 0 || ticket.round > 0) return after(delay, stepOf(owner, 'recordContact', { channel: 'phone', reached: true, ...this.insisting }));
    const happened = inSeconds(3, this.firstSeen.get(`contact${ticket.round}`));
    return after(backdated, stepOf(owner, 'recordContact', { channel: 'phone', reached: true, occurredAt: happened, ...this.insisting }));
  }

  private get insisting(): { readonly insists?: true } {
    return this.plan.repair?.insists ? { insists: true } : {};
  }

  private remote(ticket: SeenTicket): NextAction {
    const owner = this.owner(ticket);
    const sessionId = remoteSessionIdOf(ticket.id, ticket.round);
    const { steps, solved } = this.plan.remote;
    const checks = ['power', 'restart', 'software-settings', 'connection'].slice(0, steps);
    return after(
      1,
      ...checks.map((check, n) => stepOf(owner, 'recordRemoteStep', { sessionId, check, result: solved && n === steps - 1 ? 'HELPED' : 'NO_EFFECT' })),
      stepOf(owner, 'finishRemoteSession', { sessionId, result: solved ? 'SOLVED' : 'UNSOLVED' }),
    );
  }

  private customerSays({ round }: SeenTicket): NextAction | null {
    const says = this.plan.customer[round] ?? 'confirm';
    if (says === 'silent') return null;
    const { customer, random } = this.setting;
    const who = customer ?? this.setting.team.one('csr');
    if (says === 'reject') return after(3, stepOf(who, 'rejectResult', { reasonCode: random.pick(['not-solved', 'not-understood']) }));
    const satisfaction = random.pick(['very-satisfied', 'very-satisfied', 'satisfied', 'satisfied', 'fair']);
    return after(2, stepOf(who, 'confirmTicket', { evidence: customer ? 'CLICK' : 'RECORDED_CALL', satisfaction }));
  }

  private returnVisit({ round }: SeenTicket): NextAction {
    const { delay, unreached, ng } = this.plan.returnVisit;
    const csr = this.setting.team.one('csr');
    if (this.visitsUnreached < unreached) {
      this.visitsUnreached += 1;
      return after(2, stepOf(csr, 'recordReturnVisit', { reached: false }));
    }
    if (ng && !this.visitedNg && round === 0) {
      this.visitedNg = true;
      return after(delay, stepOf(csr, 'recordReturnVisit', { reached: true, result: 'NG', reasonCode: 'not-solved' }));
    }
    return after(delay, stepOf(csr, 'recordReturnVisit', { reached: true, result: 'OK', satisfaction: 'satisfied' }));
  }

  private supervisorReview({ status }: SeenTicket): NextAction {
    const improve = status === 'closed-unconfirmed' || this.setting.random.next() < 0.15;
    return after(this.plan.supervisorDelay, stepOf(this.supervisor, 'reviewService', improve ? { result: 'IMPROVE', reasonCode: 'wrong-method' } : { result: 'OK' }));
  }

  /** Once: when an engineer was there before it is only asked for. */
  private cancel(): NextAction {
    this.triedToCancel = true;
    const who = this.setting.customer ?? this.setting.team.one('csr');
    return after(1, stepOf(who, 'cancelTicket', { reasonCode: this.setting.random.pick(['solved-itself', 'no-longer-needed']) }));
  }

  private hold(ticket: SeenTicket): NextAction | null {
    const { hold } = this.plan;
    if (!hold) return null;
    this.wasHeld = true;
    return after(1, stepOf(this.owner(ticket), 'holdTicket', { reason: hold.reason, expectedEnd: inSeconds(hold.seconds + 1) }));
  }

  private extra(ticket: SeenTicket): NextAction | null {
    const { extra } = this.plan;
    if (!extra || this.extraDone || extra.at !== ticket.wait) return null;
    this.extraDone = true;
    const other = this.specialists.find(({ personId }) => personId !== ticket.ownerId);
    const csr = this.setting.team.one('csr');
    const earlier = this.setting.earlier();
    switch (extra.what) {
      case 'change-priority': return after(1, stepOf(this.supervisor, 'changePriority', { priority: ticket.priority === 'urgent' ? 'high' : 'urgent' }));
      case 'hand-over': return other ? after(1, stepOf(this.owner(ticket), 'handOverTicket', { ownerId: other.personId, reasonCode: 'end-of-shift' })) : null;
      case 'reassign': return other ? after(1, stepOf(this.supervisor, 'reassignTicket', { ownerId: other.personId, reasonCode: 'absence' })) : null;
      case 'note': return after(1, stepOf(csr, 'addNote', { visibility: 'INTERNAL', text: 'called back, see above' }));
      case 'link': return earlier ? after(1, stepOf(csr, 'linkTicket', { relation: 'relates-to', otherTicketId: earlier })) : null;
    }
  }

  private get supervisor(): DemoStaff {
    return this.setting.team.one('supervisor');
  }

  /** Who may own the ticket: complaints go to a supervisor [A3-5, A7-4]. */
  private get owners(): readonly DemoStaff[] {
    return this.plan.complaint ? this.setting.team.withRole('supervisor') : this.specialists;
  }

  private get specialists(): readonly DemoStaff[] {
    return this.setting.team.withRole('specialist');
  }

  private owner({ ownerId }: SeenTicket): DemoStaff {
    return this.setting.team.byId(ownerId) ?? this.supervisor;
  }
}
