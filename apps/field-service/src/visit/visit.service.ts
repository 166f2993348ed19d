import { visitMarked, visitOpened, visitScheduled } from '@mendline/contracts/facts';
import type { FieldServiceActivities } from '@mendline/contracts/field-service';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { done, type PartAnswer } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { newFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RepairFacts } from '../field-service.facts.js';
import { once } from '../life-answers.js';
import { isAnotherJourney, markingOf, openingOf } from './visit.domain.js';
import { VisitRepository } from './visit.repository.js';

type OpenInput = Parameters<FieldServiceActivities['openVisit']>[0];
type ScheduleInput = Parameters<FieldServiceActivities['scheduleVisit']>[0];
type MarkInput = Parameters<FieldServiceActivities['markVisit']>[0];

const nodeColumns = { departed: 'departedAt', 'called-ahead': 'calledAheadAt', arrived: 'arrivedAt' } as const;

/** Commands that were answered before stay answered: their late copies mark nothing. */
const notOnTheWay = { departedAt: null, calledAheadAt: null, markCommands: {} };

/** Visits as the ticket's life moves them, until the engineer is there. */
@Injectable()
export class VisitService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly visits: VisitRepository,
    private readonly facts: RepairFacts,
  ) {}

  /** Opens a visit, or gives it to another engineer, with whom a window is agreed anew. */
  async open(input: OpenInput): Promise<void> {
    await this.database.tx(input.tenantId, (em) => once(em, { ...input, what: 'open-visit', key: input.key }, async () => {
      const openedAt = await this.clock.now(em);
      const { tenantId, ticketId, visitId, engineerId, plan } = input;
      const given = { engineerId, planId: plan.planId, planVersion: plan.version };
      const opening = openingOf(await this.visits.lock(em, input), engineerId);
      if (opening === 'nothing') return done;
      if (opening === 'open' && !(await this.visits.add(em, { tenantId, visitId, ticketId, state: 'open', openedAt, ...given }))) return done;
      if (opening === 'give') await this.visits.change(em, input, { ...given, windowFrom: null, windowTo: null, ...notOnTheWay });
      const data = { visitId, engineerId, ...plan, openedAt: openedAt.toISOString() };
      await this.facts.append(em, { ...input, aggregateId: visitId }, openedAt, [newFact(visitOpened, data)]);
      return done;
    }));
  }

  /** Notes the window that was agreed [A7-10]. For another one than the engineer has departed for, departure and call are noted anew. */
  async schedule(input: ScheduleInput): Promise<void> {
    await this.database.tx(input.tenantId, (em) => once(em, { ...input, what: 'schedule-visit', key: input.key }, async () => {
      const visit = await this.visits.lock(em, input);
      // Opening is owed before scheduling: without a row it is still on its way, and this is tried again.
      if (!visit) throw new Error(`visit ${input.visitId} is not open yet`);
      const { from, to } = input.window;
      const [windowFrom, windowTo] = [new Date(from), new Date(to)];
      const known = visit.windowFrom?.getTime() === windowFrom.getTime() && visit.windowTo?.getTime() === windowTo.getTime();
      if (known || visit.state !== 'open' || visit.ticketId !== input.ticketId) return done;
      const at = await this.clock.now(em);
      const anew = isAnotherJourney(visit, { windowFrom, windowTo }) ? notOnTheWay : {};
      await this.visits.change(em, input, { windowFrom, windowTo, ...anew });
      await this.append(em, input, at, newFact(visitScheduled, { visitId: input.visitId, from: windowFrom.toISOString(), to: windowTo.toISOString(), scheduledAt: at.toISOString() }));
      return done;
    }));
  }

  /** Departed [A9-5], called ahead [A6-21], arrived. */
  mark(input: MarkInput): Promise<PartAnswer> {
    return this.database.tx(input.tenantId, (em) => once(em, { ...input, what: 'mark-visit', key: input.commandId }, async () => {
      const visit = await this.visits.lock(em, input);
      const { node, commandId } = input;
      const at = new Date(input.at);
      const marking = markingOf(visit, input.ticketId, { node, at, commandId });
      if (marking === 'nothing') return done;
      if (marking !== 'mark' || !visit) return { refusal: marking };
      const recordedAt = await this.clock.now(em);
      await this.visits.change(em, input, { [nodeColumns[node]]: at, markCommands: { ...visit.markCommands, [node]: commandId } });
      const data = { visitId: input.visitId, node, at: at.toISOString(), recordedAt: recordedAt.toISOString() };
      await this.append(em, input, recordedAt, newFact(visitMarked, data), commandId);
      return done;
    }));
  }

  private append(em: EntityManager, input: { readonly tenantId: string; readonly ticketId: string; readonly visitId: string }, at: Date, fact: Parameters<RepairFacts['append']>[3][number], commandId?: string): Promise<void> {
    return this.facts.append(em, { ...input, aggregateId: input.visitId }, at, [fact], commandId);
  }
}
