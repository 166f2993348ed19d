import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ChannelService } from '../channel/channel.service.js';
import type { Way } from '../channel/channel.service.js';
import { AddressBook } from './address.book.js';
import { channelsFor } from './delivery.domain.js';
import { insertDeliveries } from './delivery.repository.js';
import type { NewDelivery } from './delivery.repository.js';

type NoticeRule = PolicyPack['notices'][number];
type RecipientKind = NewDelivery['recipientKind'];

/** A notice that was just written, and the rule that made it. */
export interface OwedNotice {
  readonly id: string;
  readonly recipientId: string;
  readonly recipientKind: RecipientKind;
  readonly rule: NoticeRule;
}

/** What all notices of one fact have in common. */
export interface Owing {
  readonly tenantId: string;
  readonly pack: PolicyPack;
  /** 1 is the gravest. */
  readonly severity: number;
  readonly at: Date;
}

/** Writes what notices owe to channels outside the application, in the transaction that writes the notices: whatever is told inside is told outside. */
@Injectable()
export class DeliveryService {
  constructor(
    private readonly channels: ChannelService,
    private readonly addresses: AddressBook,
  ) {}

  /** The ways out that the tenant has. */
  ways(em: EntityManager, tenantId: string): Promise<Way[]> {
    return this.channels.ways(em, tenantId);
  }

  async owe(em: EntityManager, owing: Owing, notices: readonly OwedNotice[], ways: readonly Way[]): Promise<void> {
    const open = ways.map(({ channel }) => channel);
    const toPersons = [...(await this.toPersons(em, owing, notices, 'staff', open)), ...(await this.toPersons(em, owing, notices, 'customer', open))];
    const direct = notices.filter(({ recipientKind }) => recipientKind === 'group' || recipientKind === 'webhook').map((notice) => deliveryOf(notice, channelOfRecipient(notice.recipientId)));
    await insertDeliveries(em, owing, [...toPersons, ...direct]);
  }

  private async toPersons(em: EntityManager, { tenantId, pack }: Owing, all: readonly OwedNotice[], kind: 'staff' | 'customer', open: readonly string[]): Promise<NewDelivery[]> {
    const notices = all.filter(({ recipientKind }) => recipientKind === kind);
    const reached = await this.addresses.reach(em, tenantId, kind, [...new Set(notices.map(({ recipientId }) => recipientId))]);
    return notices.flatMap((notice) => {
      const reach = reached.get(notice.recipientId);
      if (!reach) return [];
      return channelsFor(notice.rule.channels, pack.delivery.byRole, reach, open).map((channel) => deliveryOf(notice, channel));
    });
  }
}

/** Robots and subscriptions are recipients by the name of their channel. */
const channelOfRecipient = (recipientId: string): string => recipientId.replace(/^group:/u, '');

const deliveryOf = ({ id, recipientId, recipientKind }: OwedNotice, channel: string): NewDelivery => ({ noticeId: id, channel, recipientKind, recipientId });

interface OtherRecipient {
  readonly id: string;
  readonly kind: 'group' | 'webhook';
}

/** The robots and subscriptions that a rule tells, as recipients. */
export const otherRecipients = (rule: Pick<NoticeRule, 'code' | 'groups'>, ways: readonly Way[]): readonly OtherRecipient[] =>
  ways.flatMap(({ channel, kind, rules }): readonly OtherRecipient[] => {
    if (kind === 'webhook') return rules.length === 0 || rules.includes(rule.code) ? [{ id: channel, kind }] : [];
    const robot = kind === 'dingtalk' || kind === 'wecom';
    return robot && rule.groups.includes(channel) ? [{ id: `group:${channel}`, kind: 'group' }] : [];
  });
