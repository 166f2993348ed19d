import { forbidden } from '@mendline/contracts';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { Database } from '@mendline/platform/database';
import { CommandState, connectionPage, readPage } from '@mendline/platform/graphql';
import type { Language, PageArgs } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { NoticeEntity } from './notice.entity.js';
import type { MarkNoticeReadInput } from './notice.input.js';
import type * as model from './notice.model.js';
import { pageOfNotices } from './notice.repository.js';
import { NoticeService } from './notice.service.js';

/** Whom notices are for: the member of staff or the customer who calls. Throws DomainError `notice.no-recipient`. */
export const recipientOf = ({ roles, personId, customerId }: Principal): string => {
  const id = roles.includes('customer') ? customerId : personId;
  if (id === undefined) throw forbidden('notice.no-recipient');
  return id;
};

/** A caller's own notices. */
@Injectable()
export class NoticeReader {
  constructor(
    private readonly database: Database,
    private readonly journal: CommandJournal,
    private readonly notices: NoticeService,
  ) {}

  list(who: Principal, language: Language, unreadOnly: boolean, args: PageArgs): Promise<model.NoticeConnection> {
    const page = readPage(args);
    const recipient = recipientOf(who);
    return this.database.tx(who.tenant, async (em) => {
      const { edges, pageInfo } = connectionPage(await pageOfNotices(em, who.tenant, recipient, unreadOnly, page), page, ({ createdAt, id }) => ({ sort: createdAt.toISOString(), id }));
      return { edges: edges.map(({ cursor, node }) => ({ cursor, node: view(node, language) })), pageInfo };
    });
  }

  /** The caller's notice of this id; null for anybody else's. */
  async byId(who: Principal, language: Language, id: string): Promise<model.Notice | null> {
    const recipientId = recipientOf(who);
    const notice = await this.database.tx(who.tenant, (em) => em.findOne(NoticeEntity, { where: { tenantId: who.tenant, id, recipientId } }));
    return notice && view(notice, language);
  }

  async markRead(who: Principal, language: Language, { key, noticeId }: MarkNoticeReadInput): Promise<model.NoticePayload> {
    const recipient = recipientOf(who);
    await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'markNoticeRead', input: { noticeId },
      work: async (em, now) => ({ noticeId: (await this.notices.markRead(em, who.tenant, recipient, noticeId, now)).id }),
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], notice: await this.byId(who, language, noticeId) };
  }
}

const view = (notice: NoticeEntity, language: Language): model.Notice => {
  const { id, rule, ticketId, number, createdAt, readAt } = notice;
  return { id, rule, ticketId, number, createdAt, readAt, text: notice[language] };
};
