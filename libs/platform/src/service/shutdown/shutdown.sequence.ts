import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { LOGGER, type Logger } from '../../logging/index.js';
import { HealthRegistry } from '../health/health.registry.js';

/** Workers drain while the process still answers; relays and consumers stop after HTTP; connections close last. */
export type ShutdownStage = 'worker' | 'relay' | 'pool';

interface Step {
  readonly stage: ShutdownStage;
  readonly name: string;
  readonly stop: () => Promise<void>;
}

/** The order in which a process ends: nothing loses what it stands on before it has come to rest. */
@Injectable()
export class ShutdownSequence implements BeforeApplicationShutdown, OnApplicationShutdown {
  private readonly steps: Step[] = [];

  constructor(
    @Inject(HealthRegistry) private readonly health: HealthRegistry,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  register(stage: ShutdownStage, name: string, stop: () => Promise<void>): void {
    this.steps.push({ stage, name, stop });
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.health.close();
    await this.run('worker');
  }

  async onApplicationShutdown(): Promise<void> {
    await this.run('relay');
    await this.run('pool');
  }

  /** One part that cannot stop keeps no other from stopping. */
  private async run(stage: ShutdownStage): Promise<void> {
    const steps = this.steps.filter((step) => step.stage === stage);
    await Promise.all(
      steps.map(async ({ name, stop }) => {
        try {
          await stop();
        } catch (error) {
          this.logger.error({ error, part: name }, 'a part did not stop cleanly');
        }
      }),
    );
  }
}
