import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { PageArgs } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import * as model from './ticket.model.js';
import * as input from './turn.input.js';
import { TurnMutations } from './turn.mutations.js';
import { TurnReader } from './turn.reader.js';

/** Turns beside the route in GraphQL: one line per field. */
@Resolver(() => model.Ticket)
export class TurnResolver {
  constructor(
    private readonly mutations: TurnMutations,
    private readonly reader: TurnReader,
  ) {}

  @Query(() => model.TicketConnection, { description: 'Tickets without an owner that wait to be claimed, longest first.' })
  @Allow('specialist', 'engineer', 'customer-relations', 'csr-leader', 'supervisor', 'manager', 'department-manager', 'general-manager')
  claimQueue(@CurrentPrincipal() who: Principal, @Args() page: PageArgs, @Args('filter', { nullable: true }) filter?: input.QueueFilter): Promise<model.TicketConnection> {
    return this.reader.queue(who, filter ?? {}, page);
  }

  @ResolveField(() => model.EarlierRepair, { nullable: true, description: 'Makes this one a repeat repair.' })
  repeats(@CurrentPrincipal() who: Principal, @Parent() ticket: model.Ticket): Promise<model.EarlierRepair | null> {
    return this.reader.earlier(who, ticket);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('specialist', 'engineer', 'supervisor', 'manager', 'customer-relations')
  claimTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ClaimTicketInput): Promise<model.TicketPayload> {
    return this.mutations.claim(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('customer', 'csr', 'csr-leader', 'supervisor', 'manager')
  reopenTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ReopenTicketInput): Promise<model.TicketPayload> {
    return this.mutations.reopen(who, c, i);
  }

  @Mutation(() => model.TicketPayload, { description: 'The ticket ends as a duplicate; its notes and ties are seen on the one that stays.' })
  @Allow('csr', 'csr-leader', 'supervisor', 'manager')
  mergeTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.MergeTicketInput): Promise<model.TicketPayload> {
    return this.mutations.merge(who, c, i);
  }

  @Mutation(() => model.TicketPayload, { description: 'Answers the new ticket.' })
  @Allow('csr', 'csr-leader', 'specialist', 'engineer', 'supervisor', 'manager')
  splitTicket(@CurrentPrincipal() who: Principal, @Args('input') i: input.SplitTicketInput): Promise<model.TicketPayload> {
    return this.mutations.split(who, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('specialist', 'engineer', 'csr-leader', 'supervisor', 'manager')
  changeKind(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ChangeKindInput): Promise<model.TicketPayload> {
    return this.mutations.changeKind(who, c, i);
  }
}
