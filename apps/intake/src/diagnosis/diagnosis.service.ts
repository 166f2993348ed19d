import { conflict, forbidden } from '@mendline/contracts';
import { ticketDiagnosed } from '@mendline/contracts/facts';
import { actorOf, hasRole } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { newId } from '@mendline/platform/ids';
import { PersonalData, redact } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CustomerService } from '../customer/customer.service.js';
import { TicketChangeService } from '../ticket/ticket-change.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { lockVisibleTicket } from '../ticket/visible-ticket.service.js';
import { checkDiagnosis } from './diagnosis.check.js';
import type { Diagnosis } from './diagnosis.check.js';
import { DiagnosisEntity } from './diagnosis.entity.js';
import type { RecordDiagnosisInput, TicketDiagnosis } from './diagnosis.model.js';

const longestList = 100;

/** The text of a diagnosis as lists may show it, and as it was. */
@Injectable()
export class DiagnosisCipher {
  constructor(
    private readonly customers: CustomerService,
    private readonly personal: PersonalData,
  ) {}

  async seal(em: EntityManager, { tenantId, customerId }: TicketEntity, text: string): Promise<Pick<DiagnosisEntity, 'body' | 'redacted'>> {
    const customer = await this.customers.require(em, tenantId, customerId);
    const body = await this.personal.encrypt(em, tenantId, customerId, 'diagnosis.cause', text);
    return { body, redacted: redact(text, await this.customers.known(em, customer)) };
  }
}

/** The diagnosis record: plain journaled transactions, the workflow has no part in them. */
@Injectable()
export class DiagnosisService {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly tickets: TicketChangeService,
    private readonly cipher: DiagnosisCipher,
  ) {}

  /** By those who do the job, or a supervisor. Throws `ticket.unknown`, `ticket.archived`, `ticket.actor-not-allowed` and what {@link checkDiagnosis} throws. */
  async record(who: Principal, input: RecordDiagnosisInput): Promise<void> {
    const { key, ticketId, cause, causeCode = null, severity, scope, onSite, eta = null } = input;
    const said = checkDiagnosis({ cause, causeCode, severity, scope, onSite, eta });
    await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'recordDiagnosis', ticketId, input: said,
      ...(input.occurredAt && { occurredAt: input.occurredAt }),
      work: async (em, now) => {
        const ticket = await lockVisibleTicket(em, who, ticketId);
        if (!mayDiagnose(who, ticket)) throw forbidden('ticket.actor-not-allowed');
        if (ticket.archivedAt) throw conflict('ticket.archived');
        await this.write(em, ticket, said, { byId: who.personId ?? null, commandId: key, now });
        return { ticketId };
      },
    });
  }

  /** Oldest first. */
  list(tenantId: string, ticketId: string): Promise<TicketDiagnosis[]> {
    return this.database.tx(tenantId, async (em) => {
      const rows = await em.find(DiagnosisEntity, { where: { tenantId, ticketId }, order: { at: 'ASC' }, take: longestList });
      return rows.map(({ id, byId, redacted: cause, causeCode, severity, scope, onSite, eta, at }) => ({ id, byId, cause, causeCode, severity, scope, onSite, eta, at }));
    });
  }

  private async write(em: EntityManager, ticket: TicketEntity, said: Diagnosis, { byId, commandId, now }: { readonly byId: string | null; readonly commandId: string; readonly now: Date }): Promise<void> {
    const { cause, ...codes } = said;
    const row: DiagnosisEntity = { ...codes, ...(await this.cipher.seal(em, ticket, cause)), tenantId: ticket.tenantId, id: newId('dg'), ticketId: ticket.id, byId, at: now };
    await em.insert(DiagnosisEntity, row);
    const data = { ...codes, eta: codes.eta?.toISOString() ?? null, diagnosisId: row.id, byId, at: now.toISOString() };
    await this.tickets.save(em, ticket, { drafts: [{ definition: ticketDiagnosed, data }], commandId, at: now });
  }
}

const mayDiagnose = (who: Principal, { ownerId, visitEngineerId }: TicketEntity): boolean =>
  hasRole(who, ['supervisor', 'manager']) || (who.personId !== undefined && [ownerId, visitEngineerId].includes(who.personId));
