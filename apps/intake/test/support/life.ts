import type { LoadedTicket, RecordedTransition, TransitionRecord } from '@mendline/contracts/intake';
import type { Actor, CommandData, CommandName, TicketCommand, TicketFlow, TicketKind, TicketState, TicketStatus, TicketVisit } from '@mendline/contracts/ticket';
import { TransitionService } from '../../src/ticket/transition.service.js';
import { newKey } from './running.intake.js';
import type { RunningIntake } from './running.intake.js';

const supervisor: Actor = { kind: 'staff', personId: 'p_sup', customerId: null, roles: ['supervisor'] };

/** A step that a ticket's life would have decided. */
export interface Step<N extends CommandName> {
  readonly name: N;
  readonly data: CommandData[N];
  readonly to: TicketStatus;
  readonly flow?: Partial<TicketFlow>;
  readonly kind?: TicketKind;
  readonly ownerId?: string;
  readonly occurredAt?: Date;
  readonly receivedAt?: Date;
}

/** The first visit of a ticket, before anything is known of it. */
export const aVisit = (ticketId: string, given: Partial<TicketVisit> = {}): TicketVisit => ({
  visitId: `${ticketId}.v1`, offer: null, asked: 0, excluded: [], queue: null, engineerId: null, window: null, onSite: false, ...given,
});

/** Has intake record steps of a ticket in place of its life, which nothing drives here. */
export class Recorder {
  private readonly transitions: TransitionService;

  constructor(
    intake: RunningIntake,
    readonly ticketId: string,
    private readonly tenantId = 'huaxin',
  ) {
    this.transitions = intake.app.get(TransitionService, { strict: false });
  }

  async state(): Promise<TicketState> {
    const loaded = await this.transitions.load(this.tenantId, this.ticketId);
    if (!loaded) throw new Error(`no ticket ${this.ticketId}`);
    return loaded.row;
  }

  async record<N extends CommandName>(step: Step<N>): Promise<RecordedTransition> {
    return this.give(await this.decided(step));
  }

  give(record: TransitionRecord): Promise<RecordedTransition> {
    return this.transitions.record(record);
  }

  fence(): Promise<LoadedTicket | null> {
    return this.transitions.fence(this.tenantId, this.ticketId);
  }

  /** What is to be recorded of a step, by the row as it is now. */
  async decided<N extends CommandName>({ name, data, to, flow = {}, kind, ownerId, occurredAt = new Date(), receivedAt = new Date() }: Step<N>): Promise<TransitionRecord> {
    const before = await this.state();
    const { deadline: _armed, ...kept } = before.flow;
    const command = {
      name, data, commandId: newKey(), source: 'system', actor: supervisor, occurredAt: occurredAt.toISOString(), receivedAt: receivedAt.toISOString(), epoch: null, first: true,
    } as unknown as TicketCommand;
    return {
      tenantId: this.tenantId, ticketId: this.ticketId, seq: before.seq + 1, fence: before.fence ?? 0, command, from: before.status, to, kind: kind ?? before.kind, priority: before.priority,
      ownerId: ownerId ?? before.ownerId, epoch: before.epoch, flow: { ...kept, ...flow }, deadline: flow.visit?.offer ? { kind: 'visit-offer-expiry' } : flow.cancelRequest ? { kind: 'cancel-decision' } : 'none',
    };
  }

  /** A repair that has a plan and waits for an engineer. */
  async untilDispatch(ownerId = 'p_spec'): Promise<void> {
    await this.record({ name: 'review', data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null }, to: 'reviewed' });
    await this.record({ name: 'assign', data: { ownerId }, to: 'assigned', ownerId });
    await this.record({ name: 'contact', data: { channel: 'phone', reached: true, insists: true }, to: 'tried' });
    const plan = { planId: `${this.ticketId}.p1`, version: 1, approval: false, consent: false };
    await this.record({ name: 'plan', data: plan, to: 'consented', flow: { plan, planReady: true, visits: 1, visit: aVisit(this.ticketId) } });
  }
}
