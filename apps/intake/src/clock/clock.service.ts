import type { FactDefinition } from '@mendline/contracts/facts';
import { clockMoved, clockStarted, clockStopped, escalationCorrected, ticketEscalated } from '@mendline/contracts/facts';
import type { ClockReading } from '@mendline/contracts/intake';
import type { PolicyPack, Recipient, SlaTarget } from '@mendline/contracts/policy-pack';
import type { TicketCommand } from '@mendline/contracts/ticket';
import { isClosedForCustomer, routeWithReview } from '@mendline/contracts/ticket';
import type { LevelInstant } from '@mendline/sla';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { PeopleService } from '../people/people.service.js';
import type { ResolvedRecipient } from '../people/recipient.domain.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { adopt } from './adoption.domain.js';
import { applyEvent, isAsBefore, recompute } from './clock.domain.js';
import type { ChangedClock, ClockEvent } from './clock.domain.js';
import type { TicketHoldEntity } from './clock.entity.js';
import type { Circumstances, ClockRow } from './clock.types.js';
import { clockIdOf, instanceOf } from './clock.types.js';
import { beginHold, clocksOf, correctEscalations, endHold, insertEscalation, saveClock } from './clock.repository.js';
import type { RaisedEscalation } from './clock.repository.js';
import { openActionsOf } from './level.actions.js';
import { computed, dueLevels } from './reading.domain.js';
import { circumstancesOf, standingOf } from './circumstances.js';
import { routeOf, targetsOf } from './target.domain.js';

/** A fact to be written with the change that made it. */
export interface FactDraft {
  readonly definition: FactDefinition;
  readonly data: object;
  /** Who is told of it by its own rule: the recipient of an escalation. */
  readonly recipientId?: string;
}

/** What another pack would do to the clocks of a ticket: those that it has, and those that change. */
export interface Adoption {
  readonly clocks: ReadonlyMap<string, ClockRow>;
  readonly changes: readonly ChangedClock[];
}

/** The clocks of tickets: started, stopped and moved by what happens, raised when they are due. */
@Injectable()
export class ClockService {
  /** What a transaction has read of its ticket's clocks, kept up to date by its own changes. */
  private readonly courses = new WeakMap<EntityManager, ClockCourse>();

  constructor(
    private readonly people: PeopleService,
    private readonly calendars: CalendarService,
  ) {}

  /** Applies what happened to a ticket's clocks and raises what was due by `now`. Answers the facts of it. */
  async apply(em: EntityManager, ticket: TicketEntity, pack: PolicyPack, event: ClockEvent, now: Date): Promise<FactDraft[]> {
    const course = await this.course(em, ticket, pack, event.kindBefore && targetsOf(pack, event.kindBefore));
    const facts: FactDraft[] = [];
    for (const change of applyEvent([...course.clocks.values()], course.targets, course.circumstances, event)) {
      const falseAlarms = await falseAlarmsOf(em, change, event, now);
      const before = course.clocks.get(instanceOf(change.clock));
      if (change.change === 'paused' && before && isAsBefore(before, change.clock) && falseAlarms.length === 0) continue;
      await keep(em, course, asNotRaised(change, falseAlarms, course));
      facts.push(changeFact(change, event), ...falseAlarms.map((escalation) => correctionFact(change.clock, escalation, now)));
    }
    return [...facts, ...(await this.raiseIn(em, ticket, course, now))];
  }

  /** Runs the open clocks as the calendars of now say, raises what is due by that, and answers the facts of it. */
  async recompute(em: EntityManager, ticket: TicketEntity, pack: PolicyPack, now: Date): Promise<FactDraft[]> {
    const course = await this.course(em, ticket, pack);
    const facts: FactDraft[] = [];
    for (const change of recompute([...course.clocks.values()], course.targets, course.circumstances)) {
      const before = course.clocks.get(instanceOf(change.clock));
      await keep(em, course, change);
      if (before?.dueAt?.getTime() !== change.clock.dueAt?.getTime()) facts.push(changeFact(change, { at: now, actorId: null, holdReason: null }));
    }
    return [...facts, ...(await this.raiseIn(em, ticket, course, now))];
  }

  /** Runs the clocks by the pack that the ticket follows from now on, no longer by `left`, raises what is due by that, and answers the facts of it. */
  async adopt(em: EntityManager, ticket: TicketEntity, pack: PolicyPack, left: PolicyPack, now: Date): Promise<FactDraft[]> {
    const course = await this.course(em, ticket, pack, targetsOf(left, ticket.kind));
    const changes = await adoptedBy(em, ticket, pack, course, now);
    for (const change of changes) await keep(em, course, change);
    const facts = changes.map((change) => changeFact(change, { at: now, actorId: null, holdReason: null }));
    return [...facts, ...(await this.raiseIn(em, ticket, course, now))];
  }

