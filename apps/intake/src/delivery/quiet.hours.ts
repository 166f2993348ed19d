import type { DeliveryRules } from '@mendline/contracts/policy-pack';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { CalendarService } from '../calendar/calendar.service.js';
import { StaffContacts } from '../people/staff-contacts.service.js';
import { AddressBook } from './address.book.js';
import type { PersonRef } from './address.book.js';
import type { RecipientRef } from './delivery.repository.js';

/** Quiet until then for everything softer than the severity. */
export interface Quiet {
  readonly until: Date;
  readonly unlessSeverity: number;
}

const usualSeverity = 1;

/** When persons are left in peace: while their calendar, or else the pack's, is closed. Robots and webhooks know no peace. */
@Injectable()
export class QuietHours {
  constructor(
    private readonly calendars: CalendarService,
    private readonly addresses: AddressBook,
    private readonly staff: StaffContacts,
  ) {}

  /** Null: not quiet now. */
  async at(em: EntityManager, ref: RecipientRef, { quiet }: DeliveryRules, now: Date): Promise<Quiet | null> {
    if (!isPerson(ref)) return null;
    const own = (await this.addresses.preferenceOf(em, ref))?.calendar ?? null;
    const code = own ?? quiet?.calendar;
    if (code === undefined) return null;
    const book = await this.calendars.bookFor(em, ref.tenantId, [code], await this.subjectOf(em, ref));
    if (!book.find(code)) return null;
    const opens = book.timeline(code).firstOpen(now.getTime());
    return opens > now.getTime() ? { until: new Date(opens), unlessSeverity: quiet?.unlessSeverity ?? usualSeverity } : null;
  }

  /** Staff live by the calendar of their region, customers by their own. */
  private async subjectOf(em: EntityManager, { tenantId, recipientKind, recipientId }: PersonRef): Promise<{ readonly region: string; readonly customer: string }> {
    if (recipientKind === 'customer') return { region: '', customer: recipientId };
    const [person] = await this.staff.reach(em, tenantId, [recipientId]);
    return { region: person?.region ?? '', customer: '' };
  }
}

export const isPerson = (ref: RecipientRef): ref is PersonRef => ref.recipientKind === 'staff' || ref.recipientKind === 'customer';
