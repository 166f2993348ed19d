import { conflict, notFound } from '@mendline/contracts';
import { ticketTransitioned } from '@mendline/contracts/facts';
import type { ClockReading, LoadedTicket, RecordedTransition, TransitionRecord } from '@mendline/contracts/intake';
import { durationMs } from '@mendline/contracts/policy-pack';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import type { CommandAnswer, TicketFlow, TicketState } from '@mendline/contracts/ticket';
import { commandKeyOf, isAllowed, isClosedForCustomer, waitOf } from '@mendline/contracts/ticket';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { effectiveInstant } from '../clock/clock.domain.js';
import { ClockService } from '../clock/clock.service.js';
import type { FactDraft } from '../clock/clock.service.js';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { TicketFactsService } from './ticket-facts.service.js';
import { armDeadline, feeOf, outcomeOf, reasonOf, satisfactionOf, settingsOfTicket, severityOf, toState, visitOutcomeOf } from './ticket.domain.js';
import { complaintAfter } from './complaint.record.js';
import { TicketEntity, TicketTransitionEntity } from './ticket.entity.js';
import { findTransition, lockTicket, saveTicket, stepsBefore } from './ticket.repository.js';
import { queueOf } from './queue.domain.js';
import { TransitionEffects } from './transition.effects.js';

