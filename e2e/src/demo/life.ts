import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import type { Random } from '@mendline/testing';
import type { CommandInputs, Login, OnTicketName } from '../client/index.js';
import type { DemoPerson, DemoStaff, Team } from './people.js';
import type { LifePlan } from './plan.js';

/** A ticket as the demonstration's people see it in their lists. */
export interface SeenTicket {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly wait: string | null;
  readonly seq: number;
  readonly round: number;
  readonly ownerId: string | null;
  readonly priority: string;
  /** The open offer, while one is waited for. */
  readonly offer: { readonly id: string; readonly personId: string } | null;
}

/** One command of one person. */
export type Step = { readonly [N in OnTicketName]: { readonly who: Login; readonly name: N; readonly input: Omit<CommandInputs[N], 'ticketId'> } }[OnTicketName];

/** What happens next: after a delay (seconds), some commands one after the other. */
export interface NextAction {
  readonly delay: number;
  readonly steps: readonly Step[];
}

/** Where the ticket's people and other tickets are found. */
export interface LifeSetting {
  readonly team: Team;
  readonly random: Random;
  readonly customer: DemoPerson | null;
  /** An earlier ticket of the tenant, to be duplicate of or linked to. */
  earlier(): string | null;
}

const stepOf = <N extends OnTicketName>(who: Login, name: N, input: Omit<CommandInputs[N], 'ticketId'>): Step => ({ who, name, input }) as Step;

const inSeconds = (seconds: number, from = Date.now()): string => new Date(from + seconds * 1000).toISOString();

/** A ticket's people, as a script: what they do next in each wait. Keeps what has been done already. */
export class Life {
  private offersSeen = 0;
  private unreached = 0;
  private visitsUnreached = 0;
  private wasHeld = false;
  private extraDone = false;
  private visitedNg = false;
  private readonly firstSeen = new Map<string, number>();

  constructor(
    readonly plan: LifePlan,
    private readonly setting: LifeSetting,
  ) {}

  /** Null: nobody does anything now, time or the system goes on. */
  next(ticket: SeenTicket): NextAction | null {
    const { wait } = ticket;
    if (wait === null) return null;
    if (!this.firstSeen.has(`${wait}${ticket.round}`)) this.firstSeen.set(`${wait}${ticket.round}`, Date.now());
    if (wait !== 'hold-end') {
      if (this.plan.cancelAt === wait && ticket.round === 0) return this.cancel();
      const extra = this.extra(ticket);
      if (extra) return extra;
      if (this.plan.hold?.at === wait && !this.wasHeld) return this.hold(ticket);
    }
    return this.usual(ticket);
  }

  private usual(ticket: SeenTicket): NextAction | null {
    switch (ticket.wait) {
      case 'review': return this.review();
      case 'offer-answer': return this.answerOffer(ticket);
      case 'supervisor-assignment': return this.after(this.plan.assignDelay, stepOf(this.supervisor, 'assignTicket', { ownerId: this.setting.random.pick(this.specialists).personId }));
      case 'contact': return this.contact(ticket);
      case 'remote-session': return this.remote(ticket);
      case 'answer': return this.after(this.plan.answerDelay, stepOf(this.owner(ticket), 'answerTicket', { outcomeCode: this.plan.remote.solved ? 'guided' : 'explained', text: 'told how to go on' }));
      case 'result-telling': return this.after(this.plan.tellDelay, stepOf(this.owner(ticket), 'tellResult', { channel: 'phone' }));
      case 'confirmation': return this.customerSays(ticket);
      case 'return-visit': return this.returnVisit(ticket);
      case 'supervisor-review': return this.supervisorReview(ticket);
      case 'hold-end': return this.plan.hold?.byHand ? this.after(8, stepOf(this.owner(ticket), 'resumeTicket', {})) : null;
      default: return null;
    }
  }

  private review(): NextAction {
    const { delay, decision } = this.plan.review;
    const leader = this.setting.team.one('csr-leader');
    const original = decision === 'DUPLICATE_OF' ? this.setting.earlier() : null;
    if (decision === 'ACCEPT') return this.after(delay, stepOf(leader, 'reviewTicket', { decision }));
    if (original) return this.after(delay, stepOf(leader, 'reviewTicket', { decision, reasonCode: 'same-request', duplicateOf: original }));
    const outside = decision === 'OUT_OF_SCOPE';
    return this.after(delay, stepOf(leader, 'reviewTicket', outside ? { decision, reasonCode: 'not-our-product' } : { decision: 'INVALID', reasonCode: 'no-request' }));
  }

  private answerOffer({ offer }: SeenTicket): NextAction | null {
    const asked = this.setting.team.byId(offer?.personId ?? null);
    if (!offer || !asked) return null;
    const says = this.plan.offers[this.offersSeen] ?? 'accept';
    if (says === 'expire') return { delay: 0, steps: [] };
    const offerId = offer.id;
    return this.after(2, says === 'accept' ? stepOf(asked, 'acceptOffer', { offerId }) : stepOf(asked, 'declineOffer', { offerId, reasonCode: 'busy' }));
  }

