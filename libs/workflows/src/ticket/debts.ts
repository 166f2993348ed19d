import { condition, log, sleep } from '@temporalio/workflow';
import type { IntakeActivities } from '@mendline/contracts/intake';
import type { OwedStep, TicketState } from '@mendline/contracts/ticket';
import type { OwnerPart } from './decide/index.js';
import { ownerOf, payStep } from './owners.js';
import type { OtherOwner } from './owners.js';
import { Serial } from './serial.js';

const pauseAfterFailure = '1 minute';
const awaited: readonly OwedStep['step'][] = ['open-remote-session', 'open-visit', 'schedule-visit'];

/**
 * What a recorded transition still owes to other owners. Every step is tried for ever; the owners do not wait for each
 * other, and what one owner is asked reaches it in order.
 */
export class Debts {
  private readonly lanes: Record<OtherOwner, Serial> = { dispatch: new Serial(), 'field-service': new Serial(), intake: new Serial() };
  private readonly begun = new Set<string>();
  private readonly paid = new Set<string>();

  constructor(private readonly intake: IntakeActivities) {}

  /** Begins to pay what the row owes and this run has not begun yet. */
  begin(state: TicketState): void {
    for (const step of state.flow.owed) {
      if (this.begun.has(step.key)) continue;
      this.begun.add(step.key);
      void this.pay(state, step);
    }
  }

  /** Runs an owner's part of a command after all that the same owner is owed. */
  afterOwed<T>(part: OwnerPart, job: () => Promise<T>): Promise<T> {
    return this.lanes[ownerOf(part)].run(job);
  }

  /** Waits until what the caller may build on at once is there: an opened remote session [A5-2], a visit and its window. */
  async opened(state: TicketState): Promise<void> {
    const opening = this.unpaid(state.flow.owed).filter(({ step }) => awaited.includes(step));
    if (opening.length > 0) await condition(() => this.unpaid(opening).length === 0);
  }

  unpaid(owed: readonly OwedStep[]): readonly OwedStep[] {
    return owed.filter((step) => !this.paid.has(step.key));
  }

  private async pay(state: TicketState, step: OwedStep): Promise<void> {
    while (!this.paid.has(step.key)) {
      try {
        await this.lanes[ownerOf(step)].run(() => payStep(this.intake, state, step));
        this.paid.add(step.key);
      } catch (error) {
        log.error('owed step failed and will be tried again', { step: step.step, error: String(error) });
        await sleep(pauseAfterFailure);
      }
    }
  }
}
