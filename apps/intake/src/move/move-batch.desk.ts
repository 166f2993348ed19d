import { conflict } from '@mendline/contracts';
import { recomputeWorkflowId } from '@mendline/contracts/intake';
import type { RecomputeCause } from '@mendline/contracts/intake';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { CommandState } from '@mendline/platform/graphql';
import type { Language } from '@mendline/platform/graphql';
import { enqueue } from '@mendline/platform/outbox';
import { TemporalClient } from '@mendline/platform/temporal';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { progressOf } from '../calendar/batch.starter.js';
import { inLine, PolicyPackService } from '../policy-pack/policy-pack.service.js';
import { TicketMoveService } from '../ticket/ticket-move.service.js';
import type * as model from './move.model.js';
import { publishedPack } from './published.pack.js';

/** Has all open tickets of a pack follow one of its versions, however many they are: by the durable batch that brings changed calendars, too. */
@Injectable()
export class MoveBatchDesk {
  constructor(
    private readonly journal: CommandJournal,
    private readonly packs: PolicyPackService,
    private readonly moves: TicketMoveService,
    private readonly audit: AuditLog,
    private readonly temporal: TemporalClient,
  ) {}

  /** Journaled and on the audit log; then nothing has moved yet. Throws DomainError `policy-pack.unknown`, `policy-pack.strands-open` with the list. */
  async moveAll(who: Principal, language: Language, { key, pack, version = null }: model.MoveAllTicketsInput): Promise<model.MoveAllTicketsPayload> {
    const { outcome } = await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'moveAllTickets', input: { pack, version },
      work: (em) => this.ask(em, who, language, { pack, version }),
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], ...outcome };
  }

  progress({ tenant }: Principal, pack: string, version: number): Promise<model.PackMoveProgress | null> {
    return progressOf(this.temporal, causeOf(tenant, pack, version));
  }

  private async ask(em: EntityManager, who: Principal, language: Language, asked: { readonly pack: string; readonly version: number | null }): Promise<Pick<model.MoveAllTicketsPayload, 'pack' | 'version' | 'tickets'>> {
    const { tenant: tenantId } = who;
    const { pin: { pack, packVersion: version }, pack: content } = await publishedPack(em, this.packs, { tenantId, ...asked });
    const stranded = await this.moves.strandedByVersion(em, tenantId, content);
    if (stranded.length > 0) throw conflict('policy-pack.strands-open', { problems: inLine(stranded, language) });
    const tickets = await this.moves.countOthers(em, tenantId, pack, version);
    await this.audit.append(em, { tenantId, actor: who.personId ?? who.subject, action: 'tickets.all-moved', subject: pack, detail: { version, tickets } });
    const cause = causeOf(tenantId, pack, version);
    if (tickets > 0) await enqueue(em, { tenantId, kind: 'temporal.recompute', key: recomputeWorkflowId(cause), payload: { ...cause } });
    return { pack, version, tickets };
  }
}

const causeOf = (tenantId: string, pack: string, version: number): RecomputeCause => ({ tenantId, code: pack, of: 'pack', id: tenantId, version });
