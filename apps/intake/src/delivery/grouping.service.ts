import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { newId } from '@mendline/platform/ids';
import { Inject, Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ChannelService } from '../channel/channel.service.js';
import { planBatches } from './delivery.domain.js';
import { dueRecipients, insertMessage, lockRecipient, putOff, recentOf, waitingOf, windowMs } from './delivery.repository.js';
import type { Recent, RecipientRef, WaitingRow } from './delivery.repository.js';
import { roomOf } from './message.text.js';
import { QuietHours } from './quiet.hours.js';
import { perMinuteOf, RecipientLimits } from './recipient.limits.js';

/** Makes messages of what waits: never more for a recipient than fit into a minute, the rest as digests; in quiet hours only what is grave. */
@Injectable()
export class GroupingService {
  constructor(
    private readonly database: Database,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly limits: RecipientLimits,
    private readonly quiet: QuietHours,
    private readonly channels: ChannelService,
  ) {}

  /** Takes every recipient for whom something is due once. Answers how many messages came of it. */
  async pass(): Promise<number> {
    const recipients = await this.database.systemTx(async (em) => dueRecipients(em, await this.clock.now(em)));
    let made = 0;
    for (const ref of recipients) made += await this.database.tx(ref.tenantId, (em) => this.group(em, ref));
    return made;
  }

  private async group(em: EntityManager, ref: RecipientRef): Promise<number> {
    if (!(await lockRecipient(em, ref))) return 0;
    const now = await this.clock.now(em);
    const rules = await this.limits.rules(em, ref.tenantId);
    const quiet = await this.quiet.at(em, ref, rules, now);
    if (quiet) await putOff(em, ref, now, quiet.until, quiet.unlessSeverity);
    const waiting = await waitingOf(em, ref, now);
    const recent = await recentOf(em, ref, now);
    const made = await this.write(em, ref, waiting, perMinuteOf(ref.recipientKind, rules) - recent.count, now);
    if (made.notices < waiting.length) await putOff(em, ref, now, nextTurn(recent, now));
    return made.messages;
  }

  private async write(em: EntityManager, ref: RecipientRef, waiting: readonly WaitingRow[], slots: number, now: Date): Promise<{ readonly messages: number; readonly notices: number }> {
    const kinds = new Map((await this.channels.ways(em, ref.tenantId)).map(({ channel, kind }) => [channel, kind]));
    const batches = planBatches(waiting, slots, (channel) => roomOf(kinds.get(channel)));
    for (const { channel, deliveries } of batches) {
      await insertMessage(em, ref, { id: newId('msg'), channel, noticeIds: deliveries.map(({ noticeId }) => noticeId) }, now);
    }
    return { messages: batches.length, notices: batches.reduce((sum, { deliveries }) => sum + deliveries.length, 0) };
  }
}

/** When the oldest message of the last minute is a minute old, but not at once again: what is on its way is not sent yet. */
const nextTurn = ({ oldest }: Recent, now: Date): Date => new Date(Math.max(now.getTime() + 1_000, (oldest ?? now).getTime() + windowMs));
