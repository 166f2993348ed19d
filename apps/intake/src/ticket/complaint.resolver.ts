import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import * as input from './complaint.input.js';
import { ComplaintMutations } from './complaint.mutations.js';
import { LinkedReader } from './linked.reader.js';
import * as model from './ticket.model.js';

const caseworkers = ['specialist', 'engineer', 'supervisor', 'manager', 'customer-relations'] as const;

/** Complaints and linked tickets in GraphQL: one line per field. Who may act in a stage is the table's and the pack's to say. */
@Resolver(() => model.Ticket)
export class ComplaintResolver {
  constructor(
    private readonly mutations: ComplaintMutations,
    private readonly reader: LinkedReader,
  ) {}

  @ResolveField(() => [model.TicketLink])
  links(@Parent() ticket: model.Ticket, @Context() context: RequestContext): Promise<model.TicketLink[]> {
    return this.reader.linksOf(context, ticket);
  }

  @ResolveField(() => model.Complaint, { nullable: true, description: 'Null for tickets that are no complaints, and for customers.' })
  complaint(@Parent() ticket: model.Ticket, @Context() context: RequestContext): Promise<model.Complaint | null> {
    return this.reader.complaintOf(context, ticket);
  }

  @Mutation(() => model.TicketPayload)
  @Allow(...caseworkers)
  giveOpinion(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.GiveOpinionInput): Promise<model.TicketPayload> {
    return this.mutations.giveOpinion(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow(...caseworkers)
  investigateComplaint(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.InvestigateComplaintInput): Promise<model.TicketPayload> {
    return this.mutations.investigate(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow(...caseworkers)
  handleComplaint(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.HandleComplaintInput): Promise<model.TicketPayload> {
    return this.mutations.handle(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow(...caseworkers)
  reportComplaint(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ReportComplaintInput): Promise<model.TicketPayload> {
    return this.mutations.report(who, c, i);
  }

  @Mutation(() => model.TicketPayload)
  @Allow('general-manager', 'quality-manager', 'manager')
  containComplaint(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.ContainComplaintInput): Promise<model.TicketPayload> {
    return this.mutations.contain(who, c, i);
  }
}
