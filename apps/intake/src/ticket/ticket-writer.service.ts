import { ticketRegistered } from '@mendline/contracts/facts';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { newTicketId } from '@mendline/platform/ids';
import { redact } from '@mendline/platform/privacy';
import type { KnownPersonalData } from '@mendline/platform/privacy';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ClockService } from '../clock/clock.service.js';
import type { Contact } from '../customer/customer.domain.js';
import { CustomerService } from '../customer/customer.service.js';
import type { CustomerEntity } from '../customer/customer.entity.js';
import { DeviceService } from '../device/device.service.js';
import { entitledDraft } from '../device/device.facts.js';
import type { DeviceEntity } from '../device/device.entity.js';
import { CELL } from '../intake.tokens.js';
import type { PackPin } from '../policy-pack/policy-pack.service.js';
import { newTicketRow } from './registration.check.js';
import type { CheckedRegistration } from './registration.check.js';
import type { RegistrationRequest } from './registration.service.js';
import { TicketCipher } from './ticket.cipher.js';
import { TicketFactsService } from './ticket-facts.service.js';
import { settingsOf } from './ticket.domain.js';
import { TicketEntity } from './ticket.entity.js';
import { complaintFacts } from './complaint.facts.js';
import { saveTicket } from './ticket.repository.js';
import { addressOfTied, writeTie } from './ticket.tie.js';
import type { FactDraft } from '../clock/clock.service.js';

/** Everything a new row is made of. */
export interface NewTicket extends RegistrationRequest {
  readonly checked: CheckedRegistration;
  readonly pin: PackPin;
  readonly pack: PolicyPack;
  readonly number: string;
  readonly now: Date;
  /** The instant that its first clocks count from, and whose day its entitlement is judged on. */
  readonly receivedAt: Date;
}

/** Writes a new ticket: its customer, its row, its first clocks, facts and notices, in the caller's transaction. */
@Injectable()
export class TicketWriter {
  constructor(
    @Inject(CELL) private readonly cell: string,
    private readonly customers: CustomerService,
    private readonly devices: DeviceService,
    private readonly cipher: TicketCipher,
    private readonly clocks: ClockService,
    private readonly facts: TicketFactsService,
  ) {}

  async write(em: EntityManager, input: NewTicket): Promise<TicketEntity> {
    const { pack, now, receivedAt } = input;
    const { ticket, batch } = await this.row(em, input, await this.customer(em, input));
    const { entitlement } = ticket;
    await em.insert(TicketEntity, ticket);
    const started = await this.clocks.apply(
      em, ticket, pack,
      {
        tenantId: ticket.tenantId, ticketId: ticket.id, at: receivedAt, from: null, to: 'registered', command: null, route: settingsOf(pack, ticket.kind).route, round: 0, priority: ticket.priority,
        queuedNow: ticket.queue === null ? [] : ['queued'], retargeted: false, hold: null, holdReason: null, actorId: input.actor.personId,
      },
      now,
    );
    const ties = await this.related(em, ticket, input);
    const drafts = [{ definition: ticketRegistered, data: registeredData(ticket, batch) }, ...(entitlement ? [entitledDraft(ticket, entitlement, now)] : []), ...ties, ...started];
    await this.facts.append(em, ticket, pack, { drafts, commandId: input.key, at: now });
    await saveTicket(em, ticket);
    return ticket;
  }

  /** What the new ticket has to do with others, and with people complained about. */
  private async related(em: EntityManager, ticket: TicketEntity, { checked, now }: NewTicket): Promise<FactDraft[]> {
    const drafts: FactDraft[] = complaintFacts(ticket, 'registered', now);
    for (const tie of checked.ties) drafts.push(...(await writeTie(em, ticket, tie, now)));
    return drafts;
  }

  private customer(em: EntityManager, { tenantId, actor, checked, now }: NewTicket): Promise<CustomerEntity> {
    const { contact, customerId, region } = checked;
    if (contact) return this.customers.findOrCreate(em, tenantId, contact, region, actor.kind === 'customer' ? actor.customerId : null, now);
    return this.customers.require(em, tenantId, customerId ?? '');
  }

