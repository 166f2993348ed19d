import { forbidden } from '@mendline/contracts';
import type { Principal } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { Injectable } from '@nestjs/common';
import { PersonDirectory } from '../people/person-directory.service.js';
import { queuesOf } from './queue.domain.js';
import { TicketCommandGiver } from './ticket-command.giver.js';
import type { TicketPayload } from './ticket.model.js';
import type * as input from './turn.input.js';

/** What the turns mean that a ticket may take beside its route: claimed from a queue, taken up again. */
@Injectable()
export class TurnMutations {
  constructor(
    private readonly giver: TicketCommandGiver,
    private readonly people: PersonDirectory,
  ) {}

  /** Throws `claim.other-department` for a ticket in the queue of a department that is not the caller's. */
  async claim(who: Principal, context: RequestContext, i: input.ClaimTicketInput): Promise<TicketPayload> {
    const queues = queuesOf({ roles: who.roles, department: await this.people.departmentOf(who.tenant, who.personId ?? '') });
    return this.giver.give(who, context, i, {
      name: 'claim', data: {}, epoch: i.epoch,
      check: ({ queue }) => {
        if (queue !== null && queues !== null && !queues.includes(queue)) throw forbidden('claim.other-department');
      },
    });
  }

  reopen(who: Principal, context: RequestContext, i: input.ReopenTicketInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'reopen', data: { reasonCode: i.reasonCode }, text: i.comment, codes: [{ list: 'reasons.rejection', field: 'reasonCode', value: i.reasonCode }],
    });
  }
}
