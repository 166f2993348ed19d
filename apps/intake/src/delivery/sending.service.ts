import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { LOGGER } from '@mendline/platform/logging';
import type { Logger } from '@mendline/platform/logging';
import { failpoint } from '@mendline/platform/outbox';
import { Inject, Injectable } from '@nestjs/common';
import { ChannelFailure } from '../channel/channel.port.js';
import { mostTries, pauseAfter } from './delivery.domain.js';
import { recentOf, windowMs } from './delivery.repository.js';
import { MessageComposer } from './message.composer.js';
import type { Composed } from './message.composer.js';
import { claimMessages, postponeMessage, settleMessage } from './message.repository.js';
import type { ClaimedMessage } from './message.repository.js';
import { perMinuteOf, RecipientLimits } from './recipient.limits.js';

/** Longer than a channel may take. A process that died leaves its messages to others after it. */
const leaseMs = 60_000;
const atOnce = 8;

/**
 * Sends messages and notes what became of them. Between the two a process may die: the message then goes again, under the same id, by which mail
 * programs and receivers of webhooks know it.
 */
@Injectable()
export class SendingService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly composer: MessageComposer,
    private readonly limits: RecipientLimits,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Sends what is due, so many at once. Answers how many were taken up. */
  async pass(): Promise<number> {
    const claimed = await this.database.systemTx(async (em) => {
      const now = await this.clock.now(em);
      return claimMessages(em, now, new Date(now.getTime() + leaseMs), atOnce);
    });
    await Promise.all(claimed.map((message) => this.deliver(message)));
    return claimed.length;
  }

  private async deliver(claimed: ClaimedMessage): Promise<void> {
    try {
      const composed = await this.prepare(claimed);
      if (composed === null) return;
      await composed.send(composed.message);
      failpoint('notices.after-send');
    } catch (error) {
      await this.failed(claimed, error);
      return;
    }
    await this.database.tx(claimed.tenantId, async (em) => settleMessage(em, claimed, 'sent', null, await this.clock.now(em)));
  }

  /** Null: a try again that would be one message too many for this minute waits for the next. */
  private prepare(claimed: ClaimedMessage): Promise<Composed | null> {
    return this.database.tx(claimed.tenantId, async (em) => {
      const now = await this.clock.now(em);
      if (claimed.attempts > 1) {
        const recent = await recentOf(em, claimed, now, claimed.id);
        if (recent.count >= perMinuteOf(claimed.recipientKind, await this.limits.rules(em, claimed.tenantId))) {
          await postponeMessage(em, claimed, 'delivery.minute-full', new Date((recent.oldest ?? now).getTime() + windowMs), claimed.attempts - 1);
          return null;
        }
      }
      return this.composer.compose(em, claimed, now);
    });
  }

  private async failed(claimed: ClaimedMessage, error: unknown): Promise<void> {
    const { tenantId, id, channel, attempts } = claimed;
    const failure = error instanceof ChannelFailure ? error : null;
    const problem = failure?.message ?? 'channel.unreachable';
    const givenUp = failure?.lasting === true || attempts >= mostTries;
    this.log.warn({ tenant: tenantId, message: id, channel, attempts, problem, givenUp, ...(failure === null && { code: codeOf(error) }) }, 'a message was not taken');
    await this.database.tx(tenantId, async (em) => {
      const now = await this.clock.now(em);
      if (givenUp) return settleMessage(em, claimed, 'dead', problem, now);
      return postponeMessage(em, claimed, problem, new Date(now.getTime() + pauseAfter(attempts, Math.random(), failure?.retryAfterMs)), attempts);
    });
  }
}

/** Words of a connection may hold URLs and addresses; its code does not. */
const codeOf = (error: unknown): string => {
  const code = (error as { code?: unknown } | null)?.code;
  return typeof code === 'string' ? code : error instanceof Error ? error.name : 'unknown';
};
