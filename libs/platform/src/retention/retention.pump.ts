import { silentLog, type LeaderSession, type RelayLog, type RelayPump } from '../outbox/relay.pump.js';
import { forget, type Forgotten } from './forget.js';
import type { RetentionSettings } from './retention.settings.js';

const dayMs = 24 * 3_600_000;
const retryMs = 60_000;
/** Between two batches: the relay's other statements go first. */
const breathMs = 100;

/** Daily, and at every start: forgets what nobody may ask for again, a small batch at a time. */
export class RetentionPump implements RelayPump {
  readonly name = 'retention';
  private nextAt = 0;
  private pass: AsyncGenerator<Forgotten> | undefined;
  private readonly counts = { commands: 0, inbox: 0, passes: 0, failed: 0 };

  constructor(
    private readonly settings: RetentionSettings,
    private readonly log: RelayLog = silentLog,
  ) {}

  get pollMs(): number {
    return this.pass === undefined ? retryMs : breathMs;
  }

  async drain(session: LeaderSession): Promise<void> {
    if (this.pass === undefined && performance.now() < this.nextAt) return;
    try {
      await this.step(session);
    } catch (error) {
      // A lock that is not to be had for the moment is no reason to give up the relay's session.
      this.counts.failed += 1;
      this.log.warn({ error }, 'forgetting is put off');
      this.end(retryMs);
    }
  }

  /** The session of a pass is lost with the lead: the next one begins anew. */
  async rest(): Promise<void> {
    await this.pass?.return(undefined);
    this.pass = undefined;
  }

  /** What this process has forgotten since its start. */
  status(): Readonly<Record<string, number>> {
    return { ...this.counts };
  }

  private async step(session: LeaderSession): Promise<void> {
    this.pass ??= forget(session, this.settings);
    const { done, value } = await this.pass.next();
    if (done === true) {
      this.counts.passes += 1;
      this.end(dayMs);
    } else {
      this.counts.commands += value.commands;
      this.counts.inbox += value.inbox;
    }
  }

  private end(waitMs: number): void {
    this.pass = undefined;
    this.nextAt = performance.now() + waitMs;
  }
}
