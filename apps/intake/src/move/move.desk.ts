import { invalid } from '@mendline/contracts';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { CommandState } from '@mendline/platform/graphql';
import type { Language } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { TicketMoveService } from '../ticket/ticket-move.service.js';
import type { Destination } from '../ticket/ticket-move.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import type * as model from './move.model.js';
import { added, nothing, packMove } from './move.view.js';
import { publishedPack } from './published.pack.js';

const mostMoved = 200;
const pageSize = 500;
/** So many open tickets are thought through in one question; who asks goes on from the last of them, and sees how far it is. */
const mostForeseen = 10_000;

/** Moves of tickets to other packs, and what they would do, for administrators. */
@Injectable()
export class MoveDesk {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly journal: CommandJournal,
    private readonly packs: PolicyPackService,
    private readonly moves: TicketMoveService,
    private readonly audit: AuditLog,
  ) {}

  /** Journaled and on the audit log. Throws DomainError `policy-pack.unknown`, `policy-pack.strands-tickets` with the list, `ticket.unknown`. */
  async move(who: Principal, { key, pack, version = null, ticketIds }: model.MoveTicketsInput): Promise<model.MoveTicketsPayload> {
    if (ticketIds.length === 0 || ticketIds.length > mostMoved) throw invalid('policy-pack.moves-invalid', { max: mostMoved });
    const { tenant: tenantId } = who;
    const { outcome } = await this.journal.runLocal({
      tenantId, key, actor: actorOf(who), operation: 'moveTickets', input: { pack, version, ticketIds },
      work: async (em, now) => {
        const to = await publishedPack(em, this.packs, { tenantId, pack, version });
        const changes = await this.moves.move(em, tenantId, ticketIds, to, now);
        const detail = { version: to.pin.packVersion, tickets: ticketIds.join(' '), changes: changes.length, late: changes.filter(({ becomesLate }) => becomesLate).length };
        await this.audit.append(em, { tenantId, actor: who.personId ?? who.subject, action: 'tickets.moved', subject: pack, detail });
        return { pack, version: to.pin.packVersion, changes: [...changes] };
      },
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], pack: outcome.pack, version: outcome.version, moves: outcome.changes.map(packMove) };
  }

  /** What a pack would do to open tickets; nothing is written. Throws DomainError `policy-pack.unknown`, `policy-pack.invalid` with every problem. */
  async whatIf({ tenant: tenantId }: Principal, language: Language, { yaml, pack, version, ticketIds, after }: model.PackWhatIfInput): Promise<model.PackForecast> {
    return this.database.tx(tenantId, async (em) => {
      const rows = ticketIds ? await this.moves.named(em, tenantId, ticketIds.slice(0, mostMoved)) : null;
      const to = yaml ? await this.draft(em, tenantId, yaml, language) : await publishedPack(em, this.packs, { tenantId, pack: pack ?? '', version: version ?? null });
      const now = await this.clock.now(em);
      return rows ? this.foresee(em, rows, to, now, language, nothing) : this.foreseeAll(em, to, now, language, after ?? '');
    });
  }

  private async foreseeAll(em: EntityManager, to: Destination, now: Date, language: Language, from: string): Promise<model.PackForecast> {
    let sum = nothing;
    for (let after = from; ; ) {
      const rows = await this.moves.open(em, to.pin.tenantId, after, pageSize);
      sum = await this.foresee(em, rows, to, now, language, sum);
      if (rows.length < pageSize) return sum;
      after = rows.at(-1)?.id ?? after;
      if (sum.tickets >= mostForeseen) return { ...sum, more: true, after };
    }
  }

  private async foresee(em: EntityManager, rows: readonly TicketEntity[], to: Destination, now: Date, language: Language, before: model.PackForecast): Promise<model.PackForecast> {
    return (await this.moves.previews(em, rows, to, now)).reduce((sum, preview) => added(sum, preview, language), before);
  }

  private async draft(em: EntityManager, tenantId: string, yaml: string, language: Language): Promise<Destination> {
    const pack = await this.packs.require(em, tenantId, yaml, language);
    return { pin: { tenantId, pack: pack.pack, packVersion: 0 }, pack };
  }
}

