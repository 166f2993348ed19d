import type { Random } from '@mendline/testing';
import type { CommandOutcome, Login } from '../client/index.js';
import type { Diary } from './diary.js';
import type { SeenTicket } from './life.js';
import type { DemoPerson, DemoStaff, Team } from './people.js';
import { planContent, plannedPart } from './repair.content.js';
import type { PlanKind, RepairPlan } from './repair.plan.js';
import { after, deedOf, stepOf, type NextAction, type Step } from './step.js';

/** Where a repair's people are found. */
export interface RepairSetting {
  readonly team: Team;
  readonly random: Random;
  readonly customer: DemoPerson | null;
  readonly diary: Diary;
  /** The codes of the list around a repair. */
  readonly checklist: readonly string[];
  /** Told once the customer's move to another region is written down. */
  readonly moved?: () => void;
}

const reasonOf = {
  NEEDS_PARTS: 'part-missing', NEEDS_RETURN: 'return-agreed', CUSTOMER_ABSENT: 'nobody-there', QUOTE_DECLINED: 'price-too-high', WRONG_SKILL: 'other-skill',
} as const;

/** What a draft has become, as its answer says. */
const drafted = (before: CommandOutcome | null): { planId: string; version: number } => before?.plan ?? { planId: '', version: 0 };

/** A repair's people between the remote try and the solution: plan, words on it, visits. Keeps what has been done already. */
export class RepairLife {
  private content: PlanKind;
  private inWarranty: boolean;
  private declinedOnce = false;
  private refusedOnce = false;
  /** The version of the plan that was changed on site; a restore may bring it back. */
  private changedOnSite: SeenTicket['plan'] = null;
  private turned = false;
  private offersSeen = 0;

  constructor(
    private readonly plan: RepairPlan,
    private readonly setting: RepairSetting,
  ) {
    this.content = plan.content;
    this.inWarranty = plan.inWarranty;
  }

  /** Null in waits that are every ticket's. */
  next(ticket: SeenTicket): NextAction | null {
    switch (ticket.wait) {
      case 'plan': return this.makePlan(ticket);
      case 'plan-approval': return this.approve(ticket);
      case 'consent': return this.consent(ticket);
      case 'visit-offer-answer': return this.answerOffer(ticket);
      case 'supervisor-dispatch': return this.send(ticket);
      case 'visit-window': return this.agreeWindow(ticket);
      case 'arrival': return this.arrive(ticket);
      case 'visit-work': return this.work(ticket);
      default: return null;
    }
  }

  /** Told when an offer of a visit was answered or left to lapse. */
  offerSettled(): void {
    this.offersSeen += 1;
  }

  private makePlan(ticket: SeenTicket): NextAction {
    const planner = ticket.visit?.onSite ? this.engineer(ticket) : this.owner(ticket);
    return after(this.plan.planDelay, stepOf(planner, 'draftPlan', planContent(this.content, this.inWarranty, this.setting.team.tenant)), stepOf(planner, 'submitPlan', drafted));
  }

  private approve({ plan }: SeenTicket): NextAction | null {
    if (!plan) return null;
    if (!this.plan.declined || this.declinedOnce) return after(2, stepOf(this.supervisor, 'approvePlan', { ...plan, decision: 'APPROVE' }));
    this.declinedOnce = true;
    this.content = 'work';
    return after(2, stepOf(this.supervisor, 'approvePlan', { ...plan, decision: 'DECLINE', reasonCode: 'too-costly' }));
  }

  private consent(ticket: SeenTicket): NextAction | null {
    const { plan } = ticket;
    if (!plan) return null;
    const { customer } = this.setting;
    const { delay, says } = this.plan.consent;
    const who: Login = customer ?? (ticket.visit?.onSite ? this.engineer(ticket) : this.owner(ticket));
    const onSite = ticket.visit?.onSite === true;
    if (onSite && this.plan.onSite === 'decline') return after(2, stepOf(this.engineer(ticket), 'finishVisit', { visitId: ticket.visit?.visitId ?? '', outcome: 'QUOTE_DECLINED', reasonCode: reasonOf.QUOTE_DECLINED }));
    if (onSite || says === 'agree' || this.refusedOnce) {
      const agrees = { ...plan, decision: 'AGREE' } as const;
      return after(delay, stepOf(who, 'consentToPlan', customer ? { ...agrees, evidence: 'CLICK' } : async (_, send) => ({ ...agrees, evidence: 'SIGNATURE' as const, file: await send('SIGNATURE') })));
    }
    this.refusedOnce = true;
    this.content = 'work';
    return after(delay, stepOf(who, 'consentToPlan', { ...plan, decision: 'DECLINE', reasonCode: 'price-too-high', afterRefusal: says === 'close' ? 'CLOSE' : 'OTHER_PLAN' }));
  }

  private answerOffer({ visitOffer }: SeenTicket): NextAction | null {
    const asked = this.setting.team.byId(visitOffer?.personId ?? null);
    if (!visitOffer || !asked) return null;
    const says = this.plan.offers[this.offersSeen] ?? 'accept';
    if (says === 'expire') return after(0);
    const offerId = visitOffer.id;
    return after(1, says === 'accept' ? stepOf(asked, 'acceptVisit', { offerId }) : stepOf(asked, 'declineVisit', { offerId, reasonCode: 'busy' }));
  }

