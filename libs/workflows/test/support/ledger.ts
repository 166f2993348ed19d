import { stageOf } from '@mendline/contracts/ticket';
import type { Milestone, OwedStep, TicketCommand, TicketState } from '@mendline/contracts/ticket';
import type { OwnerPart, Transition } from '../../src/ticket/decide/index.js';

/**
 * What dispatch and field-service hold for one ticket when every part and every owed step has been done: a second book beside the
 * ticket's flow, by its own small rules.
 */
export class Ledger {
  readonly offers = new Set<string>();
  readonly sessions = new Set<string>();
  readonly parts = new Set<string>();
  readonly visits = new Map<string, string>();
  readonly windows = new Set<string>();
  readonly keys = new Set<string>();

  /** Enters what a recorded transition asked of the owners; a key that was there before is an error. */
  follow(before: TicketState, command: TicketCommand, { part, flow }: Transition): void {
    if ((command.name === 'propose-owner' || command.name === 'propose-engineer') && command.data.offerId) this.offers.add(command.data.offerId);
    if (part) this.did(part);
    for (const step of flow.owed.slice(before.flow.owed.length)) this.pay(step);
  }

  /** What the flow says that others hold, against what they hold. */
  differences({ flow, status, settings }: TicketState): readonly string[] {
    const { visit, plan } = flow;
    const stage = stageOf(status, settings.route);
    const holdsParts = plan && flow.planReady && (['dispatched', 'scheduled', 'arrived', 'solved'] as (Milestone | null)[]).includes(stage);
    const should: readonly (readonly [string, readonly string[], readonly string[]])[] = [
      ['offers', [...this.offers], [flow.offer?.offerId, visit?.offer?.offerId].filter((id) => id !== undefined)],
      ['parts', [...this.parts], plan && holdsParts ? [`${plan.planId}.${plan.version}`] : []],
      ['visits', [...this.visits].map((entry) => entry.join()), visit?.engineerId ? [`${visit.visitId},${visit.engineerId}`] : []],
      ['windows', [...this.windows], visit?.window ? [visit.visitId] : []],
      ['sessions', [...this.sessions], flow.remoteSessionId && !flow.remoteResult && stage === 'tried' ? [flow.remoteSessionId] : []],
    ];
    return should.filter(([, held, known]) => held.join() !== known.join()).map(([what, held, known]) => `${what} held: [${held}], in the flow: [${known}]`);
  }

  private did(part: OwnerPart): void {
    switch (part.part) {
      case 'settle-offer':
        this.offers.delete(part.offerId);
        return;
      case 'book-window':
        this.windows.add(part.visitId);
        return;
      case 'close-visit':
        this.visits.delete(part.visitId);
        return;
      case 'close-remote-session':
        this.sessions.delete(part.sessionId);
        return;
      case 'submit-plan':
      case 'settle-plan':
      case 'mark-visit':
        return;
    }
  }

  private pay(step: OwedStep): void {
    if (this.keys.has(step.key)) throw new Error(`${step.key} is owed twice in one life`);
    this.keys.add(step.key);
    switch (step.step) {
      case 'settle-offer':
        this.offers.delete(step.offerId);
        return;
      case 'open-remote-session':
        this.sessions.add(step.sessionId);
        return;
      case 'abandon-remote-session':
        this.sessions.delete(step.sessionId);
        return;
      case 'open-visit':
        this.visits.set(step.visitId, step.engineerId);
        return;
      case 'abandon-visit':
        this.visits.delete(step.visitId);
        return;
      case 'release-window':
        this.windows.delete(step.visitId);
        return;
      case 'reserve-parts':
        this.parts.add(`${step.plan.planId}.${step.plan.version}`);
        return;
      case 'release-parts':
        this.parts.delete(`${step.plan.planId}.${step.plan.version}`);
        return;
      case 'schedule-visit':
      case 'open-complaint':
        return;
    }
  }
}
