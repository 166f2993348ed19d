import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Resolver } from '@nestjs/graphql';
import { HandOverService } from './hand-over.service.js';
import { RelocationService } from './relocation.service.js';
import * as input from './ticket.input.js';
import * as model from './ticket.model.js';
import { TicketMutations } from './ticket.mutations.js';

/** Commands that may come in any stage. */
@Resolver(() => model.Ticket)
export class TicketInterruptResolver {
  constructor(
    private readonly mutations: TicketMutations,
    private readonly handOvers: HandOverService,
    private readonly relocations: RelocationService,
  ) {}

  @Mutation(() => model.TicketPayload)
  @Allow('specialist', 'engineer', 'csr', 'csr-leader', 'supervisor', 'manager')
  holdTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.HoldTicketInput): Promise<model.TicketPayload> {
    return this.mutations.hold(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('specialist', 'engineer', 'csr', 'csr-leader', 'supervisor', 'manager')
  resumeTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ResumeTicketInput): Promise<model.TicketPayload> {
    return this.mutations.resume(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('csr-leader', 'supervisor', 'manager')
  changePriority(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ChangePriorityInput): Promise<model.TicketPayload> {
    return this.mutations.changePriority(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('supervisor', 'manager')
  reassignTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ReassignTicketInput): Promise<model.TicketPayload> {
    return this.mutations.reassign(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('specialist', 'engineer', 'supervisor', 'manager')
  handOverTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.HandOverTicketInput): Promise<model.TicketPayload> {
    return this.mutations.handOver(who, c, i);
  }

  @Mutation(() => model.HandOverAllPayload)
  @Allow('supervisor', 'manager')
  handOverAll(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.HandOverAllInput): Promise<model.HandOverAllPayload> {
    return this.handOvers.handOverAll(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('customer', 'csr', 'csr-leader', 'receptionist', 'specialist', 'engineer', 'supervisor', 'manager')
  changeContact(@CurrentPrincipal() who: Principal, @Args('input') i: input.ChangeContactInput): Promise<model.TicketPayload> {
    return this.relocations.change(who, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('customer', 'csr', 'csr-leader', 'supervisor', 'manager')
  cancelTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.CancelTicketInput): Promise<model.TicketPayload> {
    return this.mutations.cancel(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('supervisor', 'manager')
  settleCancellation(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.SettleCancellationInput): Promise<model.TicketPayload> {
    return this.mutations.settleCancellation(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('csr', 'csr-leader', 'specialist', 'engineer', 'supervisor', 'manager')
  linkTicket(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.LinkTicketInput): Promise<model.TicketPayload> {
    return this.mutations.link(who, c, i);
  }
}
