import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { CLOCK, type Clock } from '../../clock/index.js';
import { Database } from '../../database/index.js';
import { LOGGER, type Logger } from '../../logging/index.js';
import { Relay } from '../../outbox/index.js';
import { OpsRegistry } from '../../service/ops/ops.registry.js';
import { ShutdownSequence } from '../../service/shutdown/shutdown.sequence.js';
import { FILE_HOUSEKEEPING, type FileHousekeepingSettings } from './housekeeping.settings.js';
import { FilesPump } from './files.pump.js';

const countsSql = 'select state, count(*)::int as count from files group by state';

/** Housekeeping of files in the life of the process: one process of the service does it at a time. */
@Injectable()
export class FilesHousekeeping implements OnApplicationBootstrap {
  private readonly relay: Relay;

  constructor(
    @Inject(FILE_HOUSEKEEPING) { systemUrl, store, orphanHours }: FileHousekeepingSettings,
    @Inject(CLOCK) clock: Clock,
    @Inject(LOGGER) log: Logger,
    private readonly database: Database,
    private readonly ops: OpsRegistry,
    private readonly shutdown: ShutdownSequence,
  ) {
    this.relay = new Relay({ systemUrl, group: 'files', pumps: [new FilesPump({ store, clock, orphanHours, log })], log });
  }

  onApplicationBootstrap(): void {
    this.ops.register('files', async () => ({ ...(await this.counts()), housekeeping: { ...this.relay.status().pumps['files'] } }));
    this.shutdown.register('relay', 'file housekeeping', () => this.relay.stop());
    this.relay.start();
  }

  private async counts(): Promise<Record<string, number>> {
    const rows = await this.database.systemTx((em) => em.query<{ state: string; count: number }[]>(countsSql));
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  }
}
