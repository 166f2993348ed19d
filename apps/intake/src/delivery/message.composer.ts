import type { DeliveryRules } from '@mendline/contracts/policy-pack';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ChannelFailure } from '../channel/channel.port.js';
import type { Outgoing } from '../channel/channel.port.js';
import { ChannelService } from '../channel/channel.service.js';
import type { Send } from '../channel/channel.service.js';
import { LinkGiver } from '../link/link.giver.js';
import { AddressBook } from './address.book.js';
import type { Destination } from './address.book.js';
import type { ClaimedMessage, SentNotice } from './message.repository.js';
import { noticesOf } from './message.repository.js';
import { eventOf, wordsOf } from './message.text.js';
import type { NoticeUrls } from './message.text.js';
import { isPerson } from './quiet.hours.js';
import { RecipientLimits } from './recipient.limits.js';

/** A message with the channel that it goes through. */
export interface Composed {
  readonly message: Outgoing;
  readonly send: Send;
}

/** Writes messages out: words in the recipient's language, the address, the channel. Nothing of it is kept. */
@Injectable()
export class MessageComposer {
  constructor(
    private readonly channels: ChannelService,
    private readonly addresses: AddressBook,
    private readonly limits: RecipientLimits,
    private readonly links: LinkGiver,
  ) {}

  /** Throws ChannelFailure `channel.unknown`, `channel.disabled`, `channel.address-missing`. */
  async compose(em: EntityManager, claimed: ClaimedMessage, at: Date): Promise<Composed> {
    const { tenantId, id, channel, recipientId } = claimed;
    const send = await this.channels.open(em, tenantId, channel, at);
    const rules = await this.limits.rules(em, tenantId);
    const { address, language: chosen } = await this.destination(em, claimed);
    if (address === null) throw new ChannelFailure('channel.address-missing', true);
    const notices = await noticesOf(em, claimed);
    const language = chosen ?? rules.language;
    const [first] = notices;
    return { send, message: { id, tenantId, recipientId, language, ...wordsOf(notices, channel, rules.texts, language, await this.urls(claimed, notices, rules)), to: address, at, event: first ? eventOf(first) : {} } };
  }

  /** Of what goes to a customer. */
  private async urls({ tenantId, recipientKind, recipientId }: ClaimedMessage, notices: readonly SentNotice[], rules: DeliveryRules): Promise<NoticeUrls> {
    const urls = new Map<string, string>();
    if (recipientKind !== 'customer') return urls;
    for (const notice of notices) {
      const url = await this.links.linkOf(tenantId, recipientId, notice, rules);
      if (url !== null) urls.set(notice.id, url);
    }
    return urls;
  }

  private destination(em: EntityManager, claimed: ClaimedMessage): Promise<Destination> {
    if (!isPerson(claimed)) return Promise.resolve({ address: '', language: null });
    return this.addresses.destination(em, claimed, claimed.channel === 'sms' ? 'sms' : 'email');
  }
}