  /** Raises every level that is due, once per recipient, and computes the ticket's clock columns. */
  async raiseDue(em: EntityManager, ticket: TicketEntity, pack: PolicyPack, now: Date): Promise<FactDraft[]> {
    return this.raiseIn(em, ticket, await this.course(em, ticket, pack), now);
  }

  private async raiseIn(em: EntityManager, ticket: TicketEntity, { clocks, targets, left, circumstances }: ClockCourse, now: Date): Promise<FactDraft[]> {
    const facts: FactDraft[] = [];
    for (const clock of clocks.values()) {
      const target = targets.get(clock.target) ?? left.get(clock.target);
      const due = target ? dueLevels(clock, target, circumstances, now) : [];
      if (!target || due.length === 0) continue;
      for (const level of due) facts.push(...(await this.raise(em, ticket, clock, target, level, now)));
      const raised = { ...clock, raised: [...clock.raised, ...due.map(({ level }) => level)] };
      const next = { ...raised, ...computed(raised, target, circumstances) };
      clocks.set(instanceOf(next), next);
      await saveClock(em, next);
    }
    const all = [...clocks.values()];
    ticket.nextClockAt = earliest(all.map(({ nextLevelAt }) => nextLevelAt));
    const open = all.filter(({ stoppedAt }) => stoppedAt === null);
    ticket.nextDueAt = earliest(open.map(({ dueAt }) => dueAt));
    ticket.nextRiskAt = earliest(open.map(({ riskAt }) => riskAt));
    return facts;
  }

  private async course(em: EntityManager, ticket: TicketEntity, pack: PolicyPack, left: Targets = noTargets): Promise<ClockCourse> {
    const { tenantId, id, kind } = ticket;
    const targets = targetsOf(pack, kind);
    const clocks = new Map((await clocksOf(em, tenantId, id)).map((clock) => [instanceOf(clock), clock]));
    const circumstances = await circumstancesOf(em, ticket, new Map([...left, ...targets]), this.calendars);
    const course = { ticketId: id, clocks, targets, left, circumstances };
    this.courses.set(em, course);
    return course;
  }

  /** A hold begins: an interval that pauses the targets which list its reason. */
  begin(em: EntityManager, hold: TicketHoldEntity): Promise<void> {
    return beginHold(em, hold);
  }

  /** The open hold of a ticket ends, or its wait for linked tickets. */
  end(em: EntityManager, { tenantId, id }: TicketEntity, at: Date, linked = false): Promise<void> {
    return endHold(em, tenantId, id, at, linked);
  }

  /** When to look again, and what raised levels still ask for. */
  async reading(em: EntityManager, ticket: TicketEntity, pack: PolicyPack, now: Date): Promise<ClockReading> {
    const deadline = ticket.flow.deadline;
    const passed = deadline !== null && Date.parse(deadline.at) <= now.getTime();
    const wakes = [ticket.nextClockAt?.getTime(), deadline && !passed ? Date.parse(deadline.at) : undefined].filter((at) => at !== undefined);
    return {
      revision: ticket.revision,
      wakeInMs: wakes.length > 0 ? Math.max(0, Math.min(...wakes) - now.getTime()) : null,
      passedDeadlineId: passed ? deadline.id : null,
      actions: await this.openActions(em, ticket, pack, now),
    };
  }

  private async raise(
    em: EntityManager,
    ticket: TicketEntity,
    clock: ClockRow,
    target: SlaTarget,
    due: LevelInstant,
    now: Date,
  ): Promise<FactDraft[]> {
    const chain = target.escalations.find(({ level }) => level === due.level);
    const recipients = await this.recipients(em, ticket, chain?.to ?? [], now);
    const facts: FactDraft[] = [];
    for (const { id: recipientId, via } of recipients) {
      const { tenantId, ticketId, round, lap } = clock;
      const dueAt = clock.dueAt ?? due.dueAt;
      const fresh = await insertEscalation(em, {
        tenantId, ticketId, target: target.code, round, lap, level: due.level, recipientId, via, dueAt, levelDueAt: due.dueAt, raisedAt: now, correctedAt: null,
      });
      if (!fresh) continue;
      const data = { ...shapeOf(clock), level: due.level, recipientId, via, dueAt: iso(dueAt), levelDueAt: iso(due.dueAt), raisedAt: iso(now) };
      facts.push({ definition: ticketEscalated, data, recipientId });
    }
    return facts;
  }

  /** Nobody reachable by the rule: the next higher role that has somebody. An escalation is never dropped. */
  private async recipients(em: EntityManager, ticket: TicketEntity, rules: readonly Recipient[], now: Date): Promise<readonly ResolvedRecipient[]> {
    for (const attempt of [rules, ...higherRoles]) {
      const found = await this.people.resolve(em, ticket.tenantId, attempt, ticket, now);
      if (found.length > 0) return found;
    }
    return [nobody];
  }

