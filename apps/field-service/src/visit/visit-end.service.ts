import { visitClosed } from '@mendline/contracts/facts';
import type { FieldServiceActivities } from '@mendline/contracts/field-service';
import { CLOCK, type Clock } from '@mendline/platform/clock';
import { done, type PartAnswer } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { newFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RepairFacts } from '../field-service.facts.js';
import { once } from '../life-answers.js';
import { visitClosingOf } from './visit.domain.js';
import type { VisitRow } from './visit.entity.js';
import { VisitRepository } from './visit.repository.js';

type CloseInput = Parameters<FieldServiceActivities['closeVisit']>[0];
type AbandonInput = Parameters<FieldServiceActivities['abandonVisit']>[0];

/** How visits end: with an outcome, or because the ticket does not need them any more. */
@Injectable()
export class VisitEndService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly visits: VisitRepository,
    private readonly facts: RepairFacts,
  ) {}

  /** Refused as a value: `done` with the first of what is missing. */
  close(input: CloseInput): Promise<PartAnswer> {
    return this.database.tx(input.tenantId, (em) => once(em, { ...input, what: 'close-visit', key: input.commandId }, async () => {
      const visit = await this.visits.lock(em, input);
      const closing = visitClosingOf(visit, input.ticketId, input.outcome);
      if (closing === 'nothing') return done;
      if (closing !== 'close' || !visit) return { refusal: closing };
      await this.end(em, visit, 'closed', input.outcome, input.commandId);
      return done;
    }));
  }

  abandon(input: AbandonInput): Promise<void> {
    return this.database.tx(input.tenantId, (em) => this.abandonWithin(em, input));
  }

  private async abandonWithin(em: EntityManager, input: AbandonInput): Promise<void> {
    const visit = await this.visits.lock(em, input);
    if (visit?.state === 'open') await this.end(em, visit, 'abandoned', 'abandoned');
    if (visit) return;
    // A tombstone for a late opening; an opening that won the race is ended instead.
    const { tenantId, ticketId, visitId } = input;
    const buried = await this.visits.add(em, { tenantId, visitId, ticketId, state: 'abandoned', outcome: 'abandoned', closedAt: await this.clock.now(em) });
    if (!buried) await this.abandonWithin(em, input);
  }

  private async end(em: EntityManager, visit: VisitRow, state: 'closed' | 'abandoned', outcome: string, commandId?: string): Promise<void> {
    const closedAt = await this.clock.now(em);
    await this.visits.change(em, visit, { state, outcome, closedAt, closeCommandId: commandId ?? null });
    const { tenantId, visitId, faultCode, causeCode } = visit;
    const works = await this.visits.worksOf(em, tenantId, [visitId]);
    const measures = [...new Set(works.map(({ measure }) => measure))];
    const data = { visitId, engineerId: visit.engineerId ?? '', outcome, faultCode, causeCode, measures, closedAt: closedAt.toISOString() };
    await this.facts.append(em, { ...visit, aggregateId: visitId }, closedAt, [newFact(visitClosed, data)], commandId);
  }
}
