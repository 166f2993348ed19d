import type { IntakeActivities } from '@mendline/contracts/intake';
import type { Actor } from '@mendline/contracts/ticket';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { erased, PersonalData } from '@mendline/platform/privacy';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { deviceFieldsOf } from '../device/device.check.js';
import { CommandTexts } from '../note/command-texts.js';
import type { Registration } from './registration.check.js';
import { nothingSaid } from './registration-details.js';
import { RegistrationService } from './registration.service.js';
import type { RegistrationRequest } from './registration.service.js';
import type { TicketEntity } from './ticket.entity.js';
import { findTransition, requireTicket } from './ticket.repository.js';

type Opening = Parameters<IntakeActivities['openComplaint']>[0];

/** Registers complaints that return visits led to [A10-15]: about the same customer and device, in the words that were said, tied to the ticket. */
@Injectable()
export class ComplaintOpening {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly journal: CommandJournal,
    private readonly texts: CommandTexts,
    private readonly personal: PersonalData,
    private readonly registrations: RegistrationService,
  ) {}

  /** Once per key, whatever has changed since. */
  async open(opening: Opening): Promise<void> {
    const { tenantId, key } = opening;
    if (await this.journal.find(tenantId, key)) return;
    const read = await this.database.tx(tenantId, (em) => this.read(em, opening));
    const now = await this.clock.now();
    await this.registrations.register({ tenantId, key, occurredAt: now, ...read });
  }

  /** It came in by the return visit of the ticket, which channels that are described in words are described by. */
  private async read(em: EntityManager, { tenantId, ticketId, kind, commandId }: Opening): Promise<Pick<RegistrationRequest, 'registration' | 'actor' | 'givenBy'>> {
    const ticket = await requireTicket(em, tenantId, ticketId);
    const visit = await findTransition(em, tenantId, ticketId, commandId);
    if (!visit) throw new Error(`the command ${commandId} that asks for a complaint is not recorded`);
    const { number, channel, customerId, region, faultClass, priority, brand, model, category } = ticket;
    const registration: Registration = {
      kind, channel, customerId, contact: null, region, faultClass, priority, brand, model, category,
      serialNumber: await this.serialNumber(em, ticket),
      description: (await this.texts.of(em, tenantId, commandId)) ?? ticket.summary,
      device: deviceFieldsOf({ brand, model, category }), details: { ...nothingSaid, channelNote: number }, aboutIds: [], ties: [{ relation: 'caused-by', ticketId }],
    };
    return { registration, actor: visit.actor as Actor, givenBy: { tenantId, pack: ticket.pack, packVersion: ticket.packVersion } };
  }

  private async serialNumber(em: EntityManager, { tenantId, customerId, serialNumber }: TicketEntity): Promise<string | null> {
    if (serialNumber === null) return null;
    const text = await this.personal.decrypt(em, tenantId, customerId, 'ticket.serialNumber', serialNumber);
    return text === erased ? null : text;
  }
}
