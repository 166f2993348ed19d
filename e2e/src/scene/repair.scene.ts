import { remoteSessionIdOf } from '@mendline/contracts/field-service';
import { sendEvidence, type CommandOutcome, type EvidencePurpose, type FileRef, type Login, type PlanData, type RegisterTicket, type VisitOutcome } from '../client/index.js';
import type { DemoStaff, Team } from '../demo/people.js';
import { deviceOf } from './repair.content.js';
import { lookAtRepair, openVisitOffer, type RepairView } from './repair.view.js';
import { watch, type NewTicket, type Scene } from './scene.js';

export interface PlanRef {
  readonly planId: string;
  readonly version: number;
}

/** A visit with its engineer. */
export interface MadeVisit {
  readonly engineer: DemoStaff;
  readonly visitId: string;
}

export type UsedPart = { readonly partNumber: string; readonly quantity: number; readonly serialNumbers?: readonly string[] };

const windowMs = 20 * 60_000;
const settled = ['offer.not-open', 'ticket.actor-not-allowed', 'ticket.command-not-allowed'];

/** What the people of a repair do, stage by stage. */
export class RepairScene {
  private windows = 0;
  private serials = 0;

  constructor(
    readonly scene: Scene,
    readonly team: Team = scene.team,
  ) {}

  /** A repair of the first region, of a device in warranty, by telephone, unless told otherwise. */
  register(more: Partial<RegisterTicket> = {}, who: Login = this.team.one('csr'), inWarranty = true): Promise<NewTicket> {
    return this.scene.register({ kind: 'repair', description: 'spins no more, smells burnt', ...deviceOf(this.serial(), inWarranty), ...more }, who, this.team);
  }

  see(ticketId: string, who: Login = this.team.one('supervisor')): Promise<RepairView> {
    return lookAtRepair(this.scene.system.graphql, who, ticketId);
  }

  until(ticketId: string, what: string, holds: (ticket: RepairView) => boolean): Promise<RepairView> {
    return watch(() => this.see(ticketId), what, holds);
  }

  waiting(ticketId: string, wait: string): Promise<RepairView> {
    return this.until(ticketId, `waiting for ${wait}`, (ticket) => ticket.wait === wait);
  }

  archived(ticketId: string): Promise<RepairView> {
    return this.until(ticketId, 'archived', ({ status }) => status === 'archived');
  }

  owned(ticketId: string): Promise<DemoStaff> {
    return this.scene.owned(ticketId, this.team);
  }

  /** The owner calls and tries from afar, in vain. */
  async triedInVain(owner: Login, ticketId: string, round = 0): Promise<void> {
    const sessionId = remoteSessionIdOf(ticketId, round);
    await this.scene.do(owner, 'recordContact', ticketId, { channel: 'phone', reached: true });
    await this.scene.sessionOpen(owner, ticketId, sessionId);
    await this.scene.do(owner, 'recordRemoteStep', ticketId, { sessionId, check: 'power', result: 'NO_EFFECT' });
    await this.scene.do(owner, 'finishRemoteSession', ticketId, { sessionId, result: 'UNSOLVED' });
  }

  /** From the registration to the plan; the customer insists on a visit. */
  async insisted(ticketId: string): Promise<DemoStaff> {
    const owner = await this.owned(ticketId);
    await this.scene.do(owner, 'recordContact', ticketId, { channel: 'phone', reached: true, insists: true });
    return owner;
  }

  async draft(who: Login, ticketId: string, content: PlanData): Promise<PlanRef> {
    const { plan } = await this.scene.do(who, 'draftPlan', ticketId, content);
    if (!plan) throw new Error('the draft answered no plan');
    return plan;
  }

  async planned(who: Login, ticketId: string, content: PlanData): Promise<PlanRef> {
    const plan = await this.draft(who, ticketId, content);
    await this.scene.do(who, 'submitPlan', ticketId, plan);
    return plan;
  }

