import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, ID, Resolver, Subscription } from '@nestjs/graphql';
import { ClockAtRisk } from '../clock/overview.model.js';
import { Notice } from '../notice/notice.model.js';
import { everybody, staffRoles, supervision } from '../people/role-groups.js';
import { Ticket, TicketEscalation } from '../ticket/ticket.model.js';
import { SubscriptionReader } from './subscription.reader.js';

const asRead = <T>(value: T): T => value;

/** Subscriptions in GraphQL: one line per field. */
@Resolver()
export class SubscriptionResolver {
  constructor(private readonly reader: SubscriptionReader) {}

  @Subscription(() => Ticket, { resolve: asRead })
  @Allow(...everybody)
  ticketChanged(@CurrentPrincipal() who: Principal, @Args('ticketId', { type: () => ID }) ticketId: string): Promise<AsyncIterableIterator<Ticket>> {
    return this.reader.ticketChanged(who, ticketId);
  }

  @Subscription(() => TicketEscalation, { resolve: asRead, description: "Escalations of tickets within the caller's data scope." })
  @Allow(...staffRoles)
  escalationRaised(@CurrentPrincipal() who: Principal): AsyncIterableIterator<TicketEscalation> {
    return this.reader.escalationRaised(who);
  }

  @Subscription(() => ClockAtRisk, { resolve: asRead, description: "Clocks that come to be at risk from now on, of tickets within the caller's data scope." })
  @Allow(...supervision)
  slaAtRisk(@CurrentPrincipal() who: Principal): AsyncIterableIterator<ClockAtRisk> {
    return this.reader.slaAtRisk(who);
  }

  @Subscription(() => Notice, { resolve: asRead })
  @Allow(...everybody)
  noticeReceived(@CurrentPrincipal() who: Principal, @Context() c: RequestContext): AsyncIterableIterator<Notice> {
    return this.reader.noticeReceived(who, c);
  }
}
