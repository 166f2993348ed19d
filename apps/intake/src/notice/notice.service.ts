import { recordIncomplete, ticketEscalated, ticketRegistered, ticketRelocated, ticketTransitioned } from '@mendline/contracts/facts';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { notFound } from '@mendline/contracts';
import { newId } from '@mendline/platform/ids';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FactDraft } from '../clock/clock.service.js';
import { DeliveryService, otherRecipients } from '../delivery/delivery.service.js';
import type { OwedNotice } from '../delivery/delivery.service.js';
import { aboutOf } from '../link/link.about.js';
import { PeopleService } from '../people/people.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { noticeText } from './notice.domain.js';
import { NoticeEntity } from './notice.entity.js';
import { insertNotice } from './notice.repository.js';

type NoticeRule = PolicyPack['notices'][number];

/** A fact that may be told, and what names it for ever. */
export interface NoticeCause {
  readonly draft: FactDraft;
  readonly cause: string;
}

interface Addressee {
  readonly id: string;
  readonly kind: NoticeEntity['recipientKind'];
}

/** A rule that a fact has set off, with its words. */
interface Fired extends NoticeCause {
  readonly rule: NoticeRule;
  readonly text: Pick<NoticeEntity, 'zh' | 'en'>;
}

const gravest = 1;

/** Notices: a fact and a rule of the pack make one notice per recipient, in the application and owed to the channels outside. Recipients are found when it fires. */
@Injectable()
export class NoticeService {
  constructor(
    private readonly people: PeopleService,
    private readonly deliveries: DeliveryService,
  ) {}

  /** Writes the notices that the pack's rules derive from the facts of a change, and what they owe to other channels, in the transaction of the facts. */
  async follow(em: EntityManager, ticket: TicketEntity, pack: PolicyPack, causes: readonly NoticeCause[], at: Date): Promise<void> {
    const fired = causes.flatMap(({ draft, cause }) =>
      pack.notices.filter((rule) => applies(rule, draft) && holds(rule, ticket, draft)).map((rule): Fired => ({ draft, cause, rule, text: noticeText(rule.text, pack, ticket, draft.data) })),
    );
    if (fired.length === 0) return;
    const written: OwedNotice[] = [];
    for (const one of fired) written.push(...(await this.write(em, ticket, one, await this.addressees(em, ticket, one, at), { channel: 'in-app', cause: one.cause, at })));
    const ways = await this.deliveries.ways(em, ticket.tenantId);
    if (ways.length === 0) return;
    for (const one of fired) written.push(...(await this.write(em, ticket, one, otherRecipients(one.rule, ways), { channel: 'other', cause: `${one.cause}/${one.rule.code}`, at })));
    await this.deliveries.owe(em, { tenantId: ticket.tenantId, pack, severity: ticket.urgent ? gravest : ticket.severity, at }, written, ways);
  }

  /** Marks a notice of this recipient as read; again is no change. Throws DomainError `notice.unknown`. */
  async markRead(em: EntityManager, tenantId: string, recipientId: string, id: string, at: Date): Promise<NoticeEntity> {
    const notice = await em.findOne(NoticeEntity, { where: { tenantId, id, recipientId } });
    if (!notice) throw notFound('notice.unknown');
    if (notice.readAt) return notice;
    notice.readAt = at;
    return em.save(NoticeEntity, notice);
  }

  /** Answers those that were new. */
  private async write(em: EntityManager, ticket: TicketEntity, { rule, text }: Fired, to: readonly Addressee[], { channel, cause, at }: { readonly channel: string; readonly cause: string; readonly at: Date }): Promise<OwedNotice[]> {
    const written: OwedNotice[] = [];
    for (const { id: recipientId, kind: recipientKind } of to) {
      const id = newId('n');
      const notice = { tenantId: ticket.tenantId, id, recipientId, recipientKind, cause, rule: rule.code, channel, ticketId: ticket.id, number: ticket.number, ...text, ...(recipientKind === 'customer' ? linkIn(rule, ticket) : noLink), createdAt: at, readAt: null };
      if (await insertNotice(em, notice)) written.push({ id, recipientId, recipientKind, rule });
    }
    return written;
  }

  private async addressees(em: EntityManager, ticket: TicketEntity, { rule, draft }: Fired, at: Date): Promise<readonly Addressee[]> {
    if (draft.recipientId !== undefined) return [{ id: draft.recipientId, kind: 'staff' }];
    return this.people.resolve(em, ticket.tenantId, rule.to, ticket, at);
  }
}

const noLink = { linkPurpose: null, linkAbout: null } as const;

/** What the link of a notice to the customer is for. */
const linkIn = ({ link }: NoticeRule, ticket: TicketEntity): Pick<NoticeEntity, 'linkPurpose' | 'linkAbout'> => {
  const about = link ? aboutOf(link, ticket) : null;
  return link && about !== null ? { linkPurpose: link, linkAbout: about } : noLink;
};

/** Whether the rule's condition is met. */
const holds = ({ when }: NoticeRule, ticket: TicketEntity, { data }: FactDraft): boolean => {
  if (when === 'urgent') return ticket.urgent;
  if (when === 'cancel-requested') return Boolean(ticket.flow.cancelRequest);
  if (when === 'unconfirmed') return ticket.wait === 'confirmation';
  return when === 'always' || ('regionBefore' in data && 'region' in data && data.regionBefore !== data.region && ticket.flow.visit !== null && ticket.flow.visit !== undefined);
};

const applies = (rule: NoticeRule, { definition, data }: FactDraft): boolean => {
  if (rule.on === 'registered') return definition === ticketRegistered;
  if (rule.on === 'escalated') return definition === ticketEscalated;
  if (rule.on === 'record-incomplete') return definition === recordIncomplete;
  if (rule.on === 'relocated') return definition === ticketRelocated;
  if (definition !== ticketTransitioned) return false;
  const { command, from, to } = data as { command: string; from: string; to: string };
  // A further version of a plan is to be approved or agreed to like the first one, and brings the link that the first one's can no longer be.
  const reached = from !== to || command === 'plan';
  return rule.by.some((name) => name === command) || (reached && rule.at.includes(to));
};