  /** The next version of the plan, as found on site. */
  async changed(who: Login, ticketId: string, { planId, version: basedOn }: PlanRef, content: PlanData): Promise<PlanRef> {
    const { plan } = await this.scene.do(who, 'changePlan', ticketId, { ...content, planId, basedOn });
    if (!plan) throw new Error('the change answered no plan');
    await this.scene.do(who, 'submitPlan', ticketId, plan);
    return plan;
  }

  approved(ticketId: string, plan: PlanRef): Promise<CommandOutcome> {
    return this.scene.do(this.team.one('supervisor'), 'approvePlan', ticketId, { ...plan, decision: 'APPROVE' });
  }

  /** Staff bring the customer's signature. */
  async agreed(who: Login, ticketId: string, plan: PlanRef): Promise<CommandOutcome> {
    return this.scene.do(who, 'consentToPlan', ticketId, { ...plan, decision: 'AGREE', evidence: 'SIGNATURE', file: await this.sent(who, ticketId, 'SIGNATURE') });
  }

  /** A file that is sent for the ticket. */
  sent(who: Login, ticketId: string, purpose: EvidencePurpose): Promise<FileRef> {
    return sendEvidence(this.scene.system.graphql, who, ticketId, purpose);
  }

  /** Whom the open offer of the visit is for. */
  async askedToVisit(ticketId: string): Promise<{ readonly asked: DemoStaff; readonly offerId: string; readonly seen: RepairView }> {
    const seen = await this.until(ticketId, 'offered to an engineer', (ticket) => ticket.wait === 'visit-offer-answer' && openVisitOffer(ticket) !== undefined);
    const offer = openVisitOffer(seen);
    const asked = this.team.byId(offer?.personId ?? null);
    if (!offer || !asked) throw new Error('no engineer of the team is asked');
    return { asked, offerId: offer.id, seen };
  }

  /** Whoever is asked takes the visit, the next one if an offer lapsed meanwhile. */
  async taken(ticketId: string): Promise<MadeVisit> {
    for (;;) {
      const { asked, offerId } = await this.askedToVisit(ticketId);
      const { state, code } = await this.scene.try(asked, 'acceptVisit', ticketId, { offerId });
      if (state === 'DONE') return this.current(ticketId);
      if (!settled.includes(code ?? '')) throw new Error(`acceptVisit: ${state} ${code ?? ''}`);
    }
  }

  /** The visit that is arranged, and who makes it. */
  async current(ticketId: string): Promise<MadeVisit> {
    const { currentVisit } = await this.see(ticketId);
    const engineer = this.team.byId(currentVisit?.engineerId ?? null);
    if (!currentVisit || !engineer) throw new Error('no engineer has the visit');
    return { engineer, visitId: currentVisit.visitId };
  }

  /** Agrees a window that nobody of this scene has. */
  async scheduled(ticketId: string, { engineer, visitId }: MadeVisit): Promise<void> {
    for (;;) {
      const { state, code } = await this.scene.try(engineer, 'agreeVisitWindow', ticketId, { visitId, ...this.window() });
      if (state === 'DONE') return;
      if (code !== 'visit.overlap') throw new Error(`agreeVisitWindow: ${state} ${code ?? ''}`);
    }
  }

  /** Agrees one window for several visits of the same engineer to the same customer. */
  async sharedWindow(visits: readonly ({ readonly id: string } & MadeVisit)[]): Promise<{ readonly from: string; readonly to: string }> {
    for (;;) {
      const window = this.window();
      const answers: (string | null)[] = [];
      for (const { id, engineer, visitId } of visits) answers.push((await this.scene.try(engineer, 'agreeVisitWindow', id, { visitId, ...window })).code);
      if (answers.every((code) => code === null)) return window;
      if (answers[0] !== 'visit.overlap') throw new Error(`agreeVisitWindow: ${answers.join(', ')}`);
    }
  }

