import { conflict, invalid } from '@mendline/contracts';
import type { CommandPayload } from '@mendline/platform/commands';
import { linkMovedOn, linkOtherPurpose } from '@mendline/platform/links';
import type { LinkAnswer, LinkUse, OpenedLink } from '@mendline/platform/links';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { TicketCommandService } from '../ticket/ticket-command.service.js';
import type { TicketCommandInput } from '../ticket/ticket-command.service.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { visibleTicket } from '../ticket/visible-ticket.service.js';
import { isAwaited, isForAll } from './link.about.js';
import { confirmation, rejection, said, survey } from './link.answers.js';
import type { Given, LinkCommandName } from './link.answers.js';
import { openOfRequest } from './link.reader.js';

/** What a customer says by a link, as the commands that a customer with a login gives. */
@Injectable()
export class LinkCommands {
  constructor(private readonly commands: TicketCommandService) {}

  /** Throws DomainError `link.other-purpose`, `link.nothing-said`, `link.moved-on`, `request.not-all-told`, and what is wrong with the answer. */
  give(link: OpenedLink, answer: LinkAnswer, use: LinkUse): Promise<CommandPayload> {
    const { purpose } = link;
    if (purpose === 'confirm' && answer.act === 'confirm') return this.submit(link, answer, use, confirmation(answer));
    if (purpose === 'confirm' && answer.act === 'reject') return this.submit(link, answer, use, rejection(answer));
    if (purpose === 'confirm' && answer.act === 'confirm-all') return this.submitForAll(link, answer, use, confirmation(answer));
    if (purpose === 'confirm' && answer.act === 'reject-some') return this.submitForAll(link, answer, use, rejection(answer), [said(answer, 'device'), ...answer.fields('device')]);
    if (purpose === 'survey' && (answer.act === 'ok' || answer.act === 'ng')) return this.submit(link, answer, use, survey(answer, answer.act));
    throw linkOtherPurpose();
  }

  private submit<N extends LinkCommandName>(link: OpenedLink, answer: LinkAnswer, use: LinkUse, given: Given<N>): Promise<CommandPayload> {
    return this.commands.submit(link.who, inputOf(link, answer, use, given));
  }

  /** One word for the request that the link's ticket came in with: kept for all of its tickets, or those chosen of them, in one transaction; the first one's command bears the link's key. */
  private async submitForAll<N extends LinkCommandName>(link: OpenedLink, answer: LinkAnswer, use: LinkUse, given: Given<N>, chosen?: readonly string[]): Promise<CommandPayload> {
    const payloads = await this.commands.submitTogether(link.who, async (em) => {
      const ids = (await awaitedTogether(em, link)).filter((id) => chosen?.includes(id) ?? true);
      if (ids.length === 0 || chosen?.some((id) => !ids.includes(id))) throw invalid('link.nothing-said');
      const { witness: _once, ...rest } = { ...inputOf(link, answer, use, given), check: waitsForWord };
      return ids.map((ticketId, n) => (n === 0 ? { ...rest, ticketId, witness: use.witness } : { ...rest, ticketId, key: `${use.key}:${ticketId}` }));
    });
    return together(payloads, use.key);
  }
}

const waitsForWord = ({ wait }: Pick<TicketEntity, 'wait'>): void => {
  if (wait !== 'confirmation') throw linkMovedOn();
};

const inputOf = <N extends LinkCommandName>({ purpose, ticketId, isAbout }: OpenedLink, answer: LinkAnswer, { key, witness }: LinkUse, given: Given<N>): TicketCommandInput<N> => ({
  ...given, key, ticketId, occurredAt: null, text: answer.field('comment'), witness,
  check: (ticket) => {
    if (!isAwaited(purpose, ticket, isAbout)) throw linkMovedOn();
  },
});

/** The tickets that one word is for, in their order. */
const awaitedTogether = async (em: EntityManager, { purpose, ticketId, who, isAbout }: OpenedLink): Promise<string[]> => {
  const ticket = await visibleTicket(em, who, ticketId);
  if (ticket.requestId === null || !isAwaited(purpose, ticket, isAbout)) throw linkMovedOn();
  const open = await openOfRequest(em, who, ticket.requestId);
  if (!isForAll(open)) throw conflict('request.not-all-told');
  return open.map(({ id }) => id);
};

/** The answer of the command that bears the link's key; pending as long as one of the others is. */
const together = (payloads: readonly CommandPayload[], key: string): CommandPayload => {
  const named = payloads.find(({ commandId }) => commandId === key);
  if (!named) throw new Error('the command of the link is not among those that were kept');
  return named.state === 'DONE' && payloads.some(({ state }) => state === 'PENDING') ? { ...named, state: 'PENDING' } : named;
};
