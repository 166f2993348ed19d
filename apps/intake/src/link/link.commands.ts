import { invalid } from '@mendline/contracts';
import type { CommandPayload } from '@mendline/platform/commands';
import { linkMovedOn, linkOtherPurpose } from '@mendline/platform/links';
import type { LinkAnswer, LinkUse, OpenedLink } from '@mendline/platform/links';
import { Injectable } from '@nestjs/common';
import { scoreOf } from '../ticket/satisfaction.domain.js';
import { TicketCommandService } from '../ticket/ticket-command.service.js';
import type { TicketCommandInput } from '../ticket/ticket-command.service.js';
import { isAwaited } from './link.about.js';

type Given<N extends 'confirm' | 'reject' | 'return-visit'> = Pick<TicketCommandInput<N>, 'name' | 'data' | 'codes'>;

/** What a customer says by a link, as the commands that a customer with a login gives. */
@Injectable()
export class LinkCommands {
  constructor(private readonly commands: TicketCommandService) {}

  /** Throws DomainError `link.other-purpose`, `link.nothing-said`, `link.moved-on`, and what is wrong with the answer. */
  give(link: OpenedLink, answer: LinkAnswer, use: LinkUse): Promise<CommandPayload> {
    if (link.purpose === 'confirm' && answer.act === 'confirm') return this.submit(link, answer, use, confirmation(answer));
    if (link.purpose === 'confirm' && answer.act === 'reject') return this.submit(link, answer, use, rejection(answer));
    if (link.purpose === 'survey' && (answer.act === 'ok' || answer.act === 'ng')) return this.submit(link, answer, use, survey(answer, answer.act));
    throw linkOtherPurpose();
  }

  private submit<N extends 'confirm' | 'reject' | 'return-visit'>({ purpose, ticketId, who, isAbout }: OpenedLink, answer: LinkAnswer, { key, witness }: LinkUse, given: Given<N>): Promise<CommandPayload> {
    return this.commands.submit(who, {
      ...given, key, ticketId, occurredAt: null, text: answer.field('comment'), witness,
      check: (ticket) => {
        if (!isAwaited(purpose, ticket, isAbout)) throw linkMovedOn();
      },
    });
  }
}

const said = (answer: LinkAnswer, name: string): string => {
  const value = answer.field(name);
  if (value === null) throw invalid('link.nothing-said');
  return value;
};

const confirmation = (answer: LinkAnswer): Given<'confirm'> => {
  const level = said(answer, 'satisfaction');
  return { name: 'confirm', data: (pack) => ({ evidence: 'click', satisfaction: scoreOf(pack, level, answer.field('comment')) }) };
};

const rejection = (answer: LinkAnswer): Given<'reject'> => {
  const reasonCode = said(answer, 'reason');
  return { name: 'reject', data: { reasonCode }, codes: [{ list: 'reasons.rejection', field: 'reasonCode', value: reasonCode }] };
};

const survey = (answer: LinkAnswer, result: 'ok' | 'ng'): Given<'return-visit'> => {
  const level = result === 'ok' ? said(answer, 'satisfaction') : null;
  const reasonCode = result === 'ng' ? said(answer, 'reason') : null;
  return {
    name: 'return-visit',
    data: (pack) => ({ reached: true, result, satisfaction: scoreOf(pack, level, answer.field('comment')), reasonCode }),
    codes: [{ list: 'reasons.rejection', field: 'reasonCode', value: reasonCode }],
  };
};
