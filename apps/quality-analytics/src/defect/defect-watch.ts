import { setTimeout as delay } from 'node:timers/promises';
import { LOGGER, type Logger } from '@mendline/platform/logging';
import { ShutdownSequence } from '@mendline/platform/service';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { DefectDetector } from './defect-detector.service.js';

const everyMs = 5_000;

/** Looks for defects as long as the process runs (role `worker`). */
@Injectable()
export class DefectWatch implements OnApplicationBootstrap {
  private readonly stopping = new AbortController();
  private life: Promise<void> = Promise.resolve();

  constructor(
    private readonly detector: DefectDetector,
    private readonly shutdown: ShutdownSequence,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onApplicationBootstrap(): void {
    this.shutdown.register('relay', 'defect watch', async () => {
      this.stopping.abort();
      await this.life;
    });
    this.life = this.watch();
  }

  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.detector.look().catch((error: unknown) => this.log.warn({ error }, 'the look for defects failed and will be taken again'));
      await delay(everyMs, undefined, { signal }).catch(() => undefined);
    }
  }
}