  private async row(em: EntityManager, { tenantId, actor, checked, pin, pack, number, requestId = null, now, receivedAt }: NewTicket, customer: CustomerEntity): Promise<{ readonly ticket: TicketEntity; readonly batch: string | null }> {
    const known = withContact(await this.customers.known(em, customer), checked.contact);
    const clean = withoutPersonalData(checked, (text) => redact(text, known));
    const device = await this.devices.findOrCreate(em, tenantId, customer.id, { ...clean.device, serialNumber: checked.serialNumber }, now);
    const ticket = newTicketRow(withDevice(clean, device), pack, {
      tenantId,
      id: newTicketId(this.cell),
      number,
      requestId,
      customerId: customer.id,
      pack: pin.pack,
      packVersion: pin.packVersion,
      ...(await this.cipher.seal(em, tenantId, customer.id, checked, known)),
      serviceAddress: await this.address(em, customer, checked, known),
      deviceId: device?.id ?? null,
      entitlement: this.devices.entitlement(device, pack, checked.faultClass, receivedAt),
      receivedAt,
      registeredAt: now,
      registeredBy: actor.personId ?? actor.customerId,
    });
    return { ticket, batch: device?.batch ?? null };
  }

  /** What is said now, else that of the ticket which led to this one, else the customer's: kept, for the customer may move. */
  private async address(em: EntityManager, { tenantId, id }: CustomerEntity, { contact, ties }: CheckedRegistration, known: KnownPersonalData): Promise<Buffer | null> {
    const tied = contact === null ? await addressOfTied(em, { tenantId, customerId: id }, ties) : null;
    if (tied) return tied;
    const address = contact?.address ?? known.addresses?.[0] ?? null;
    return address === null ? null : this.cipher.address(em, tenantId, id, address);
  }
}

/** What the caller says of the person now is redacted too, also where another spelling is on record. */
const withContact = (known: KnownPersonalData, contact: Contact | null): KnownPersonalData => {
  const and = (list: readonly string[] | undefined, value: string | null | undefined): string[] => [...(list ?? []), ...(value ? [value] : [])];
  return {
    names: and(known.names, contact?.name),
    phones: and(known.phones, contact?.phone),
    emails: and(known.emails, contact?.email),
    addresses: and(known.addresses, contact?.address),
  };
};

/** People put telephone numbers into any field, also into brand and model. */
const withoutPersonalData = (checked: CheckedRegistration, clean: (text: string) => string): CheckedRegistration => {
  const cleaned = (text: string | null): string | null => (text === null ? null : clean(text));
  const words = { brand: cleaned(checked.brand), model: cleaned(checked.model), category: cleaned(checked.category) };
  return { ...checked, ...words, device: { ...checked.device, ...words, batch: cleaned(checked.device.batch) } };
};

/** A known device says what the caller left out. */
const withDevice = (checked: CheckedRegistration, device: DeviceEntity | null): CheckedRegistration => ({
  ...checked,
  brand: checked.brand ?? device?.brand ?? null,
  model: checked.model ?? device?.model ?? null,
  category: checked.category ?? device?.category ?? null,
});

const registeredData = (ticket: TicketEntity, batch: string | null): object => ({
  number: ticket.number,
  kind: ticket.kind,
  faultClass: ticket.faultClass,
  channel: ticket.channel,
  priority: ticket.priority,
  severity: ticket.severity,
  region: ticket.region,
  customerId: ticket.customerId,
  brand: ticket.brand,
  model: ticket.model,
  category: ticket.category,
  summary: ticket.summary,
  pack: ticket.pack,
  packVersion: ticket.packVersion,
  receivedAt: ticket.receivedAt.toISOString(),
  deviceId: ticket.deviceId,
  batch,
  urgent: ticket.urgent,
});
