import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { PageArgs } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver, ResolveReference } from '@nestjs/graphql';
import * as input from './ticket.input.js';
import * as model from './ticket.model.js';
import { TicketMutations } from './ticket.mutations.js';
import { TicketReader } from './ticket.reader.js';

const staff = [
  'csr', 'csr-leader', 'receptionist', 'specialist', 'engineer', 'supervisor', 'manager', 'department-manager', 'customer-relations',
  'quality-manager', 'general-manager', 'administrator',
] as const;

/** Tickets in GraphQL: one line per field. */
@Resolver(() => model.Ticket)
export class TicketResolver {
  constructor(
    private readonly reader: TicketReader,
    private readonly mutations: TicketMutations,
  ) {}

  @Query(() => model.Ticket, { nullable: true })
  @Allow('customer', ...staff)
  ticket(@CurrentPrincipal() who: Principal, @Args('id', { type: () => ID }) id: string): Promise<model.Ticket> {
    return this.reader.byId(who, id);
  }

  @Query(() => model.Ticket, { nullable: true })
  @Allow('customer', ...staff)
  ticketByNumber(@CurrentPrincipal() who: Principal, @Args('number') number: string): Promise<model.Ticket> {
    return this.reader.byNumber(who, number);
  }

  @Query(() => model.TicketConnection)
  @Allow('customer', ...staff)
  tickets(
    @CurrentPrincipal() who: Principal,
    @Args() page: PageArgs,
    @Args('filter', { nullable: true }) filter?: input.TicketFilter,
    @Args('sort', { type: () => input.TicketSort, defaultValue: input.TicketSort.NEWEST }) sort: input.TicketSort = input.TicketSort.NEWEST,
  ): Promise<model.TicketConnection> {
    return this.reader.list(who, filter ?? {}, sort, page);
  }

  @ResolveReference()
  @Allow('customer', ...staff)
  resolveReference(reference: { id: string }, context: RequestContext): Promise<model.Ticket | null> {
    return this.reader.reference(context, reference.id);
  }

  @ResolveField(() => model.TicketCustomer)
  customer(@Parent() ticket: model.Ticket, @Context() context: RequestContext): Promise<model.TicketCustomer> {
    return this.reader.customer(context, ticket);
  }

  @ResolveField(() => model.TimelineConnection)
  timeline(@Parent() ticket: model.Ticket, @Context() context: RequestContext, @Args() page: PageArgs): Promise<model.TimelineConnection> {
    return this.reader.timeline(context, ticket, page);
  }

  @ResolveField(() => [model.TicketNote])
  notes(@Parent() ticket: model.Ticket, @Context() context: RequestContext): Promise<model.TicketNote[]> {
    return this.reader.notes(context, ticket);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('customer', 'csr', 'csr-leader', 'receptionist', 'specialist', 'engineer', 'supervisor')
  registerTicket(@CurrentPrincipal() who: Principal, @Args('input') i: input.RegisterTicketInput): Promise<model.TicketPayload> {
    return this.mutations.register(who, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('csr-leader', 'supervisor', 'manager')
  reviewTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ReviewTicketInput): Promise<model.TicketPayload> {
    return this.mutations.review(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('supervisor', 'manager')
  assignTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.AssignTicketInput): Promise<model.TicketPayload> {
    return this.mutations.assign(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('specialist', 'engineer', 'supervisor', 'manager')
  recordContact(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.RecordContactInput): Promise<model.TicketPayload> {
    return this.mutations.contact(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('specialist', 'engineer', 'supervisor', 'manager')
  answerTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.AnswerTicketInput): Promise<model.TicketPayload> {
    return this.mutations.answer(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('specialist', 'engineer', 'csr', 'csr-leader', 'supervisor', 'manager')
  tellResult(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.TellResultInput): Promise<model.TicketPayload> {
    return this.mutations.tellResult(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('customer', 'csr', 'csr-leader', 'supervisor', 'manager')
  confirmTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ConfirmTicketInput): Promise<model.TicketPayload> {
    return this.mutations.confirm(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('customer', 'csr', 'csr-leader', 'supervisor', 'manager')
  rejectResult(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.RejectResultInput): Promise<model.TicketPayload> {
    return this.mutations.reject(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('csr', 'csr-leader', 'customer-relations', 'supervisor', 'manager')
  recordReturnVisit(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.RecordReturnVisitInput): Promise<model.TicketPayload> {
    return this.mutations.returnVisit(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('supervisor', 'manager')
  reviewService(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ReviewServiceInput): Promise<model.TicketPayload> {
    return this.mutations.reviewService(who, c, i);
  }
}