/** Makes true what the workflow decided: row, audit, clocks, facts and notices in one transaction. */
@Injectable()
export class TransitionService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly packs: PolicyPackService,
    private readonly clocks: ClockService,
    private readonly facts: TicketFactsService,
    private readonly effects: TransitionEffects,
  ) {}

  /** The ticket as its row says, with the next look at its clocks; null when there is no row. */
  async load(tenantId: string, ticketId: string): Promise<LoadedTicket | null> {
    return this.database.tx(tenantId, async (em) => {
      const ticket = await em.findOne(TicketEntity, { where: { tenantId, id: ticketId } });
      return ticket && this.asLoaded(em, ticket, await this.packs.of(em, ticket));
    });
  }

  /** The same; and what was prepared for recording before is not recorded any more. */
  async fence(tenantId: string, ticketId: string): Promise<LoadedTicket | null> {
    return this.database.tx(tenantId, async (em) => {
      const ticket = await lockTicket(em, tenantId, ticketId);
      if (!ticket) return null;
      ticket.fence += 1;
      await em.update(TicketEntity, { tenantId, id: ticketId }, { fence: ticket.fence });
      return this.asLoaded(em, ticket, await this.packs.of(em, ticket));
    });
  }

  /** The stored answer of a command, or null when it was never recorded. */
  async findAnswer(tenantId: string, ticketId: string, commandKey: string): Promise<CommandAnswer | null> {
    return this.database.tx(tenantId, async (em) => (await findTransition(em, tenantId, ticketId, commandKey))?.answer ?? null);
  }

  /** Takes paid steps off an archived ticket, so that it needs no workflow any more. */
  async clearOwed(tenantId: string, ticketId: string, keys: readonly string[]): Promise<void> {
    await this.database.tx(tenantId, async (em) => {
      const ticket = await lockTicket(em, tenantId, ticketId);
      if (ticket?.status !== 'archived') return;
      ticket.flow = { ...ticket.flow, owed: ticket.flow.owed.filter(({ key }) => !keys.includes(key)) };
      await saveTicket(em, ticket);
    });
  }

  /**
   * Records a decision. A repeated command answers the stored answer beside the current row; a row that has moved on
   * or was fenced off answers no answer, and the workflow decides again.
   */
  async record(record: TransitionRecord): Promise<RecordedTransition> {
    return this.database.tx(record.tenantId, async (em) => {
      const ticket = await lockTicket(em, record.tenantId, record.ticketId);
      if (!ticket) throw notFound('ticket.unknown');
      const pack = await this.packs.of(em, ticket);
      const before = await stepsBefore(em, ticket, commandKeyOf(record.command));
      const stale = ticket.seq !== record.seq - 1 || (record.fence ?? ticket.fence) !== ticket.fence;
      const answer = before.answer ?? (stale ? null : await this.write(em, ticket, pack, record, before.stageStartedAt));
      return { ...(await this.asLoaded(em, ticket, pack)), answer };
    });
  }

  /** Raises what is due and says when to look again. */
  async evaluate(tenantId: string, ticketId: string): Promise<ClockReading> {
    return this.database.tx(tenantId, async (em) => {
      const ticket = await lockTicket(em, tenantId, ticketId);
      if (!ticket) throw notFound('ticket.unknown');
      const pack = await this.packs.of(em, ticket);
      const now = await this.clock.now(em);
      if (ticket.nextClockAt && ticket.nextClockAt <= now) {
        const drafts = await this.clocks.raiseDue(em, ticket, pack, now);
        ticket.revision += 1;
        await this.facts.append(em, ticket, pack, { drafts, commandId: null, at: now });
        await saveTicket(em, ticket);
      }
      return this.clocks.reading(em, ticket, pack, now);
    });
  }

  private async asLoaded(em: EntityManager, ticket: TicketEntity, pack: PolicyPack): Promise<LoadedTicket> {
    return { row: toState(ticket, pack), clock: await this.clocks.reading(em, ticket, pack, await this.clock.now(em)) };
  }

  private async write(em: EntityManager, ticket: TicketEntity, pack: PolicyPack, record: TransitionRecord, stageStartedAt: Date): Promise<CommandAnswer> {
    const { command } = record;
    const before = toState(ticket, pack);
    if (!isAllowed(ticket.status, command.name, record.to, before.settings.route)) throw conflict('ticket.transition-not-allowed');
    const now = await this.clock.now(em);
    const at = effectiveInstant(new Date(command.occurredAt), new Date(command.receivedAt), stageStartedAt, durationMs(pack.flow.maxBackdate));
    await this.writeHold(em, ticket, record, at);
    this.become(ticket, pack, record, now);
    const answer = { state: 'DONE', status: ticket.status, seq: ticket.seq } as const;
    // Before the clocks: they read agreed appointments from it.
    await em.insert(TicketTransitionEntity, transitionRow(before, record, at, now, answer));
    const drafts = [transitionFact(before, ticket, record, at, now), ...(await this.applyClocks(em, before, ticket, pack, record, at, now))];
    drafts.push(...(await this.effects.of(em, ticket, command, before.status, now)));
    await this.facts.append(em, ticket, pack, { drafts, commandId: command.commandId, at: now });
    await saveTicket(em, ticket);
    return answer;
  }

  private async writeHold(em: EntityManager, ticket: TicketEntity, record: TransitionRecord, at: Date): Promise<void> {
    const { hold: held } = ticket.flow;
    const { hold } = record.flow;
    const begun = { tenantId: ticket.tenantId, ticketId: ticket.id, seq: record.seq, from: at, to: null };
    if (held && !hold) await this.clocks.end(em, ticket, at);
    if (!held && hold) await this.clocks.begin(em, { ...begun, reason: hold.reason, expectedEnd: new Date(hold.expectedEnd) });
    const waits = linkedWait(ticket.flow, record.flow);
    if (waits === 'ended') await this.clocks.end(em, ticket, at, true);
    if (waits === 'begun') await this.clocks.begin(em, { ...begun, reason: 'linked-ticket', expectedEnd: null });
  }

  private become(ticket: TicketEntity, pack: PolicyPack, record: TransitionRecord, now: Date): void {
    const { command } = record;
    const flow: TicketFlow = { ...record.flow, deadline: armDeadline(record.deadline, ticket.flow.deadline, record.seq, now, pack) };
    ticket.seq = record.seq;
    ticket.revision += 1;
    ticket.status = record.to;
    ticket.kind = record.kind;
    ticket.priority = record.priority;
    ticket.severity = severityOf(pack, record.priority) ?? ticket.severity;
    ticket.ownerId = record.ownerId;
    ticket.epoch = record.epoch;
    ticket.flow = flow;
    ticket.round = flow.round;
    ticket.visitEngineerId = flow.visit?.engineerId ?? null;
    ticket.visitAt = flow.visit?.window ? new Date(flow.visit.window.from) : null;
    ticket.wait = waitOf(record.to, flow, toState(ticket, pack).settings.route);
    ticket.queue = queueOf(ticket.wait, ticket.kind, pack);
    ticket.deadlineAt = flow.deadline ? new Date(flow.deadline.at) : null;
    ticket.cancellationFee = feeOf(command) ?? ticket.cancellationFee;
    ticket.complaint = complaintAfter(ticket.complaint, command) ?? ticket.complaint;
    ticket.outcomeCode = outcomeOf(command, record.to) ?? ticket.outcomeCode;
    ticket.satisfaction = satisfactionOf(command) ?? ticket.satisfaction;
    ticket.reasonCode = reasonOf(command) ?? ticket.reasonCode;
    ticket.closedAt = isClosedForCustomer(record.to) ? (ticket.closedAt ?? now) : null;
    ticket.archivedAt = record.to === 'archived' ? now : null;
  }

  private applyClocks(
    em: EntityManager, before: TicketState, ticket: TicketEntity, pack: PolicyPack, record: TransitionRecord, at: Date, now: Date,
  ): Promise<FactDraft[]> {
    const held = before.flow.hold;
    const holds = ticket.flow.hold;
    const waits = linkedWait(before.flow, ticket.flow);
    return this.clocks.apply(
      em, ticket, pack,
      {
        tenantId: ticket.tenantId,
        ticketId: ticket.id,
        at,
        from: before.status,
        to: ticket.status,
        command: record.command.name,
        route: settingsOfTicket(pack, ticket).route,
        round: ticket.round,
        priority: ticket.priority,
        queuedNow: queuedNow(before.flow, ticket.flow),
        retargeted: ticket.priority !== before.priority || ticket.kind !== before.kind,
        ...(ticket.kind !== before.kind && { kindBefore: before.kind }),
        hold: !held && holds ? 'begun' : held && !holds ? 'ended' : waits,
        holdReason: waits ? 'linked-ticket' : (holds?.reason ?? held?.reason ?? null),
        actorId: record.command.actor.personId,
      },
      now,
    );
  }
}

