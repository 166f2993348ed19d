import { forbidden, invalid } from '@mendline/contracts';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { sanitizeText } from '@mendline/platform/graphql';
import { redact } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CustomerService } from '../customer/customer.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import type { RevealPersonalDataInput } from '../ticket/ticket.input.js';
import { visibleTicket } from '../ticket/visible-ticket.service.js';
import { ClearTicketReader } from './clear-ticket.reader.js';
import { checkFields, mayReveal } from './reveal.domain.js';
import type { Revealable } from './reveal.domain.js';
import type { RevealedPersonalData } from './reveal.model.js';

const purposeLength = { min: 10, max: 300 };

interface Wish {
  readonly ticketId: string;
  readonly fields: readonly Revealable[];
  readonly purpose: string;
}

/** Shows personal data in clear to those who need it, for a purpose, and keeps on record that it did [A11-5, C17]. */
@Injectable()
export class RevealService {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly audit: AuditLog,
    private readonly customers: CustomerService,
    private readonly clear: ClearTicketReader,
  ) {}

  /** A copy of the command reads again: it is authorised again and is another entry of the audit log. */
  async reveal(who: Principal, input: RevealPersonalDataInput): Promise<RevealedPersonalData> {
    const wish = { ticketId: input.ticketId, fields: checkFields(input.fields), purpose: purposeOf(input) };
    const revealed: RevealedPersonalData[] = [];
    await this.journal.runLocal({
      tenantId: who.tenant, key: input.key, actor: actorOf(who), operation: 'revealPersonalData', ticketId: wish.ticketId, input: wish,
      work: async (em) => {
        revealed.push(await this.disclose(em, who, wish));
        return { ticketId: wish.ticketId, fields: wish.fields };
      },
    });
    return revealed.at(-1) ?? this.database.tx(who.tenant, (em) => this.disclose(em, who, wish));
  }

  private async disclose(em: EntityManager, who: Principal, { ticketId, fields, purpose }: Wish): Promise<RevealedPersonalData> {
    const ticket = await visibleTicket(em, who, ticketId);
    if (!mayReveal(who, ticket)) throw forbidden('reveal.not-allowed');
    await this.audit.append(em, {
      tenantId: who.tenant, actor: who.personId ?? who.subject, action: 'personal-data.revealed', subject: ticketId,
      detail: { fields, purpose: await this.withoutNames(em, ticket, purpose), customerId: ticket.customerId },
    });
    return this.clear.read(em, ticket, fields);
  }

  /** An entry of the audit log can never be removed: nobody's name may get into it by the purpose. */
  private async withoutNames(em: EntityManager, ticket: TicketEntity, purpose: string): Promise<string> {
    const customer = await this.customers.require(em, ticket.tenantId, ticket.customerId);
    return redact(purpose, await this.customers.known(em, customer));
  }
}

const purposeOf = ({ purpose }: RevealPersonalDataInput): string => {
  const text = sanitizeText(purpose, { max: purposeLength.max });
  if ([...text].length < purposeLength.min) throw invalid('reveal.purpose-too-short', { min: purposeLength.min });
  return text;
};
