import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { CommandState, messageFor } from '@mendline/platform/graphql';
import type { Language } from '@mendline/platform/graphql';
import { newId } from '@mendline/platform/ids';
import { Inject, Injectable } from '@nestjs/common';
import { ChannelFailure } from '../channel/channel.port.js';
import type { TestChannelPayload } from '../channel/channel.model.js';
import type { TestChannelInput } from '../channel/channel.input.js';
import { ChannelService } from '../channel/channel.service.js';
import { AddressBook } from './address.book.js';
import type { Composed } from './message.composer.js';
import { eventOf } from './message.text.js';
import { RecipientLimits } from './recipient.limits.js';

/** What a test says, and to whom: mail and short messages go to whoever asks. */
@Injectable()
export class TestWords {
  constructor(
    private readonly addresses: AddressBook,
    private readonly limits: RecipientLimits,
  ) {}

  async of(em: Parameters<AddressBook['destination']>[0], ref: Parameters<AddressBook['destination']>[1], code: string): Promise<{ readonly text: Readonly<Record<Language, string>>; readonly to: string }> {
    const text = (await this.limits.rules(em, ref.tenantId)).texts.test;
    if (code !== 'email' && code !== 'sms') return { text, to: '' };
    const { address } = await this.addresses.destination(em, ref, code);
    if (address === null) throw new ChannelFailure('channel.address-missing', true);
    return { text, to: address };
  }
}

/** Sends one message through a channel at once, for an administrator who has just set it up. A key is one message, however often it is sent. */
@Injectable()
export class ChannelTest {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly journal: CommandJournal,
    private readonly channels: ChannelService,
    private readonly words: TestWords,
  ) {}

  async run(who: Principal, language: Language, { key, code }: TestChannelInput): Promise<TestChannelPayload> {
    const { outcome } = await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'testChannel', input: { code },
      work: () => Promise.resolve({ messageId: newId('msg') }),
    });
    const problem = await this.send(who, language, code, outcome.messageId);
    return { commandId: key, state: CommandState.DONE, userErrors: [], taken: problem === null, problem };
  }

  private async send(who: Principal, language: Language, code: string, id: string): Promise<string | null> {
    try {
      const { send, message } = await this.compose(who, language, code, id);
      await send(message);
      return null;
    } catch (error) {
      return problemIn(language, error instanceof ChannelFailure ? error.message : 'channel.unreachable');
    }
  }

  private compose({ tenant: tenantId, personId }: Principal, language: Language, code: string, id: string): Promise<Composed> {
    return this.database.tx(tenantId, async (em) => {
      const at = await this.clock.now(em);
      const send = await this.channels.open(em, tenantId, code, at);
      const { text, to } = await this.words.of(em, { tenantId, recipientKind: 'staff', recipientId: personId ?? '' }, code);
      const event = eventOf({ id, rule: 'test', ticketId: null, number: null, ...text, createdAt: at });
      return { send, message: { id, tenantId, recipientId: personId ?? '', language, subject: text[language], text: text[language], to, at, event } };
    });
  }
}

/** A stored problem, `code (status)`, in words. */
export const problemIn = (language: Language, problem: string): string => {
  const [, code = problem, status = ''] = /^(\S+)( \(.*\))?$/u.exec(problem) ?? [];
  return `${messageFor(code, {}, language)}${status}`;
};