  /** Actions are derived from what is on record, so that a lost reading loses none of them. */
  private async openActions(em: EntityManager, ticket: TicketEntity, pack: PolicyPack, now: Date): Promise<TicketCommand[]> {
    if (isClosedForCustomer(ticket.status)) return [];
    const targets = targetsOf(pack, ticket.kind);
    const chains = [...targets.values()].filter(({ escalations }) => escalations.some(({ actions }) => actions.length > 0));
    if (chains.length === 0) return [];
    const read = this.courses.get(em);
    const clocks = read?.ticketId === ticket.id ? [...read.clocks.values()] : await clocksOf(em, ticket.tenantId, ticket.id);
    return openActionsOf(em, this.people, ticket, clocks, { targets, priorities: pack.priorities }, now);
  }
}

const higherRoles: readonly (readonly Recipient[])[] = [['role:supervisor'], ['role:manager'], ['role:general-manager'], ['role:administrator']];

/** On record where a tenant has not one reachable person. */
const nobody: ResolvedRecipient = { id: 'nobody', kind: 'staff', via: 'unreachable' };

type Targets = ReadonlyMap<string, SlaTarget>;

const noTargets: Targets = new Map();

/** The clocks of a ticket with all that they depend on, read once per transaction. */
interface ClockCourse {
  readonly ticketId: string;
  readonly clocks: Map<string, ClockRow>;
  readonly targets: Targets;
  /** Of the kind or pack that the ticket leaves: what was due on their clocks before they end is raised, however late that is heard of. */
  readonly left: Targets;
  readonly circumstances: Circumstances;
}

const keep = async (em: EntityManager, course: ClockCourse, { clock }: ChangedClock): Promise<void> => {
  course.clocks.set(instanceOf(clock), clock);
  await saveClock(em, clock);
};

/** What was raised for an instant at which, as recorded later, the clock no longer ran: it stays on record, marked. */
const falseAlarmsOf = async (em: EntityManager, { clock, change }: ChangedClock, event: ClockEvent, now: Date): Promise<readonly RaisedEscalation[]> =>
  change === 'stopped' || change === 'paused' ? correctEscalations(em, clock, clock.stoppedAt ?? event.at, now) : [];

/** A false alarm counts for nothing: should the clock be late after all, it is raised in earnest. */
const asNotRaised = ({ clock, change }: ChangedClock, falseAlarms: readonly RaisedEscalation[], { targets, circumstances }: ClockCourse): ChangedClock => {
  const target = targets.get(clock.target);
  if (!target || falseAlarms.length === 0) return { clock, change };
  const taken = new Set(falseAlarms.map(({ level }) => level));
  const next = { ...clock, raised: clock.raised.filter((level) => !taken.has(level)) };
  return { change, clock: { ...next, ...computed(next, target, circumstances) } };
};

const iso = (at: Date): string => at.toISOString();

const earliest = (instants: readonly (Date | null)[]): Date | null =>
  instants.reduce<Date | null>((first, at) => (at !== null && (first === null || at < first) ? at : first), null);

const shapeOf = (clock: ClockRow): { clockId: string; target: string; round: number; lap?: number } => ({
  clockId: clockIdOf(clock),
  target: clock.target,
  round: clock.round,
  ...(clock.lap > 0 && { lap: clock.lap }),
});

const changeFact = ({ clock, change }: ChangedClock, event: Pick<ClockEvent, 'at' | 'actorId' | 'holdReason'>): FactDraft => {
  const dueAt = clock.dueAt ? iso(clock.dueAt) : null;
  switch (change) {
    case 'started':
      return { definition: clockStarted, data: { ...shapeOf(clock), startedAt: iso(clock.startedAt), dueAt } };
    case 'stopped':
      return {
        definition: clockStopped,
        data: { ...shapeOf(clock), stoppedAt: iso(clock.stoppedAt ?? event.at), dueAt, result: clock.result, responsibleId: event.actorId },
      };
    default:
      return { definition: clockMoved, data: { ...shapeOf(clock), at: iso(event.at), dueAt, cause: change, reason: event.holdReason } };
  }
};

const correctionFact = (clock: ClockRow, { level, recipientId }: RaisedEscalation, now: Date): FactDraft => ({
  definition: escalationCorrected,
  data: { ...shapeOf(clock), level, recipientId, correctedAt: iso(now) },
});

const adoptedBy = async (em: EntityManager, ticket: TicketEntity, pack: PolicyPack, { clocks, targets, circumstances }: ClockCourse, now: Date): Promise<readonly ChangedClock[]> =>
  adopt([...clocks.values()], targets, circumstances, await standingOf(em, ticket, routeWithReview(routeOf(pack, ticket.kind), ticket.flow)), now);
