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
import { channelKey, claimMessages, postponeMessage, settleMessage } from './message.repository.js';
import type { ClaimedMessage } from './message.repository.js';
import { perMinuteOf, RecipientLimits } from './recipient.limits.js';

/** Longer than a channel may take. A process that died leaves its messages to others after it. */
const leaseMs = 60_000;
const atOnce = 16;
/** A channel that hangs keeps no more of them than this, and as many again that were claimed with them. */
const perChannel = 4;

/**
 * Sends messages and notes what became of them. Between the two a process may die: the message then goes again, under the same id, by which mail
 * programs and receivers of webhooks know it.
 */
@Injectable()
export class SendingService {
  private readonly running = new Map<Promise<void>, string>();

  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly composer: MessageComposer,
    private readonly limits: RecipientLimits,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  /** Begins to send what is due, as far as there is room. Answers how many messages were taken up. */
  async pass(): Promise<number> {
    for (let taken = 0; ; ) {
      const claimed = await this.claim(Math.min(perChannel, atOnce - this.running.size));
      if (claimed.length === 0) return taken;
      claimed.forEach((message) => this.begin(message));
      taken += claimed.length;
    }
  }

  /** Resolves when one of those that were begun has ended; never while there is none. */
  async oneEnded(): Promise<void> {
    await Promise.race(this.running.keys());
  }

  /** Resolves when all that were begun have ended. */
  async rest(): Promise<void> {
    await Promise.all(this.running.keys());
  }

  private claim(room: number): Promise<readonly ClaimedMessage[]> {
    if (room <= 0) return Promise.resolve([]);
    const channels = [...this.running.values()];
    const busy = channels.filter((channel, i) => channels.indexOf(channel) === i && channels.filter((other) => other === channel).length >= perChannel);
    return this.database.systemTx(async (em) => {
      const now = await this.clock.now(em);
      return claimMessages(em, now, new Date(now.getTime() + leaseMs), room, busy);
    });
  }

  /** What cannot be noted is sent again when the lease is over. */
  private begin(claimed: ClaimedMessage): void {
    const work = this.deliver(claimed)
      .catch((error: unknown) => this.log.warn({ tenant: claimed.tenantId, message: claimed.id, error }, 'what became of a message could not be noted'))
      .finally(() => this.running.delete(work));
    this.running.set(work, channelKey(claimed));
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

  /** Null: what would be one message too many for this minute, because it is tried or sent again, waits for the next. */
  private prepare(claimed: ClaimedMessage): Promise<Composed | null> {
    return this.database.tx(claimed.tenantId, async (em) => {
      const now = await this.clock.now(em);
      const recent = await recentOf(em, claimed, now, claimed.id);
      if (recent.count >= perMinuteOf(claimed.recipientKind, await this.limits.rules(em, claimed.tenantId))) {
        await postponeMessage(em, claimed, 'delivery.minute-full', new Date((recent.oldest ?? now).getTime() + windowMs), claimed.attempts - 1);
        return null;
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