/** The queues, for an owner or of supervisors for a visit, that a step brought the ticket into. */
const queuedNow = (before: TicketFlow, after: TicketFlow): ('queued' | 'dispatch-queued')[] => {
  const sameVisit = before.visit?.visitId === after.visit?.visitId;
  return [
    ...(after.queue !== null && before.queue === null ? ['queued' as const] : []),
    ...(after.visit?.queue === 'supervisor' && !(sameVisit && before.visit?.queue === 'supervisor') ? ['dispatch-queued' as const] : []),
  ];
};

/** Whether a step began or ended the wait for linked tickets that come first. */
const linkedWait = (before: Pick<TicketFlow, 'waitsFor'>, after: Pick<TicketFlow, 'waitsFor'>): 'begun' | 'ended' | null => {
  const [waited, waits] = [before, after].map(({ waitsFor = [] }) => waitsFor.length > 0);
  if (waited === waits) return null;
  return waits ? 'begun' : 'ended';
};

const transitionRow = (
  before: TicketState, { command, ...record }: TransitionRecord, at: Date, now: Date, answer: TicketTransitionEntity['answer'],
): TicketTransitionEntity => ({
  tenantId: record.tenantId,
  ticketId: record.ticketId,
  seq: record.seq,
  commandId: commandKeyOf(command),
  command: command.name,
  from: before.status,
  to: record.to,
  actor: command.actor,
  data: command.data,
  occurredAt: new Date(command.occurredAt),
  receivedAt: new Date(command.receivedAt),
  effectiveAt: at,
  recordedAt: now,
  answer,
});

const transitionFact = (before: TicketState, ticket: TicketEntity, { command }: TransitionRecord, at: Date, now: Date): FactDraft => ({
  definition: ticketTransitioned,
  data: {
    command: command.name,
    from: before.status,
    to: ticket.status,
    kind: ticket.kind,
    priority: ticket.priority,
    severity: ticket.severity,
    region: ticket.region,
    ownerId: ticket.ownerId,
    epoch: ticket.epoch,
    round: ticket.round,
    actorKind: command.actor.kind,
    actorId: command.actor.personId ?? command.actor.customerId,
    reasonCode: reasonOf(command),
    outcome: outcomeOf(command, ticket.status),
    satisfaction: satisfactionOf(command),
    wait: ticket.wait,
    occurredAt: command.occurredAt,
    recordedAt: now.toISOString(),
    effectiveAt: at.toISOString(),
    visitId: (ticket.flow.visit ?? before.flow.visit)?.visitId ?? null,
    engineerId: (ticket.flow.visit ?? before.flow.visit)?.engineerId ?? null,
    visitOutcome: visitOutcomeOf(command),
  },
});
