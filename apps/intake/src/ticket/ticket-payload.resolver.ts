import { CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Ticket, TicketPayload } from './ticket.model.js';
import { TicketReader } from './ticket.reader.js';

/** The ticket after a command, for those who ask for it. */
@Resolver(() => TicketPayload)
export class TicketPayloadResolver {
  constructor(private readonly reader: TicketReader) {}

  @ResolveField(() => Ticket, { nullable: true })
  ticket(@CurrentPrincipal() who: Principal, @Parent() { ticketId }: TicketPayload): Promise<Ticket | null> {
    return this.reader.afterCommand(who, ticketId);
  }
}
