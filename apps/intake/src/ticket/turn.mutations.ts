import { conflict, forbidden, invalid } from '@mendline/contracts';
import { isClosedForCustomer, ticketKinds } from '@mendline/contracts/ticket';
import { actorOf } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { CLOCK } from '@mendline/platform/clock';
import type { Clock } from '@mendline/platform/clock';
import { CommandState } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Inject, Injectable } from '@nestjs/common';
import { PersonDirectory } from '../people/person-directory.service.js';
import { queuesOf } from './queue.domain.js';
import { checkDevice, registrationOfDevice } from './registration.check.js';
import type { DeviceRegistration } from './registration.check.js';
import { RegistrationService } from './registration.service.js';
import type { RegistrationRequest } from './registration.service.js';
import { TicketCommandGiver } from './ticket-command.giver.js';
import { kindRulesOf } from './ticket.domain.js';
import type { TicketPayload } from './ticket.model.js';
import { TicketReader } from './ticket.reader.js';
import { shareTicket } from './ticket.repository.js';
import type * as input from './turn.input.js';
import { visibleTicket } from './visible-ticket.service.js';

/** What the turns mean that a ticket may take beside its route: claimed from a queue, merged, split, of another kind, taken up again. */
@Injectable()
export class TurnMutations {
  constructor(
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly giver: TicketCommandGiver,
    private readonly people: PersonDirectory,
    private readonly reader: TicketReader,
    private readonly registrations: RegistrationService,
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

  /** Throws `merge.other-customer`: what one customer wrote is not shown to another. */
  merge(who: Principal, context: RequestContext, i: input.MergeTicketInput): Promise<TicketPayload> {
    return this.giver.give(who, context, i, {
      name: 'merge', data: { intoId: i.intoId, reasonCode: i.reasonCode }, text: i.comment, codes: [{ list: 'reasons.review', field: 'reasonCode', value: i.reasonCode }],
      check: async ({ customerId }, _pack, em) => {
        const into = await visibleTicket(em, who, i.intoId);
        if (customerId !== into.customerId) throw conflict('merge.other-customer');
      },
    });
  }

  /** The kind's route by the ticket's pack decides where it goes on. Throws `kind.words-missing`, and what a repair lacks. */
  changeKind(who: Principal, context: RequestContext, i: input.ChangeKindInput): Promise<TicketPayload> {
    const kind = ticketKinds.find((known) => known === i.kind);
    if (!kind) throw invalid('ticket.unknown-code', { field: 'kind', value: i.kind.slice(0, 40) });
    if (i.comment.trim() === '') throw invalid('kind.words-missing');
    return this.giver.give(who, context, i, {
      name: 'change-kind', data: { kind }, derived: (pack) => kindRulesOf(pack, kind), text: i.comment,
      check: (ticket, pack) => {
        if (!pack.kinds.some((known) => known.kind === kind)) throw invalid('ticket.unknown-code', { field: 'kind', value: kind });
        checkDevice(kind, ticket);
      },
    });
  }

  /** A further ticket of the same customer, region and channel, and of the same request, tied to this one. Throws `ticket.closed`. */
  async split(who: Principal, { key, ticketId, device, occurredAt }: input.SplitTicketInput): Promise<TicketPayload> {
    const said = { splitFrom: ticketId, device: registrationOfDevice(device) };
    const given = { tenantId: who.tenant, actor: actorOf(who), key, occurredAt: occurredAt ?? (await this.clock.now()), said };
    const { outcome } = (await this.registrations.copyOf(given, said)) ?? (await this.registrations.register({ ...given, ...(await this.partOf(who, said)) }));
    return { commandId: key, state: CommandState.DONE, userErrors: [], ticketId: outcome.ticketId };
  }

  /** What is split off a ticket, as that is now. */
  private async partOf(who: Principal, { splitFrom, device }: { readonly splitFrom: string; readonly device: DeviceRegistration }): Promise<Pick<RegistrationRequest, 'requestId' | 'registration' | 'check'>> {
    const { requestId, channel, region, customerId } = await this.reader.byId(who, splitFrom);
    return {
      requestId,
      registration: { ...device, channel, region, customerId, contact: null, aboutIds: [], ties: [{ relation: 'split-from', ticketId: splitFrom }] },
      check: async (em) => {
        // Held until the part is there: nobody closes it in between.
        const from = await shareTicket(em, who.tenant, splitFrom);
        if (!from || isClosedForCustomer(from.status)) throw conflict('ticket.closed');
      },
    };
  }
}