  /** The next free window of this scene, within the hours to come. */
  window(): { readonly from: string; readonly to: string } {
    this.windows += 1;
    const from = Date.now() + this.windows * windowMs;
    return { from: new Date(from).toISOString(), to: new Date(from + windowMs).toISOString() };
  }

  async arrived(ticketId: string, { engineer, visitId }: MadeVisit): Promise<void> {
    await this.scene.do(engineer, 'departToVisit', ticketId, { visitId });
    await this.scene.do(engineer, 'callAhead', ticketId, { visitId });
    await this.scene.do(engineer, 'arriveAtVisit', ticketId, { visitId });
  }

  /** An engineer is found, agrees a window and arrives. */
  async onSite(ticketId: string): Promise<MadeVisit> {
    const visit = await this.taken(ticketId);
    await this.scheduled(ticketId, visit);
    await this.arrived(ticketId, visit);
    return visit;
  }

  /** Everything that `DONE` asks for: fault, work, parts, test, list, acceptance. */
  async worked(ticketId: string, { engineer, visitId }: MadeVisit, parts: readonly UsedPart[] = []): Promise<void> {
    await this.scene.do(engineer, 'recordFaultLocated', ticketId, { visitId, faultCode: 'no-spin', causeCode: 'loose-connector' });
    await this.scene.do(engineer, 'recordWork', ticketId, { visitId, measure: parts.length > 0 ? 'REPLACE_PART' : 'ADJUST', minutes: 25, text: 'put right' });
    for (const part of parts) await this.scene.do(engineer, 'recordPartUsed', ticketId, { visitId, ...part });
    await this.scene.do(engineer, 'recordFunctionTest', ticketId, { visitId, result: 'NORMAL' });
    await this.scene.do(engineer, 'recordChecklist', ticketId, { visitId, items: (await this.checklist(engineer)).map((item) => ({ item, answer: 'DONE' })) });
    await this.scene.do(engineer, 'recordPhoto', ticketId, { visitId, kind: 'AFTER', file: await this.sent(engineer, ticketId, 'PHOTO') });
    await this.scene.do(engineer, 'recordAcceptance', ticketId, { visitId, signedBy: 'CUSTOMER', signature: await this.sent(engineer, ticketId, 'SIGNATURE'), satisfaction: 'satisfied' });
  }

  finished(ticketId: string, { engineer, visitId }: MadeVisit, outcome: VisitOutcome = 'DONE', reasonCode?: string): Promise<CommandOutcome> {
    return this.scene.do(engineer, 'finishVisit', ticketId, { visitId, outcome, ...(reasonCode && { reasonCode }) });
  }

  /** A visit from the search of an engineer to the solution. */
  async solved(ticketId: string, parts: readonly UsedPart[] = []): Promise<MadeVisit> {
    const visit = await this.onSite(ticketId);
    await this.worked(ticketId, visit, parts);
    await this.finished(ticketId, visit);
    return visit;
  }

  /** From the solution to the archive, all content. */
  async closed(owner: Login, ticketId: string): Promise<RepairView> {
    await this.scene.do(owner, 'tellResult', ticketId, { channel: 'phone' });
    await this.scene.do(this.team.one('csr'), 'confirmTicket', ticketId, { evidence: 'RECORDED_CALL', satisfaction: 'satisfied' });
    await this.scene.visitedAndReviewed(ticketId, this.team);
    return this.archived(ticketId);
  }

  async checklist(who: Login): Promise<readonly string[]> {
    const { visitChecklist } = await this.scene.system.graphql.request<{ visitChecklist: { code: string }[] }>(who, '{ visitChecklist { code } }');
    return visitChecklist.map(({ code }) => code);
  }

  /** A serial number that no other device or part of this run has. */
  serial(): string {
    this.serials += 1;
    return `${this.scene.runId}-${this.team.tenant}-${this.serials}`;
  }
}
