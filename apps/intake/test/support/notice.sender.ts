import { FixedClock } from '@mendline/platform/clock';
import { Database } from '@mendline/platform/database';
import { ticketEscalated } from '@mendline/contracts/facts';
import { createLogger } from '@mendline/platform/logging';
import { ChannelService } from '../../src/channel/channel.service.js';
import { GroupingService } from '../../src/delivery/grouping.service.js';
import { MessageComposer } from '../../src/delivery/message.composer.js';
import { QuietHours } from '../../src/delivery/quiet.hours.js';
import { RecipientLimits } from '../../src/delivery/recipient.limits.js';
import { SendingService } from '../../src/delivery/sending.service.js';
import { NoticeService } from '../../src/notice/notice.service.js';
import { PolicyPackService } from '../../src/policy-pack/policy-pack.service.js';
import { TicketEntity } from '../../src/ticket/ticket.entity.js';
import { demoPack, publishPack } from './packs.js';
import { newKey } from './running.intake.js';
import type { Caller, RunningIntake } from './running.intake.js';

export const administrator: Caller = { roles: ['administrator'], personId: 'p_admin' };

const pairs = (values: object): object[] => Object.entries(values).map(([name, value]) => ({ name, value: String(value) }));

/** Sets a channel as an administrator does; answers the reason of a refusal. */
export const setChannel = async (intake: RunningIntake, channelKind: string, settings: object, secrets: object | null, more: object = {}): Promise<string | undefined> => {
  const { reason } = await intake.ask(administrator, 'mutation ($input: SetChannelInput!) { setChannel(input: $input) { channel { code } } }', {
    input: { key: newKey(), channelKind: channelKind.toUpperCase(), settings: pairs(settings), ...(secrets && { secrets: pairs(secrets) }), ...more },
  });
  return reason;
};

/** Publishes the demonstration's pack with other delivery rules; its rule `late` tells these robots too. */
export const publishDelivery = async (intake: RunningIntake, delivery: object, groups: readonly string[] = []): Promise<void> => {
  const demo = await demoPack();
  const yaml = `${demo.replace(/^delivery:\n(?: .*\n)+/mu, '').replace('{ code: late, on: escalated,', `{ code: late, on: escalated, groups: ${JSON.stringify(groups)},`)}\ndelivery: ${JSON.stringify(delivery)}\n`;
  await publishPack(intake, yaml);
};

let tellings = 0;

/** The sender of notices under a clock that the spec sets, in place of the process's own. */
export class NoticeSender {
  readonly clock: FixedClock;
  readonly grouping: GroupingService;
  readonly sending: SendingService;
  private readonly database: Database;

  constructor(
    private readonly intake: RunningIntake,
    at: string,
  ) {
    const part = <T>(type: abstract new (...args: never[]) => T): T => intake.app.get<T>(type, { strict: false });
    this.clock = new FixedClock(at);
    this.database = part(Database);
    const limits = part(RecipientLimits);
    this.grouping = new GroupingService(this.database, this.clock, limits, part(QuietHours), part(ChannelService));
    this.sending = new SendingService(this.database, this.clock, part(MessageComposer), limits, createLogger({ service: 'spec', level: 'silent' }));
  }

  /** Sends until nothing more is to be done at this instant. Answers how many messages were taken up. */
  async drain(): Promise<number> {
    for (let taken = 0; ; ) {
      const made = await this.grouping.pass();
      await this.sending.rest();
      const sent = await this.sending.pass();
      await this.sending.rest();
      taken += sent;
      if (made + sent === 0) return taken;
    }
  }

  /** Tells one person of escalations of so many tickets in the same second, by the pack's rule `late`. Answers the tickets' numbers. */
  async escalate(ticketId: string, recipientId: string, count: number, severity?: number): Promise<string[]> {
    const notices = this.intake.app.get(NoticeService, { strict: false });
    const packs = this.intake.app.get(PolicyPackService, { strict: false });
    const at = await this.clock.now();
    tellings += 1;
    const numbers = Array.from({ length: count }, (_, i) => `T${tellings}-${String(i).padStart(4, '0')}`);
    await this.database.tx('huaxin', async (em) => {
      const ticket = await em.findOneOrFail(TicketEntity, { where: { tenantId: 'huaxin', id: ticketId } });
      const { pack } = await packs.current(em, 'huaxin');
      for (const number of numbers) {
        const told = { ...ticket, id: `cn1_${number}`, number, severity: severity ?? ticket.severity };
        await notices.follow(em, told, pack, [{ draft: { definition: ticketEscalated, recipientId, data: { target: 'contact' } }, cause: `${told.id}:1` }], at);
      }
    });
    return numbers;
  }
}
