import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { PageArgs, readPage, type RequestContext } from '@mendline/platform/graphql';
import { qualityReaders, ticketScopeOf } from '../access/ticket-scope.js';
import { QualityTicketLoaders } from './quality-ticket.loaders.js';
import { QualityTicketService } from './quality-ticket.service.js';
import { QualityClock, QualityEscalation, QualityTicket, QualityTicketConnection, QualityVisit } from './quality-ticket.type.js';

@Resolver(() => QualityTicket)
export class QualityTicketResolver {
  constructor(
    private readonly tickets: QualityTicketService,
    private readonly loaders: QualityTicketLoaders,
  ) {}

  @Query(() => QualityTicketConnection, { description: 'Tickets of the caller’s data scope, newest first.' })
  @Allow(...qualityReaders)
  qualityTickets(@CurrentPrincipal() caller: Principal, @Args() page: PageArgs): Promise<QualityTicketConnection> {
    return this.tickets.page(caller.tenant, ticketScopeOf(caller), readPage(page));
  }

  @Query(() => QualityTicket)
  @Allow(...qualityReaders)
  qualityTicket(@CurrentPrincipal() caller: Principal, @Args('ticketId', { type: () => ID }) ticketId: string): Promise<QualityTicket> {
    return this.tickets.get(caller.tenant, ticketScopeOf(caller), ticketId);
  }

  @ResolveField(() => [QualityClock])
  clocks(@Parent() { ticketId }: QualityTicket, @Context() context: RequestContext): Promise<QualityClock[]> {
    return context.loaders.get(this.loaders.clocks).load(ticketId);
  }

  @ResolveField(() => [QualityEscalation])
  escalations(@Parent() { ticketId }: QualityTicket, @Context() context: RequestContext): Promise<QualityEscalation[]> {
    return context.loaders.get(this.loaders.escalations).load(ticketId);
  }

  @ResolveField(() => [QualityVisit])
  visits(@Parent() { ticketId }: QualityTicket, @Context() context: RequestContext): Promise<QualityVisit[]> {
    return context.loaders.get(this.loaders.visits).load(ticketId);
  }
}
