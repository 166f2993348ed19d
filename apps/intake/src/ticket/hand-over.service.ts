import { invalid } from '@mendline/contracts';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CommandJournal } from '@mendline/platform/commands';
import { CommandState, userErrorOf } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonDirectory } from '../people/person-directory.service.js';
import { TicketCommandService } from './ticket-command.service.js';
import type { HandOverAllInput } from './ticket.input.js';
import type { HandedOver, HandOverAllPayload } from './ticket.model.js';

const mostTickets = 500;
const longestKey = 90;
const atOnce = 8;

interface Owned {
  readonly id: string;
  readonly number: string;
}

/** Hands everything of one person over to another: absence, end of shift. One journaled command per ticket; clocks go on. */
@Injectable()
export class HandOverService {
  constructor(
    private readonly journal: CommandJournal,
    private readonly commands: TicketCommandService,
    private readonly people: PersonDirectory,
  ) {}

  /**
   * Which tickets these are is settled once, under the key: asking again asks for the same tickets, each under a key of its own
   * that follows from it, and tells what became of each. Throws `person.unknown`, `person.cannot-own`, `hand-over.same-person`, `ticket.unknown-code`.
   */
  async handOverAll(who: Principal, { language }: RequestContext, input: HandOverAllInput): Promise<HandOverAllPayload> {
    const { key, fromId, toId, reasonCode } = input;
    if (key.length > longestKey) throw invalid('command.key-invalid');
    await this.people.requireKnown(who.tenant, fromId);
    await this.people.requireOwner(who.tenant, toId);
    if (fromId === toId) throw invalid('hand-over.same-person');
    const { outcome } = await this.journal.runLocal({
      tenantId: who.tenant, key, actor: actorOf(who), operation: 'handOverAll', input: { fromId, toId, reasonCode },
      work: (em) => ownedBy(em, who, fromId),
    });
    const results: HandedOver[] = [];
    for (let i = 0; i < outcome.length; i += atOnce) {
      results.push(...(await Promise.all(outcome.slice(i, i + atOnce).map((ticket) => this.handOver(who, language, ticket, input)))));
    }
    return { commandId: key, state: CommandState.DONE, userErrors: [], results };
  }

  private async handOver(who: Principal, language: RequestContext['language'], { id, number }: Owned, { key, toId, reasonCode, occurredAt }: HandOverAllInput): Promise<HandedOver> {
    const answer = await this.commands.submit(who, {
      key: `${key}:${id}`, ticketId: id, name: 'hand-over', data: { ownerId: toId, reasonCode }, occurredAt: occurredAt ?? null, text: null,
      codes: [{ list: 'reasons.reassignment', field: 'reasonCode', value: reasonCode }],
    });
    const error = answer.code === undefined ? null : userErrorOf({ code: answer.code as `${string}.${string}`, params: {} }, language);
    return { ticketId: id, number, commandId: answer.commandId, state: CommandState[answer.state], code: error?.code ?? null, message: error?.message ?? null };
  }
}

/** What somebody owns within the caller's data scope and is not closed for the customer, oldest first. */
const ownedBy = (em: EntityManager, who: Principal, ownerId: string): Promise<Owned[]> =>
  em.query<Owned[]>(
    `select id, number from tickets where tenant_id = $1 and owner_id = $2 and closed_at is null and archived_at is null
       and ($3::text is null or region = $3) order by registered_at, id limit $4`,
    [who.tenant, ownerId, who.dataScope === 'all' ? null : (who.region ?? null), mostTickets],
  );
