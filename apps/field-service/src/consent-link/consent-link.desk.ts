import { invalid } from '@mendline/contracts/errors';
import type { Language } from '@mendline/platform/graphql';
import { LinkActs, linkOtherPurpose } from '@mendline/platform/links';
import type { LinkAnswer, LinkDesk, LinkPage, OpenedLink } from '@mendline/platform/links';
import { Injectable } from '@nestjs/common';
import { PlanCommandService, type PlanConsent } from '../plan/plan-command.service.js';
import { ConsentLinkReader } from './consent-link.reader.js';
import { consentPage } from './consent-link.view.js';

/** Field-service's part behind customers' links: the customer's word on plan and quote, with the link as evidence [C12]. */
@Injectable()
export class ConsentLinkDesk implements LinkDesk {
  readonly path = '/q';
  readonly purposes = ['consent'] as const;

  constructor(
    private readonly reader: ConsentLinkReader,
    private readonly acts: LinkActs,
    private readonly commands: PlanCommandService,
  ) {}

  customerOf(tenantId: string, ticketId: string): Promise<string | null> {
    return this.reader.customerOf(tenantId, ticketId);
  }

  /** Throws DomainError `link.revoked`, `link.moved-on`, `link.plan-changed`. */
  async show(link: OpenedLink, language: Language): Promise<LinkPage> {
    const ticket = await this.reader.ticket(link);
    const answered = await this.acts.answered(link, language);
    return answered ? { ...(await this.reader.head(link, ticket, language)), ...answered } : consentPage(await this.reader.view(link, ticket, language));
  }

  /** Throws the same, `link.other-purpose`, and what is wrong with the answer. */
  async act(link: OpenedLink, answer: LinkAnswer, language: Language): Promise<LinkPage> {
    const said = decisionOf(answer);
    const ticket = await this.reader.ticket(link);
    const done = await this.acts.once(link, answer.act, language, async ({ key, witness }) => {
      const { planId, version } = await this.reader.asked(link, ticket);
      return this.commands.consent(link.who, { ...said, key, ticketId: link.ticketId, planId, version, witness });
    });
    return { ...(await this.reader.head(link, ticket, language)), ...done };
  }
}

type Said = Pick<PlanConsent, 'decision' | 'evidence' | 'reasonCode' | 'then' | 'comment'>;

const decisionOf = (answer: LinkAnswer): Said => {
  if (answer.act === 'agree') return { decision: 'agree', evidence: 'click' };
  if (answer.act !== 'decline') throw linkOtherPurpose();
  const [reasonCode, then] = [answer.field('reason'), answer.field('then')];
  if (reasonCode === null || (then !== 'other-plan' && then !== 'close')) throw invalid('link.nothing-said');
  return { decision: 'decline', evidence: 'click', reasonCode, then, comment: answer.field('comment') };
};
