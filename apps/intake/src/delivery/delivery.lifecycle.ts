import { setTimeout as pause } from 'node:timers/promises';
import { Database } from '@mendline/platform/database';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { LOGGER } from '@mendline/platform/logging';
import type { Logger } from '@mendline/platform/logging';
import { OpsRegistry, ShutdownSequence } from '@mendline/platform/service';
import { Inject, Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap } from '@nestjs/common';
import { GroupingService } from './grouping.service.js';
import { deliveryCounts, purgeMessages } from './message.repository.js';
import { SendingService } from './sending.service.js';

const pollMs = 1_000;
const purgeEveryMs = 3_600_000;
const keptMs = 30 * 24 * 3_600_000;

/** Where the sender reports, and by whom it is stopped. */
@Injectable()
export class SenderParts {
  constructor(
    readonly ops: OpsRegistry,
    readonly shutdown: ShutdownSequence,
    @Inject(LOGGER) readonly log: Logger,
  ) {}
}

/** The sender in the life of a process with the role `notices`; any number of processes may run one. */
@Injectable()
export class DeliveryLifecycle implements OnApplicationBootstrap {
  private readonly stopping = new AbortController();
  private life: Promise<void> = Promise.resolve();
  private purgedAt = 0;

  constructor(
    private readonly grouping: GroupingService,
    private readonly sending: SendingService,
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly parts: SenderParts,
  ) {}

  onApplicationBootstrap(): void {
    this.parts.ops.register('notices', () => this.database.systemTx(async (em) => ({ ...(await deliveryCounts(em)) })));
    this.parts.shutdown.register('relay', 'sender of notices', () => this.stop());
    this.life = this.live();
  }

  private async stop(): Promise<void> {
    this.stopping.abort();
    await this.life;
    await this.sending.rest();
  }

  private async live(): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const busy = await this.turn();
      if (!busy) await Promise.race([pause(pollMs, undefined, { signal: this.stopping.signal }).catch(() => undefined), this.sending.oneEnded()]);
    }
  }

  /** Whether there may be more to do at once. */
  private async turn(): Promise<boolean> {
    try {
      const made = await this.grouping.pass();
      const sent = await this.sending.pass();
      await this.purge();
      return made > 0 || sent > 0;
    } catch (error) {
      this.parts.log.warn({ error }, 'the sender of notices pauses');
      return false;
    }
  }

  private async purge(): Promise<void> {
    const now = (await this.clock.now()).getTime();
    if (now < this.purgedAt + purgeEveryMs) return;
    this.purgedAt = now;
    await this.database.systemTx((em) => purgeMessages(em, new Date(now - keptMs)));
  }
}
