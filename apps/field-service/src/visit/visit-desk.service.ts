import { conflict, forbidden, notFound } from '@mendline/contracts/errors';
import { actorOf, type Principal } from '@mendline/platform/auth';
import { CommandJournal, type LocalOutcome } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { ARRIVAL_PATIENCE_MS, awaitArrival } from '@mendline/platform/exchange';
import { type NewFact } from '@mendline/platform/facts';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { RepairFacts } from '../field-service.facts.js';
import { refuseRecord } from './visit.domain.js';
import type { VisitRow } from './visit.entity.js';
import { VisitRepository } from './visit.repository.js';

/** What every report about a visit says. */
export interface VisitReport {
  readonly key: string;
  readonly ticketId: string;
  readonly visitId: string;
  readonly occurredAt?: Date | null;
}

/** What is written of a visit, under its row lock. */
export interface VisitEntry {
  readonly visit: VisitRow;
  readonly byId: string;
  /** When it happened, as reported. */
  readonly at: Date;
  readonly recordedAt: Date;
  readonly key: string;
  append(fact: NewFact): Promise<void>;
}

/** A record to write: what the caller said, sanitised, and how it is written. */
export interface VisitRecord {
  readonly operation: string;
  readonly input: object;
  readonly write: (em: EntityManager, entry: VisitEntry) => Promise<void>;
}

/** Where everything passes that is recorded on site: plain transactions of this service, since they move no ticket [A9-4]. */
@Injectable()
export class VisitDeskService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly database: Database,
    private readonly visits: VisitRepository,
    private readonly facts: RepairFacts,
    @Inject(ARRIVAL_PATIENCE_MS) private readonly patienceMs: number,
  ) {}

  /** Waits a moment for a visit that is just being opened. Throws `visit.not-found` for one that this tenant's ticket does not have. */
  async require(tenantId: string, ticketId: string, visitId: string): Promise<VisitRow> {
    const look = () => this.database.tx(tenantId, (em) => this.visits.find(em, { tenantId, visitId }));
    const visit = await awaitArrival(look, this.patienceMs);
    if (visit?.ticketId !== ticketId) throw notFound('visit.not-found');
    return visit;
  }

  /** What was done on a visit, as recorded so far. */
  measuresOf(tenantId: string, visitId: string): Promise<readonly string[]> {
    return this.database.tx(tenantId, async (em) => (await this.visits.worksOf(em, tenantId, [visitId])).map(({ measure }) => measure));
  }

  /** Throws `visit.not-found`, and, as conflicts, `visit.not-engineer`, `visit.ended`, `visit.not-arrived`, `visit.instant-impossible`. */
  async record(principal: Principal, { key, ticketId, visitId, occurredAt }: VisitReport, { operation, input, write }: VisitRecord): Promise<LocalOutcome<{ visitId: string }>> {
    const { tenant: tenantId, personId, roles } = principal;
    if (personId === undefined) throw forbidden('visit.not-engineer');
    await this.require(tenantId, ticketId, visitId);
    return this.journal.runLocal({
      tenantId, key, actor: actorOf(principal), operation, ticketId,
      input: { ...input, visitId, occurredAt },
      ...(occurredAt ? { occurredAt } : {}),
      work: async (em, recordedAt) => {
        const visit = await this.visits.lock(em, { tenantId, visitId });
        if (!visit) throw notFound('visit.not-found');
        const at = occurredAt ?? recordedAt;
        const refusal = refuseRecord(visit, { personId, roles }, at);
        if (refusal !== null) throw conflict(refusal);
        const append = (fact: NewFact): Promise<void> => this.facts.append(em, { tenantId, ticketId, aggregateId: visitId }, recordedAt, [fact], key);
        await write(em, { visit, byId: personId, at, recordedAt, key, append });
        return { visitId };
      },
    });
  }
}
