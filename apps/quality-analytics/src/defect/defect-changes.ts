import { EventEmitter, on } from 'node:events';
import { SubscriptionHub } from '@mendline/platform/graphql';
import { PgNotifications } from '@mendline/platform/notifications';
import { ShutdownSequence } from '@mendline/platform/service';
import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { z } from 'zod';

const channel = 'quality_changes';
const changeSchema = z.object({ tenant: z.string(), alertId: z.string() });

const alertIdOf = (payload: string): z.infer<typeof changeSchema> | undefined => {
  try {
    return changeSchema.safeParse(JSON.parse(payload)).data;
  } catch {
    return undefined;
  }
};

/** Ids of alerts after commit, by tenant, for the subscribers of this process. */
@Injectable()
export class DefectChanges implements OnApplicationBootstrap {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly hub = new SubscriptionHub<string>((tenant, signal) => this.source(tenant, signal));

  constructor(
    private readonly notifications: PgNotifications,
    private readonly shutdown: ShutdownSequence,
  ) {}

  onApplicationBootstrap(): void {
    this.notifications.listen(channel, (payload) => {
      const change = alertIdOf(payload);
      if (change) this.emitter.emit(change.tenant, change.alertId);
    });
    this.shutdown.register('relay', 'notifications', async () => {
      this.hub.close();
      await this.notifications.close();
    });
  }

  /** Alerts of a tenant from now on. */
  follow(tenantId: string): AsyncIterableIterator<string> {
    return this.hub.subscribe(tenantId);
  }

  private async *source(tenant: string, signal: AbortSignal): AsyncGenerator<string> {
    const events = on(this.emitter, tenant, { signal }) as AsyncIterable<[string]>;
    for await (const [alertId] of events) yield alertId;
  }
}
