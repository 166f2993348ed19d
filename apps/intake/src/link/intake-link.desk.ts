import type { Language } from '@mendline/platform/graphql';
import { LinkActs, linkMovedOn, linkOtherPurpose } from '@mendline/platform/links';
import type { LinkAnswer, LinkDesk, LinkPage, OpenedLink } from '@mendline/platform/links';
import { Injectable } from '@nestjs/common';
import { LinkCommands } from './link.commands.js';
import { isAwaited } from './link.about.js';
import { LinkReader } from './link.reader.js';
import { confirmPage, headOf, progressPage, surveyPage } from './link.view.js';

/** Intake's part behind customers' links: to confirm a result, to answer the survey, to see the progress. Plans are field-service's. */
@Injectable()
export class IntakeLinkDesk implements LinkDesk {
  readonly path = '/l';
  readonly purposes = ['confirm', 'survey', 'progress'] as const;

  constructor(
    private readonly reader: LinkReader,
    private readonly acts: LinkActs,
    private readonly commands: LinkCommands,
  ) {}

  customerOf(tenantId: string, ticketId: string): Promise<string | null> {
    return this.reader.customerOf(tenantId, ticketId);
  }

  /** Throws DomainError `link.revoked`, `link.moved-on`. */
  async show(link: OpenedLink, language: Language): Promise<LinkPage> {
    const { ticket, pack, customer, request } = await this.reader.behind(link);
    const view = { ticket, pack, language };
    if (link.purpose === 'progress') return progressPage(view, customer, await this.reader.reached(link, ticket));
    const answered = await this.acts.answered(link, language);
    if (answered) return { ...headOf(view), ...answered };
    if (!isAwaited(link.purpose, ticket, link.isAbout)) throw linkMovedOn();
    return link.purpose === 'confirm' ? confirmPage(view, request) : surveyPage(view);
  }

  /** Throws DomainError `link.revoked`, `link.moved-on`, `link.other-purpose`, and what is wrong with the answer. */
  async act(link: OpenedLink, answer: LinkAnswer, language: Language): Promise<LinkPage> {
    if (link.purpose === 'progress') throw linkOtherPurpose();
    const { ticket, pack } = await this.reader.behind(link);
    return { ...headOf({ ticket, pack, language }), ...(await this.acts.once(link, answer.act, language, (use) => this.commands.give(link, answer, use))) };
  }
}
