import { recordIncomplete } from '@mendline/contracts/facts';
import { routeWithReview } from '@mendline/contracts/ticket';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { routeOf } from '../clock/target.domain.js';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { TicketChangeService } from '../ticket/ticket-change.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { ArchiveRunTicketEntity } from './archive.entity.js';
import type { Evidence } from './archive.repository.js';
import { missingIn } from './record.domain.js';
import type { RecordPart } from './record.domain.js';

/** One ticket in an archive run: handed to the archive, or its gaps put on the run's list and told to the responsible. */
@Injectable()
export class ArchiveTicketService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly packs: PolicyPackService,
    private readonly tickets: TicketChangeService,
    private readonly journal: CommandJournal,
  ) {}

  /**
   * In a transaction of its own, under the ticket's lock. What is complete and waits for the archive gets the command once per state of the
   * ticket; its life refuses a second one [C18].
   */
  async look(tenantId: string, day: string, evidence: Evidence): Promise<void> {
    await this.database.tx(tenantId, async (em) => {
      const ticket = await this.tickets.locked(em, tenantId, evidence.id);
      // Taken up again since the page was read: nothing has ended.
      if (!ticket?.closedAt) return;
      const missing = await this.missing(em, ticket, evidence);
      if (missing.length > 0) await this.listGap(em, ticket, day, missing);
      else if (ticket.wait === 'archive') await this.archive(em, ticket, day);
      else await em.createQueryBuilder().delete().from(ArchiveRunTicketEntity).where("tenant_id = :tenantId and day = :day and ticket_id = :id and missing <> '{}'", { tenantId, day, id: ticket.id }).execute();
    });
  }

  private async missing(em: EntityManager, ticket: TicketEntity, evidence: Evidence): Promise<readonly RecordPart[]> {
    const { kind, status, outcomeCode, reasonCode, satisfaction, complaint } = ticket;
    const route = routeWithReview(routeOf(await this.packs.of(em, ticket), kind), ticket.flow);
    return missingIn({ ...evidence, kind, status, route, outcomeCode, reasonCode, satisfaction, found: Boolean(complaint?.findingCode) });
  }

  private async archive(em: EntityManager, { tenantId, id: ticketId, seq }: TicketEntity, day: string): Promise<void> {
    await em.upsert(ArchiveRunTicketEntity, { tenantId, day, ticketId, missing: [], at: await this.clock.now(em) }, ['tenantId', 'day', 'ticketId']);
    await this.journal.enqueueSystemCommand(em, { tenantId, ticketId, commandId: `archive-run/${ticketId}/${seq}`, name: 'archive', data: {} });
  }

  /** The same gaps again are neither written nor told. */
  private async listGap(em: EntityManager, ticket: TicketEntity, day: string, missing: readonly RecordPart[]): Promise<void> {
    const { tenantId, id: ticketId, ownerId } = ticket;
    const known = await em.findOne(ArchiveRunTicketEntity, { where: { tenantId, day, ticketId } });
    if (known?.missing.join() === missing.join()) return;
    const at = await this.clock.now(em);
    await em.upsert(ArchiveRunTicketEntity, { tenantId, day, ticketId, missing: [...missing], at }, ['tenantId', 'day', 'ticketId']);
    const draft = { definition: recordIncomplete, data: { day, missing: [...missing], ownerId, at: at.toISOString() } };
    await this.tickets.save(em, ticket, { drafts: [draft], commandId: null, at });
  }
}
