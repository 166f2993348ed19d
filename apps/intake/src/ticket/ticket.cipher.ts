import { BlindIndexes, PersonalData, redact } from '@mendline/platform/privacy';
import type { KnownPersonalData } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { SealedPlace } from '../customer/customer.service.js';
import type { CheckedRegistration } from './registration.check.js';
import { withTexts } from './registration-details.js';
import type { TicketRow } from './ticket.types.js';

/** The columns of a row that hold what people said: encrypted with the customer's key, beside redacted forms for lists. */
type SaidColumns = Pick<TicketRow, 'summary' | 'description' | 'serialNumber' | 'serialIndex' | 'details' | 'detailsClear'>;

/** The same name for all tickets of a customer: the place of one may become that of another which follows from it. */
const addressField = 'ticket.address';

/** Where the work of a ticket is to be done, where it has a place of its own. */
export const placeOf = ({ serviceAddress }: Pick<TicketRow, 'serviceAddress'>): SealedPlace | null => (serviceAddress ? { field: addressField, sealed: serviceAddress } : null);

/** Seals what a registration says. */
@Injectable()
export class TicketCipher {
  constructor(
    private readonly personal: PersonalData,
    private readonly indexes: BlindIndexes,
  ) {}

  async seal(em: EntityManager, tenantId: string, customerId: string, { description, serialNumber, details }: CheckedRegistration, known: KnownPersonalData): Promise<SaidColumns> {
    const seal = (field: string, text: string): Promise<Buffer> => this.personal.encrypt(em, tenantId, customerId, field, text);
    return {
      summary: redact(description, known),
      description: await seal('ticket.description', description),
      serialNumber: serialNumber === null ? null : await seal('ticket.serialNumber', serialNumber),
      serialIndex: serialNumber === null ? null : await this.indexes.blindIndex(tenantId, 'id-number', serialNumber),
      details: withTexts(details, (text) => redact(text, known)),
      detailsClear: await seal('ticket.details', JSON.stringify(details)),
    };
  }

  /** The place of the work. */
  address(em: EntityManager, tenantId: string, customerId: string, address: string): Promise<Buffer> {
    return this.personal.encrypt(em, tenantId, customerId, addressField, address);
  }
}
