import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { staffRoles } from '../people/role-groups.js';
import { Ticket } from '../ticket/ticket.model.js';
import * as input from './request.input.js';
import * as model from './request.model.js';
import { RequestMutations } from './request.mutations.js';
import { RequestReader } from './request.reader.js';

/** Requests of several devices in GraphQL: one line per field. */
@Resolver(() => model.ServiceRequest)
export class RequestResolver {
  constructor(
    private readonly reader: RequestReader,
    private readonly mutations: RequestMutations,
  ) {}

  @Query(() => model.ServiceRequest, { nullable: true })
  @Allow('customer', ...staffRoles)
  serviceRequest(@CurrentPrincipal() who: Principal, @Args('id', { type: () => ID }) id: string): Promise<model.ServiceRequest> {
    return this.reader.one(who, 'id', id);
  }

  @Query(() => model.ServiceRequest, { nullable: true })
  @Allow('customer', ...staffRoles)
  serviceRequestByNumber(@CurrentPrincipal() who: Principal, @Args('number') number: string): Promise<model.ServiceRequest> {
    return this.reader.one(who, 'number', number);
  }

  @ResolveField(() => [Ticket], { description: 'One for each device.' })
  tickets(@CurrentPrincipal() who: Principal, @Parent() request: model.ServiceRequest): Promise<Ticket[]> {
    return this.reader.tickets(who, request);
  }

  @Mutation(() => model.RequestPayload)
  @Allow('customer', 'csr', 'csr-leader', 'receptionist', 'specialist', 'engineer', 'supervisor')
  registerRequest(@CurrentPrincipal() who: Principal, @Args('input') i: input.RegisterRequestInput): Promise<model.RequestPayload> {
    return this.mutations.register(who, i);
  }

  @Mutation(() => model.ConfirmRequestPayload)
  @Allow('customer', 'csr', 'csr-leader', 'supervisor', 'manager')
  confirmRequest(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ConfirmRequestInput): Promise<model.ConfirmRequestPayload> {
    return this.mutations.confirm(who, c, i);
  }
}

/** The request that a ticket came in with. */
@Resolver(() => Ticket)
export class TicketRequestResolver {
  constructor(private readonly reader: RequestReader) {}

  @ResolveField(() => model.ServiceRequest, { nullable: true, description: 'The request of several devices that it came in with.' })
  request(@CurrentPrincipal() who: Principal, @Parent() ticket: Ticket): Promise<model.ServiceRequest | null> {
    return this.reader.ofTicket(who, ticket);
  }
}