  /** Told when an offer was answered or left to lapse: the next one gets the next answer of the plan. */
  offerSettled(): void {
    this.offersSeen += 1;
  }

  private contact(ticket: SeenTicket): NextAction {
    const { delay, unreached, backdated } = this.plan.contact;
    const owner = this.owner(ticket);
    if (this.unreached < unreached) {
      this.unreached += 1;
      return this.after(2, stepOf(owner, 'recordContact', { channel: 'phone', reached: false }));
    }
    if (backdated === 0 || ticket.round > 0) return this.after(delay, stepOf(owner, 'recordContact', { channel: 'phone', reached: true }));
    const happened = inSeconds(3, this.firstSeen.get(`contact${ticket.round}`));
    return this.after(backdated, stepOf(owner, 'recordContact', { channel: 'phone', reached: true, occurredAt: happened }));
  }

  private remote(ticket: SeenTicket): NextAction {
    const owner = this.owner(ticket);
    const sessionId = remoteSessionIdOf(ticket.id, ticket.round);
    const { steps, solved } = this.plan.remote;
    const checks = ['power', 'restart', 'software-settings', 'connection'].slice(0, steps);
    return this.after(
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
    if (says === 'reject') return this.after(3, stepOf(who, 'rejectResult', { reasonCode: random.pick(['not-solved', 'not-understood']) }));
    const satisfaction = random.pick(['very-satisfied', 'very-satisfied', 'satisfied', 'satisfied', 'fair']);
    return this.after(2, stepOf(who, 'confirmTicket', { evidence: customer ? 'CLICK' : 'RECORDED_CALL', satisfaction }));
  }

  private returnVisit({ round }: SeenTicket): NextAction {
    const { delay, unreached, ng } = this.plan.returnVisit;
    const csr = this.setting.team.one('csr');
    if (this.visitsUnreached < unreached) {
      this.visitsUnreached += 1;
      return this.after(2, stepOf(csr, 'recordReturnVisit', { reached: false }));
    }
    if (ng && !this.visitedNg && round === 0) {
      this.visitedNg = true;
      return this.after(delay, stepOf(csr, 'recordReturnVisit', { reached: true, result: 'NG', reasonCode: 'not-solved' }));
    }
    return this.after(delay, stepOf(csr, 'recordReturnVisit', { reached: true, result: 'OK', satisfaction: 'satisfied' }));
  }

  private supervisorReview({ status }: SeenTicket): NextAction {
    const improve = status === 'closed-unconfirmed' || this.setting.random.next() < 0.15;
    return this.after(this.plan.supervisorDelay, stepOf(this.supervisor, 'reviewService', improve ? { result: 'IMPROVE', reasonCode: 'wrong-method' } : { result: 'OK' }));
  }

  private cancel(): NextAction {
    const who = this.setting.customer ?? this.setting.team.one('csr');
    return this.after(1, stepOf(who, 'cancelTicket', { reasonCode: this.setting.random.pick(['solved-itself', 'no-longer-needed']) }));
  }

  private hold(ticket: SeenTicket): NextAction | null {
    const { hold } = this.plan;
    if (!hold) return null;
    this.wasHeld = true;
    return this.after(1, stepOf(this.owner(ticket), 'holdTicket', { reason: hold.reason, expectedEnd: inSeconds(hold.seconds + 1) }));
  }

  private extra(ticket: SeenTicket): NextAction | null {
    const { extra } = this.plan;
    if (!extra || this.extraDone || extra.at !== ticket.wait) return null;
    this.extraDone = true;
    const other = this.specialists.find(({ personId }) => personId !== ticket.ownerId);
    const csr = this.setting.team.one('csr');
    const earlier = this.setting.earlier();
    switch (extra.what) {
      case 'change-priority': return this.after(1, stepOf(this.supervisor, 'changePriority', { priority: ticket.priority === 'urgent' ? 'high' : 'urgent' }));
      case 'hand-over': return other ? this.after(1, stepOf(this.owner(ticket), 'handOverTicket', { ownerId: other.personId, reasonCode: 'end-of-shift' })) : null;
      case 'reassign': return other ? this.after(1, stepOf(this.supervisor, 'reassignTicket', { ownerId: other.personId, reasonCode: 'absence' })) : null;
      case 'note': return this.after(1, stepOf(csr, 'addNote', { visibility: 'INTERNAL', text: 'called back, see above' }));
      case 'link': return earlier ? this.after(1, stepOf(csr, 'linkTicket', { relation: 'relates-to', otherTicketId: earlier })) : null;
    }
  }

  private get supervisor(): DemoStaff {
    return this.setting.team.one('supervisor');
  }

  private get specialists(): readonly DemoStaff[] {
    return this.setting.team.withRole('specialist');
  }

  private owner({ ownerId }: SeenTicket): DemoStaff {
    return this.setting.team.byId(ownerId) ?? this.supervisor;
  }

  private after(delay: number, ...steps: readonly Step[]): NextAction {
    return { delay, steps };
  }
}
