import type { PersonChannel } from '@mendline/contracts/policy-pack';
import type { Role } from '@mendline/contracts/ticket';
import type { Language } from '@mendline/platform/graphql';
import { erased, PersonalData } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import type { EntityManager } from 'typeorm';
import { CustomerService } from '../customer/customer.service.js';
import { StaffContacts } from '../people/staff-contacts.service.js';
import type { Reach } from './delivery.domain.js';
import { NoticePreferenceEntity } from './preference.entity.js';

/** A person who is told: staff or customer. */
export interface PersonRef {
  readonly tenantId: string;
  readonly recipientKind: 'staff' | 'customer';
  readonly recipientId: string;
}

/** Where a message to a person goes, and in which language; null: as the pack says. */
export interface Destination {
  readonly address: string | null;
  readonly language: Language | null;
}

interface Held {
  readonly id: string;
  readonly roles: readonly Role[];
  readonly hasEmail: boolean;
  readonly hasPhone: boolean;
}

/** Who is reached how: what the person chose goes before what is known of the person. */
@Injectable()
export class AddressBook {
  constructor(
    private readonly staff: StaffContacts,
    private readonly customers: CustomerService,
    private readonly personal: PersonalData,
  ) {}

  /** What decides about the channels of these people, by id; nobody among those unknown. */
  async reach(em: EntityManager, tenantId: string, recipientKind: PersonRef['recipientKind'], ids: readonly string[]): Promise<ReadonlyMap<string, Reach>> {
    if (ids.length === 0) return new Map();
    const held = recipientKind === 'staff' ? await this.staff.reach(em, tenantId, ids) : await this.customersHeld(em, tenantId, ids);
    const preferences = await em.find(NoticePreferenceEntity, { where: { tenantId, recipientKind, recipientId: In([...ids]) } });
    return new Map(held.map((one) => [one.id, reachOf(one, preferences.find(({ recipientId }) => recipientId === one.id))]));
  }

  /** In clear, for sending only. */
  async destination(em: EntityManager, ref: PersonRef, channel: PersonChannel): Promise<Destination> {
    const preference = await this.preferenceOf(em, ref);
    const field = channel === 'email' ? 'email' : 'phone';
    const chosen = preference?.[field];
    const address = chosen ? await this.openPreference(em, ref, field, chosen) : await this.held(em, ref, field);
    return { address, language: preference?.language ?? null };
  }

  preferenceOf(em: EntityManager, { tenantId, recipientKind, recipientId }: PersonRef): Promise<NoticePreferenceEntity | null> {
    return em.findOne(NoticePreferenceEntity, { where: { tenantId, recipientKind, recipientId } });
  }

  sealPreference(em: EntityManager, { tenantId, recipientId }: PersonRef, field: 'email' | 'phone', value: string): Promise<Buffer> {
    return this.personal.encrypt(em, tenantId, recipientId, `notice_preference.${field}`, value);
  }

  /** Null once erased. */
  async openPreference(em: EntityManager, { tenantId, recipientId }: PersonRef, field: 'email' | 'phone', sealed: Buffer): Promise<string | null> {
    const value = await this.personal.decrypt(em, tenantId, recipientId, `notice_preference.${field}`, sealed);
    return value === erased ? null : value;
  }

  private async held(em: EntityManager, { tenantId, recipientKind, recipientId }: PersonRef, field: 'email' | 'phone'): Promise<string | null> {
    if (recipientKind === 'staff') return (await this.staff.open(em, tenantId, recipientId))?.[field] ?? null;
    return (await this.customers.clear(em, await this.customers.require(em, tenantId, recipientId)))[field];
  }

  private async customersHeld(em: EntityManager, tenantId: string, ids: readonly string[]): Promise<Held[]> {
    const held = [];
    for (const id of ids) {
      const { email, phone } = await this.customers.require(em, tenantId, id);
      held.push({ id, roles: ['customer' as const], hasEmail: email !== null, hasPhone: phone !== null });
    }
    return held;
  }
}

const reachOf = ({ roles, hasEmail, hasPhone }: Held, preference: NoticePreferenceEntity | undefined): Reach => ({
  roles,
  chosen: preference?.channels ?? null,
  addresses: [...(hasEmail || preference?.email ? ['email' as const] : []), ...(hasPhone || preference?.phone ? ['sms' as const] : [])],
});