  /** The supervisor sends somebody of the region, where there is one. */
  private send({ region }: SeenTicket): NextAction {
    const engineers = this.setting.team.withRole('engineer');
    const near = engineers.filter((engineer) => engineer.region === region);
    const { personId } = this.setting.random.pick(near.length > 0 ? near : engineers);
    return after(2, stepOf(this.supervisor, 'assignEngineer', { engineerId: personId }));
  }

  private agreeWindow(ticket: SeenTicket): NextAction | null {
    const { visit } = ticket;
    if (!visit?.engineerId) return null;
    return this.turn(ticket) ?? after(this.plan.windowDelay, stepOf(this.engineer(ticket), 'agreeVisitWindow', { visitId: visit.visitId, ...this.setting.diary.next(visit.engineerId) }));
  }

  private turn({ visit, region }: SeenTicket): NextAction | null {
    if (this.turned || !this.plan.turn) return null;
    this.turned = true;
    if (this.plan.turn === 'moves') {
      const other = this.setting.team.regions.find((candidate) => candidate !== region);
      if (other === undefined) return null;
      const noted = deedOf(() => Promise.resolve(this.setting.moved?.()).then(() => true));
      return after(1, stepOf(this.setting.team.one('csr'), 'changeContact', { region: other, contact: { address: `${other}, 示例路 7` } }), noted);
    }
    const next = this.setting.team.withRole('engineer').find(({ personId }) => personId !== visit?.engineerId);
    return next ? after(1, stepOf(this.supervisor, 'assignEngineer', { engineerId: next.personId })) : null;
  }

  private arrive(ticket: SeenTicket): NextAction | null {
    const { visit } = ticket;
    if (!visit) return null;
    const { visitId } = visit;
    const engineer = this.engineer(ticket);
    const delay = Math.max(0, (Date.parse(visit.from ?? '') - Date.now()) / 1000) || 0;
    const depart = stepOf(engineer, 'departToVisit', { visitId });
    if (this.endOf(visitId) === 'CUSTOMER_ABSENT') return after(delay, depart, stepOf(engineer, 'finishVisit', { visitId, outcome: 'CUSTOMER_ABSENT', reasonCode: reasonOf.CUSTOMER_ABSENT }));
    return after(delay, depart, stepOf(engineer, 'callAhead', { visitId }), stepOf(engineer, 'arriveAtVisit', { visitId }));
  }

  private work(ticket: SeenTicket): NextAction | null {
    const { visit, plan } = ticket;
    if (!visit || !plan) return null;
    const { visitId } = visit;
    const engineer = this.engineer(ticket);
    const located = stepOf(engineer, 'recordFaultLocated', { visitId, faultCode: 'does-not-work', causeCode: 'worn-part' });
    if (this.plan.onSite && (this.changedOnSite === null || (plan.planId === this.changedOnSite.planId && plan.version <= this.changedOnSite.version))) {
      this.changedOnSite = plan;
      this.content = 'part';
      this.inWarranty = false;
      const content = planContent(this.content, this.inWarranty, this.setting.team.tenant);
      return after(3, located, stepOf(engineer, 'changePlan', { ...content, planId: plan.planId, basedOn: plan.version }), stepOf(engineer, 'submitPlan', drafted));
    }
    const outcome = this.endOf(visitId);
    if (outcome && outcome !== 'CUSTOMER_ABSENT') return after(3, stepOf(engineer, 'finishVisit', { visitId, outcome, ...(outcome !== 'DONE' && { reasonCode: reasonOf[outcome] }) }));
    return after(this.plan.workDelay, located, ...this.recorded(engineer, visitId), stepOf(engineer, 'finishVisit', { visitId, outcome: 'DONE' }));
  }

  private recorded(engineer: DemoStaff, visitId: string): Step[] {
    const part = plannedPart(this.content);
    return [
      stepOf(engineer, 'recordWork', { visitId, measure: part ? 'REPLACE_PART' : 'ADJUST', minutes: 20, text: 'put right' }),
      ...(part ? [stepOf(engineer, 'recordPartUsed', { visitId, partNumber: part.partNumber, quantity: 1, ...(part.serialised && { serialNumbers: [`SYN-${visitId.slice(4)}`] }) })] : []),
      stepOf(engineer, 'recordFunctionTest', { visitId, result: 'NORMAL' }),
      stepOf(engineer, 'recordChecklist', { visitId, items: this.setting.checklist.map((item) => ({ item, answer: 'DONE' })) }),
      stepOf(engineer, 'recordPhoto', async (_, send) => ({ visitId, kind: 'AFTER', file: await send('PHOTO') })),
      stepOf(engineer, 'recordAcceptance', async (_, send) => ({ visitId, signedBy: 'CUSTOMER' as const, signature: await send('SIGNATURE'), satisfaction: 'satisfied' })),
    ];
  }

  /** How the plan of this life says that a visit ends; they are numbered from 1. */
  private endOf(visitId: string): RepairPlan['ends'][number] | undefined {
    return this.plan.ends[Number(/\.v(\d+)$/.exec(visitId)?.[1] ?? '1') - 1];
  }

  private get supervisor(): DemoStaff {
    return this.setting.team.one('supervisor');
  }

  private owner({ ownerId }: SeenTicket): DemoStaff {
    return this.setting.team.byId(ownerId) ?? this.supervisor;
  }

  private engineer({ visit }: SeenTicket): DemoStaff {
    return this.setting.team.byId(visit?.engineerId ?? null) ?? this.supervisor;
  }
}
