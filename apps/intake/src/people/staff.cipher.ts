import { BlindIndexes, erased, maskEmail, maskName, maskPhone, PersonalData } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { PersonEntity } from './person.entity.js';

/** What names or reaches a member of staff, in clear; null = not given or erased. */
export interface StaffContact {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

type Sealed = Pick<PersonEntity, 'name' | 'phone' | 'phoneIndex' | 'email'>;
type Ref = Pick<PersonEntity, 'tenantId' | 'id'>;

/** Personal data of staff at rest, each under the person's own key [A11-5]. */
@Injectable()
export class StaffCipher {
  constructor(
    private readonly personal: PersonalData,
    private readonly indexes: BlindIndexes,
  ) {}

  /** Throws DomainError `person.erased`. */
  async seal(em: EntityManager, { tenantId, id }: Ref, contact: StaffContact & { readonly name: string }): Promise<Sealed> {
    const optional = (field: 'phone' | 'email'): Promise<Buffer> | null => {
      const value = contact[field];
      return value === null ? null : this.personal.encrypt(em, tenantId, id, `person.${field}`, value);
    };
    // The first field makes the key; the others then find it.
    const name = await this.personal.encrypt(em, tenantId, id, 'person.name', contact.name);
    const phone = await optional('phone');
    const phoneIndex = contact.phone === null ? null : await this.indexes.blindIndex(tenantId, 'phone', contact.phone);
    return { name, phone, phoneIndex, email: await optional('email') };
  }

  async open(em: EntityManager, person: Ref & Sealed): Promise<StaffContact> {
    return {
      name: await this.field(em, person, 'name'),
      phone: await this.field(em, person, 'phone'),
      email: await this.field(em, person, 'email'),
    };
  }

  /** What lists show [A11-5]. */
  async masked(em: EntityManager, person: Ref & Sealed): Promise<StaffContact> {
    const { name, phone, email } = await this.open(em, person);
    return { name: name && maskName(name), phone: phone && maskPhone(phone), email: email && maskEmail(email) };
  }

  private async field(em: EntityManager, person: Ref & Sealed, field: 'name' | 'phone' | 'email'): Promise<string | null> {
    const sealed = person[field];
    if (sealed === null) return null;
    const value = await this.personal.decrypt(em, person.tenantId, person.id, `person.${field}`, sealed);
    return value === erased ? null : value;
  }
}
