import { invalid, notFound } from '@mendline/contracts';
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

const mostMoved = 200;
const pageSize = 500;
/** So many open tickets are thought through in one question. */
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
        const to = await this.published(em, tenantId, pack, version);
        const changes = await this.moves.move(em, tenantId, ticketIds, to, now);
        const detail = { version: to.pin.packVersion, tickets: ticketIds.join(' '), changes: changes.length, late: changes.filter(({ becomesLate }) => becomesLate).length };
        await this.audit.append(em, { tenantId, actor: who.personId ?? who.subject, action: 'tickets.moved', subject: pack, detail });
        return { pack, version: to.pin.packVersion, changes: [...changes] };
      },
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], pack: outcome.pack, version: outcome.version, moves: outcome.changes.map(packMove) };
  }

  /** What a pack would do to open tickets; nothing is written. Throws DomainError `policy-pack.unknown`, `policy-pack.invalid` with every problem. */
  async whatIf({ tenant: tenantId }: Principal, language: Language, { yaml, pack, version, ticketIds }: model.PackWhatIfInput): Promise<model.PackForecast> {
    return this.database.tx(tenantId, async (em) => {
      const rows = ticketIds ? await this.moves.named(em, tenantId, ticketIds.slice(0, mostMoved)) : null;
      const to = yaml ? await this.draft(em, tenantId, yaml, language) : await this.published(em, tenantId, pack ?? '', version ?? null);
      const now = await this.clock.now(em);
      return rows ? this.foresee(em, rows, to, now, language, nothing) : this.foreseeAll(em, tenantId, to, now, language);
    });
  }

  private async foreseeAll(em: EntityManager, tenantId: string, to: Destination, now: Date, language: Language): Promise<model.PackForecast> {
    let sum = nothing;
    for (let after = ''; ; ) {
      const rows = await this.moves.open(em, tenantId, after, pageSize);
      sum = await this.foresee(em, rows, to, now, language, sum);
      if (rows.length < pageSize) return sum;
      if (sum.tickets >= mostForeseen) return { ...sum, more: true };
      after = rows.at(-1)?.id ?? after;
    }
  }

  private async foresee(em: EntityManager, rows: readonly TicketEntity[], to: Destination, now: Date, language: Language, before: model.PackForecast): Promise<model.PackForecast> {
    let sum = before;
    for (const row of rows) sum = added(sum, row, await this.moves.preview(em, row, to, now), language);
    return sum;
  }

  private async published(em: EntityManager, tenantId: string, code: string, version: number | null): Promise<Destination> {
    const packVersion = version ?? (await this.packs.newestOf(em, tenantId, code));
    if (packVersion === null) throw notFound('policy-pack.unknown', { pack: code.slice(0, 40), version: version ?? 0 });
    const pin = { tenantId, pack: code, packVersion };
    return { pin, pack: await this.packs.of(em, pin) };
  }

  private async draft(em: EntityManager, tenantId: string, yaml: string, language: Language): Promise<Destination> {
    const pack = await this.packs.require(em, tenantId, yaml, language);
    return { pin: { tenantId, pack: pack.pack, packVersion: 0 }, pack };
  }
}

