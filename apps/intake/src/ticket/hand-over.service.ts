import { invalid } from '@mendline/contracts';
import type { Principal } from '@mendline/platform/auth';
import { CommandState } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PersonDirectory } from '../people/person-directory.service.js';
import { isNotAbout } from './ticket.access.js';
import { checkBatchKey, TicketBatchGiver } from './ticket-batch.giver.js';
import type { NumberedTicket } from './ticket-batch.giver.js';
import type { HandOverAllInput } from './ticket.input.js';
import type { HandOverAllPayload } from './ticket.model.js';

const mostTickets = 500;

/** Hands everything of one person over to another: absence, end of shift. One journaled command per ticket; clocks go on. */
@Injectable()
export class HandOverService {
  constructor(
    private readonly batches: TicketBatchGiver,
    private readonly people: PersonDirectory,
  ) {}

  /**
   * Which tickets these are is settled once, under the key: asking again asks for the same tickets, each under a key of its own
   * that follows from it, and tells what became of each. Throws `person.unknown`, `person.cannot-own`, `hand-over.same-person`, `ticket.unknown-code`.
   */
  async handOverAll(who: Principal, context: RequestContext, { key, fromId, toId, reasonCode, occurredAt }: HandOverAllInput): Promise<HandOverAllPayload> {
    checkBatchKey(key);
    const mayOwn = (em: EntityManager): Promise<void> => this.people.requireOwner(em, who.tenant, toId);
    if (fromId === toId) throw invalid('hand-over.same-person');
    const results = await this.batches.give(who, context, {
      key, operation: 'handOverAll', input: { fromId, toId, reasonCode }, occurredAt: occurredAt ?? null,
      tickets: async (em) => {
        await this.people.requireKnown(em, who.tenant, [fromId]);
        await mayOwn(em);
        return ownedBy(em, who, fromId);
      },
      command: {
        name: 'hand-over', data: { ownerId: toId, reasonCode }, text: null, codes: [{ list: 'reasons.reassignment', field: 'reasonCode', value: reasonCode }],
        check: (_ticket, _pack, em) => mayOwn(em),
      },
    });
    return { commandId: key, state: CommandState.DONE, userErrors: [], results };
  }
}

/** What somebody owns that the caller sees and that is not closed for the customer, oldest first. */
const ownedBy = (em: EntityManager, who: Principal, ownerId: string): Promise<NumberedTicket[]> =>
  em.query<NumberedTicket[]>(
    `select id, number from tickets where tenant_id = $1 and owner_id = $2 and closed_at is null and archived_at is null
       and ($3::text is null or region = $3) and ${isNotAbout('flow', '$4')} order by registered_at, id limit $5`,
    [who.tenant, ownerId, who.dataScope === 'all' ? null : (who.region ?? null), who.personId ?? '', mostTickets],
  );
