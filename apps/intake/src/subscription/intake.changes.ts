import { EventEmitter, on } from 'node:events';
import { SubscriptionHub } from '@mendline/platform/graphql';
import { PgNotifications } from '@mendline/platform/notifications';
import { OpsRegistry, ShutdownSequence } from '@mendline/platform/service';
import { Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { changesChannel, readChange, topicOf } from './intake.change.js';
import type { IntakeChange } from './intake.change.js';

/** Injection token: whether this process answers people, and so listens. */
export const LISTENS = Symbol('mendline.intake.listens');

/** Committed changes of this service's database, for the subscribers of this process. */
@Injectable()
export class IntakeChanges implements OnApplicationBootstrap {
  private readonly emitter = new EventEmitter().setMaxListeners(0);
  private readonly hub = new SubscriptionHub<IntakeChange>((topic, signal) => this.source(topic, signal));

  constructor(
    @Inject(LISTENS) private readonly listens: boolean,
    private readonly notifications: PgNotifications,
    private readonly ops: OpsRegistry,
    private readonly shutdown: ShutdownSequence,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.listens) return;
    this.notifications.listen(changesChannel, (payload) => this.tell(payload));
    this.ops.register('subscriptions', () => ({ subscribers: this.subscribers }));
    this.shutdown.register('relay', 'notifications', async () => {
      this.hub.close();
      await this.notifications.close();
    });
  }

  /** Subscribers of this process now. */
  get subscribers(): number {
    return this.hub.size;
  }

  /** Changes of a topic from now on; a reader that falls behind is dropped. */
  follow(topic: string): AsyncIterableIterator<IntakeChange> {
    return this.hub.subscribe(topic);
  }

  private tell(payload: string): void {
    const change = readChange(payload);
    if (change) this.emitter.emit(topicOf(change), change);
  }

  private async *source(topic: string, signal: AbortSignal): AsyncGenerator<IntakeChange> {
    const events = on(this.emitter, topic, { signal }) as AsyncIterable<[IntakeChange]>;
    for await (const [change] of events) yield change;
  }
}
