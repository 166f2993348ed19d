import { invalid, notFound } from '@mendline/contracts';
import { newId } from '@mendline/platform/ids';
import { BlindIndexes, erased, maskAddress, maskEmail, maskName, maskPhone, PersonalData } from '@mendline/platform/privacy';
import type { KnownPersonalData } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { checkContact } from './customer.domain.js';
import type { Contact } from './customer.domain.js';
import { CustomerEntity } from './customer.entity.js';

const fields = ['name', 'phone', 'email', 'address', 'company'] as const;
export type CustomerField = (typeof fields)[number];

/** A customer's fields in clear; null = not given or erased. For use within a transaction only, never to be kept. */
export type ClearCustomer = Readonly<Record<CustomerField, string | null>>;

/** What is encrypted with a customer's key under a name; null = not given. */
interface Sealed {
  readonly field: string;
  readonly sealed: Buffer | null;
}

/** A place that a ticket has of its own. */
export type SealedPlace = Sealed & { readonly sealed: Buffer };

const sealedIn = (customer: CustomerEntity, field: CustomerField): Sealed => ({ field: `customer.${field}`, sealed: customer[field] });

/** Customers and their personal data: encrypted at rest, shown masked, found by blind index. */
@Injectable()
export class CustomerService {
  constructor(
    private readonly personal: PersonalData,
    private readonly indexes: BlindIndexes,
  ) {}

  /**
   * The customer with this telephone number, with what else is said of how to reach him from now on; else a new one. `id` is given where the
   * customer acts by an own token.
   */
  async findOrCreate(em: EntityManager, tenantId: string, contact: Contact, region: string, id: string | null, now: Date): Promise<CustomerEntity> {
    const problem = checkContact(contact);
    if (problem) throw invalid(problem);
    const phoneIndex = contact.phone === null ? null : await this.indexes.blindIndex(tenantId, 'phone', contact.phone);
    if (phoneIndex) await em.query('select pg_advisory_xact_lock(hashtextextended($1, 2))', [`${tenantId}/${phoneIndex.toString('hex')}`]);
    const known = id === null ? await this.byPhone(em, tenantId, phoneIndex) : await em.findOne(CustomerEntity, { where: { tenantId, id } });
    if (known) return this.refreshed(em, known, contact, now);
    return this.insert(em, tenantId, contact, region, id ?? newId('c'), phoneIndex, now);
  }

  /** Throws DomainError `customer.unknown`. */
  async require(em: EntityManager, tenantId: string, id: string): Promise<CustomerEntity> {
    const customer = await em.findOne(CustomerEntity, { where: { tenantId, id } });
    if (!customer) throw notFound('customer.unknown');
    return customer;
  }

  /** Everything in clear. The caller has the right to it, or uses it to redact. `place` is where the work of a ticket is to be done, if it has its own. */
  async clear(em: EntityManager, customer: CustomerEntity, place: SealedPlace | null = null): Promise<ClearCustomer> {
    const clear: Record<CustomerField, string | null> = { name: null, phone: null, email: null, address: null, company: null };
    // One connection serves one statement at a time.
    for (const field of fields) clear[field] = await this.open(em, customer, field === 'address' && place ? place : sealedIn(customer, field));
    return clear;
  }

  /** What lists show [A11-5]. */
  async masked(em: EntityManager, customer: CustomerEntity, place: SealedPlace | null = null): Promise<ClearCustomer> {
    const { name, phone, email, address, company } = await this.clear(em, customer, place);
    return {
      name: name && maskName(name),
      phone: phone && maskPhone(phone),
      email: email && maskEmail(email),
      address: address && maskAddress(address),
      company: company && maskName(company),
    };
  }

  /** What is known of a customer, for redacting what people write about the matter. */
  async known(em: EntityManager, customer: CustomerEntity): Promise<KnownPersonalData> {
    const { name, phone, email, address } = await this.clear(em, customer);
    const list = (value: string | null): string[] => (value === null ? [] : [value]);
    return { names: list(name), phones: list(phone), emails: list(email), addresses: list(address) };
  }

  /** Changes how a customer is reached; `change` holds what is new. Throws what is wrong with the contact that comes of it. */
  async change(em: EntityManager, customer: CustomerEntity, change: Partial<Record<CustomerField, string>>, region: string | null, now: Date): Promise<void> {
    const { name, ...clear } = await this.clear(em, customer);
    const problem = checkContact({ ...clear, name: name ?? '', ...change });
    if (problem) throw invalid(problem);
    const { tenantId, id } = customer;
    for (const field of fields) {
      const value = change[field];
      if (value !== undefined) customer[field] = await this.personal.encrypt(em, tenantId, id, `customer.${field}`, value);
    }
    if (change.phone !== undefined) customer.phoneIndex = await this.indexes.blindIndex(tenantId, 'phone', change.phone);
    if (change.email !== undefined) customer.emailIndex = await this.indexes.blindIndex(tenantId, 'email', change.email);
    await em.save(CustomerEntity, { ...customer, region: region ?? customer.region, changedAt: now });
  }

  /** E-mail, address and company as they were said last; what was not said stays, and so does the name, which several may have at one telephone. */
  private async refreshed(em: EntityManager, customer: CustomerEntity, said: Contact, now: Date): Promise<CustomerEntity> {
    const news: Partial<Record<CustomerField, string>> = {};
    for (const field of ['email', 'address', 'company'] as const) {
      const value = said[field];
      if (value !== null && value !== (await this.open(em, customer, sealedIn(customer, field)))) news[field] = value;
    }
    if (Object.keys(news).length > 0) await this.change(em, customer, news, null, now);
    return customer;
  }

  private async byPhone(em: EntityManager, tenantId: string, phoneIndex: Buffer | null): Promise<CustomerEntity | null> {
    if (!phoneIndex) return null;
    return em.findOne(CustomerEntity, { where: { tenantId, phoneIndex }, order: { createdAt: 'ASC' } });
  }

  private async insert(
    em: EntityManager, tenantId: string, contact: Contact, region: string, id: string, phoneIndex: Buffer | null, now: Date,
  ): Promise<CustomerEntity> {
    const seal = async (field: CustomerField): Promise<Buffer | null> => {
      const value = contact[field];
      return value === null ? null : this.personal.encrypt(em, tenantId, id, `customer.${field}`, value);
    };
    const customer: CustomerEntity = {
      tenantId, id, region,
      name: await this.personal.encrypt(em, tenantId, id, 'customer.name', contact.name),
      phone: await seal('phone'),
      phoneIndex,
      email: await seal('email'),
      emailIndex: contact.email === null ? null : await this.indexes.blindIndex(tenantId, 'email', contact.email),
      address: await seal('address'),
      company: await seal('company'),
      createdAt: now,
      changedAt: now,
    };
    await em.insert(CustomerEntity, customer);
    return customer;
  }

  private async open(em: EntityManager, { tenantId, id }: CustomerEntity, { field, sealed }: Sealed): Promise<string | null> {
    if (sealed === null) return null;
    const value = await this.personal.decrypt(em, tenantId, id, field, sealed);
    return value === erased ? null : value;
  }
}
