import { notFound } from '@mendline/contracts';
import { AuditLog } from '@mendline/platform/audit';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { CommandState, connectionPage, readPage } from '@mendline/platform/graphql';
import type { Language, PageArgs } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { problemIn } from './channel-test.service.js';
import { dropDead, pageOfDead, replayDead } from './dead-message.repository.js';
import type { DeadMessage } from './dead-message.repository.js';
import type * as input from './delivery.input.js';
import type * as model from './delivery.model.js';
import { perMinuteOf, RecipientLimits } from './recipient.limits.js';

/** Given up messages of a tenant: seen, sent again, or dropped by an administrator. */
@Injectable()
export class DeadMessageService {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly limits: RecipientLimits,
    private readonly audit: AuditLog,
  ) {}

  list({ tenant }: Principal, language: Language, args: PageArgs): Promise<model.DeadDeliveryConnection> {
    const page = readPage(args);
    return this.database.tx(tenant, async (em) => {
      const { edges, pageInfo } = connectionPage(await pageOfDead(em, tenant, page), page, ({ id }) => ({ sort: id, id }));
      return { pageInfo, edges: edges.map(({ cursor, node }) => ({ cursor, node: view(node, language) })) };
    });
  }

  /** Throws DomainError `delivery.unknown` for a message that is named and was not given up. */
  replay(who: Principal, { key, messageId = null }: input.ReplayDeliveriesInput): Promise<model.DeliveriesPayload> {
    return this.journaled(who, key, 'replayDeliveries', messageId, async (em, now) => {
      const rules = await this.limits.rules(em, who.tenant);
      return replayDead(em, who.tenant, messageId, { person: perMinuteOf('staff', rules), group: perMinuteOf('group', rules) }, now);
    });
  }

  /** Throws DomainError `delivery.unknown`. */
  drop(who: Principal, { key, messageId }: input.DropDeliveryInput): Promise<model.DeliveriesPayload> {
    return this.journaled(who, key, 'dropDelivery', messageId, async (em, now) => Number(await dropDead(em, who.tenant, messageId, now)));
  }

  private async journaled(who: Principal, key: string, operation: string, messageId: string | null, work: (em: EntityManager, now: Date) => Promise<number>): Promise<model.DeliveriesPayload> {
    const { outcome } = await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation, input: { messageId },
      work: async (em, now) => {
        const count = await work(em, now);
        if (count === 0 && messageId !== null) throw notFound('delivery.unknown');
        await this.audit.append(em, { tenantId: who.tenant, actor: who.personId ?? who.subject, action: `delivery.${operation}`, subject: messageId ?? 'all', detail: { count } });
        return { count };
      },
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], count: outcome.count };
  }
}

const view = ({ id, channel, recipientKind, recipientId, size, attempts, problem, settledAt }: DeadMessage, language: Language): model.DeadDelivery => ({
  id, channel, recipientKind, recipientId, notices: size, attempts, problem: problemIn(language, problem), givenUpAt: settledAt,
});
