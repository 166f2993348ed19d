import { forbidden, invalid, notFound } from '@mendline/contracts';
import { personChannels } from '@mendline/contracts/policy-pack';
import type { PersonChannel } from '@mendline/contracts/policy-pack';
import { actorOf, hasRole } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { CommandState, languages } from '@mendline/platform/graphql';
import type { Language } from '@mendline/platform/graphql';
import { maskEmail, maskPhone } from '@mendline/platform/privacy';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { checkContact } from '../customer/customer.domain.js';
import { AddressBook } from './address.book.js';
import type { PersonRef } from './address.book.js';
import type { SetNoticePreferencesInput } from './delivery.input.js';
import type * as model from './delivery.model.js';
import { NoticePreferenceEntity } from './preference.entity.js';

/** How people want to be told: by themselves, or by an administrator for staff. */
@Injectable()
export class PreferenceService {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly addresses: AddressBook,
    private readonly calendars: CalendarService,
  ) {}

  /** Throws DomainError `preference.not-allowed`, `person.unknown`. */
  of(who: Principal, personId: string | null): Promise<model.NoticePreferences> {
    const ref = refOf(who, personId);
    return this.database.tx(who.tenant, async (em) => {
      await this.requireKnown(em, ref);
      return this.view(em, ref);
    });
  }

  /** Replaces what was chosen before. Throws DomainError `preference.…`, `customer.email-invalid`, `customer.phone-invalid`, `person.unknown`. */
  async set(who: Principal, said: SetNoticePreferencesInput): Promise<model.NoticePreferencesPayload> {
    const { key, ...choice } = said;
    const ref = refOf(who, said.personId ?? null);
    await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'setNoticePreferences', input: choice,
      work: async (em, now) => {
        await this.requireKnown(em, ref);
        await em.save(NoticePreferenceEntity, { ...ref, ...(await this.checked(em, ref, said)), changedAt: now });
        return { recipientId: ref.recipientId };
      },
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], preferences: await this.database.tx(who.tenant, (em) => this.view(em, ref)) };
  }

  private async requireKnown(em: EntityManager, { tenantId, recipientKind, recipientId }: PersonRef): Promise<void> {
    // A customer who was never registered is refused by the look-up itself.
    const known = await this.addresses.reach(em, tenantId, recipientKind, [recipientId]);
    if (!known.has(recipientId)) throw notFound('person.unknown');
  }

  private async checked(em: EntityManager, ref: PersonRef, said: SetNoticePreferencesInput): Promise<Omit<NoticePreferenceEntity, 'tenantId' | 'recipientKind' | 'recipientId' | 'changedAt'>> {
    const email = said.email?.trim() || null;
    const phone = said.phone?.trim() || null;
    const problem = email === null && phone === null ? null : checkContact({ name: ref.recipientId, phone, email, address: null, company: null });
    if (problem) throw invalid(problem);
    return {
      language: languageOf(said.language ?? null),
      channels: said.channels ? [...new Set(said.channels.map(channelOf))] : null,
      email: email === null ? null : await this.addresses.sealPreference(em, ref, 'email', email),
      phone: phone === null ? null : await this.addresses.sealPreference(em, ref, 'phone', phone),
      calendar: await this.calendarOf(em, ref.tenantId, said.calendar ?? null),
    };
  }

  private async calendarOf(em: EntityManager, tenantId: string, code: string | null): Promise<string | null> {
    if (code === null) return null;
    const book = await this.calendars.bookFor(em, tenantId, [code], { region: '', customer: '' });
    if (!book.find(code)) throw invalid('preference.calendar-unknown', { code: code.slice(0, 40) });
    return code;
  }

  private async view(em: EntityManager, ref: PersonRef): Promise<model.NoticePreferences> {
    const row = await this.addresses.preferenceOf(em, ref);
    const open = async (field: 'email' | 'phone'): Promise<string | null> => {
      const sealed = row?.[field];
      return sealed ? this.addresses.openPreference(em, ref, field, sealed) : null;
    };
    const email = await open('email');
    const phone = await open('phone');
    return { language: row?.language ?? null, channels: row?.channels ?? null, calendar: row?.calendar ?? null, email: email && maskEmail(email), phone: phone && maskPhone(phone) };
  }
}

const languageOf = (said: string | null): Language | null => {
  const known = languages.find((language) => language === said);
  if (said !== null && !known) throw invalid('preference.language-unknown', { language: said.slice(0, 20), allowed: languages.join(', ') });
  return known ?? null;
};

const channelOf = (channel: string): PersonChannel => {
  const known = personChannels.find((one) => one === channel);
  if (!known) throw invalid('preference.channel-unknown', { channel: channel.slice(0, 20), allowed: personChannels.join(', ') });
  return known;
};

/** The caller, or a member of staff in an administrator's hands. */
const refOf = (who: Principal, personId: string | null): PersonRef => {
  const { tenant: tenantId } = who;
  if (personId !== null && personId !== who.personId) {
    if (!hasRole(who, ['administrator'])) throw forbidden('preference.not-allowed');
    return { tenantId, recipientKind: 'staff', recipientId: personId };
  }
  if (who.roles.includes('customer')) return { tenantId, recipientKind: 'customer', recipientId: who.customerId ?? '' };
  return { tenantId, recipientKind: 'staff', recipientId: who.personId ?? '' };
};
