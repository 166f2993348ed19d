import { conflict, DomainError } from '@mendline/contracts/errors';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { AuditLog } from '../audit/index.js';
import { CommandJournal, type CommandPayload } from '../commands/index.js';
import type { Language } from '../graphql/errors/index.js';
import type { OpenedLink } from './link.desk.js';
import { linkMovedOn } from './link.errors.js';
import type { LinkPage } from './link.page.js';
import { linkWords } from './link.words.js';

/** How a command by link is given. */
export interface LinkUse {
  /** Names link and command alike: the command of a click says by which link it came. */
  readonly key: string;
  /** To be run in the transaction that keeps the command: who acted how stands in the audit log as soon as the command is there. */
  readonly witness: (em: EntityManager) => Promise<void>;
}

/** A refused act may be tried again, but not for ever. */
const mostTries = 9;

/** Acts by link: one for each link, however often somebody clicks. */
@Injectable()
export class LinkActs {
  constructor(
    private readonly journal: CommandJournal,
    private readonly audit: AuditLog,
  ) {}

  /** What the first click was answered; null while nothing has come of the link. */
  async answered(link: OpenedLink, language: Language): Promise<LinkPage | null> {
    const { state } = await this.tryOf(link);
    return state && pageOf(state, language);
  }

  /** Gives the command, unless it was given already. Throws what the command is refused with; then the link may be used again. */
  async once(link: OpenedLink, act: string, language: Language, give: (use: LinkUse) => Promise<CommandPayload>): Promise<LinkPage> {
    const { key, state } = await this.tryOf(link);
    if (state) return pageOf(state, language);
    try {
      const given = await give({ key, witness: (em) => this.note(em, link, act, key) });
      if (given.state === 'REJECTED') throw conflict(given.code as `${string}.${string}`);
      return pageOf(given.state, language);
    } catch (error) {
      // Two clicks at the same time that say different things: the first one counts.
      if (error instanceof DomainError && error.code === 'command.key-reused') return (await this.answered(link, language)) ?? pageOf('PENDING', language);
      throw error;
    }
  }

  private async tryOf({ id, who }: OpenedLink): Promise<{ readonly key: string; readonly state: 'DONE' | 'PENDING' | null }> {
    for (let n = 0; n < mostTries; n += 1) {
      const key = n === 0 ? `link:${id}` : `link:${id}:${n}`;
      const found = await this.journal.find(who.tenant, key);
      if (found === null) return { key, state: null };
      if (found.state !== 'REJECTED') return { key, state: found.state };
    }
    throw linkMovedOn();
  }

  /** Once for a command, though several copies of a click may come at the same time. */
  private async note(em: EntityManager, { id, purpose, ticketId, who }: OpenedLink, act: string, key: string): Promise<void> {
    await em.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [`${who.tenant}/${key}`]);
    if ((await this.journal.readInput(em, who.tenant, key)) !== null) return;
    await this.audit.append(em, { tenantId: who.tenant, actor: who.customerId, action: 'link.used', subject: ticketId, detail: { link: id, purpose, act, how: 'click', commandId: key } });
  }
}

const pageOf = (state: 'DONE' | 'PENDING', language: Language): LinkPage => {
  const words = linkWords[language];
  return { status: state === 'DONE' ? 200 : 202, title: words.doneTitle, lead: state === 'DONE' ? words.done : words.kept };
};
