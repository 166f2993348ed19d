import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { answerLocal, commandAnswer } from '@mendline/platform/exchange';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { service, staff, supervision, technical } from '../access.roles.js';
import { Ticket } from '../ownership/ticket.types.js';
import { PlanCommandService } from './plan-command.service.js';
import { PlanDraftService } from './plan-draft.service.js';
import { PlanListService, type ShownPlan } from './plan-list.service.js';
import { ApprovePlanInput, ChangePlanInput, ConsentToPlanInput, DraftPlanInput, Plan, PlanPayload, type QuoteInput, SubmitPlanInput } from './plan.types.js';
import { planView } from './plan.views.js';

@Resolver(() => Ticket)
export class PlanResolver {
  /** One read for all tickets of a page. */
  private readonly plansOfTickets = ({ principal }: { readonly principal?: Principal }): DataLoader<string, ShownPlan[]> =>
    new DataLoader(async (ids: readonly string[]) => (principal ? this.lists.ofTickets(principal, ids) : ids.map(() => [])));

  constructor(
    private readonly lists: PlanListService,
    private readonly drafts: PlanDraftService,
    private readonly commands: PlanCommandService,
  ) {}

  @ResolveField(() => [Plan], { description: 'Every version of every plan, oldest first.' })
  @Allow('customer', ...staff)
  async plans(@Parent() { id }: Ticket, @Context() { loaders }: RequestContext): Promise<Plan[]> {
    return (await loaders.get(this.plansOfTickets).load(id)).map(planView);
  }

  @ResolveField(() => Plan, { nullable: true, description: 'The version that is decided on or worked by.' })
  @Allow('customer', ...staff)
  async plan(@Parent() { id }: Ticket, @Context() { loaders }: RequestContext): Promise<Plan | null> {
    const current = (await loaders.get(this.plansOfTickets).load(id)).find(({ state }) => ['submitted', 'approved', 'agreed'].includes(state));
    return current ? planView(current) : null;
  }

  @Mutation(() => PlanPayload, { description: 'Writes a plan; nobody is asked yet.' })
  @Allow(...technical)
  async draftPlan(@CurrentPrincipal() principal: Principal, @Args('input') input: DraftPlanInput, @Context() { language }: RequestContext): Promise<PlanPayload> {
    const { payload, outcome } = await answerLocal(input.key, language, () => this.drafts.draft(principal, contentOf(input)));
    return { ...payload, plan: outcome && (await this.planNow(principal, input.ticketId, outcome)) };
  }

  @Mutation(() => PlanPayload, { description: 'Writes the next version of a plan.' })
  @Allow(...technical)
  async changePlan(@CurrentPrincipal() principal: Principal, @Args('input') input: ChangePlanInput, @Context() { language }: RequestContext): Promise<PlanPayload> {
    const { planId, basedOn } = input;
    const { payload, outcome } = await answerLocal(input.key, language, () => this.drafts.change(principal, { ...contentOf(input), planId, basedOn: basedOn ?? null }));
    return { ...payload, plan: outcome && (await this.planNow(principal, input.ticketId, outcome)) };
  }

  @Mutation(() => PlanPayload, { description: 'Makes a version the plan of the ticket; whose word it needs is found by the approval matrix.' })
  @Allow(...technical)
  async submitPlan(@CurrentPrincipal() principal: Principal, @Args('input') input: SubmitPlanInput, @Context() { language }: RequestContext): Promise<PlanPayload> {
    const answer = commandAnswer(await this.commands.submit(principal, input), language);
    return { ...answer, plan: await this.planNow(principal, input.ticketId, input) };
  }

  @Mutation(() => PlanPayload, { description: 'The supervisor’s word on a major plan.' })
  @Allow(...supervision)
  async approvePlan(@CurrentPrincipal() principal: Principal, @Args('input') input: ApprovePlanInput, @Context() { language }: RequestContext): Promise<PlanPayload> {
    const answer = commandAnswer(await this.commands.approve(principal, input), language);
    return { ...answer, plan: await this.planNow(principal, input.ticketId, input) };
  }

  @Mutation(() => PlanPayload, { description: 'The customer’s word on plan and quote, his own or as staff report it with evidence.' })
  @Allow('customer', ...service, 'specialist', 'engineer')
  async consentToPlan(@CurrentPrincipal() principal: Principal, @Args('input') input: ConsentToPlanInput, @Context() { language }: RequestContext): Promise<PlanPayload> {
    const answer = commandAnswer(await this.commands.consent(principal, { ...input, then: input.afterRefusal ?? null }), language);
    return { ...answer, plan: await this.planNow(principal, input.ticketId, input) };
  }

  private async planNow(principal: Principal, ticketId: string, { planId, version }: { readonly planId: string; readonly version: number }): Promise<Plan | null> {
    const plan = await this.lists.find(principal, ticketId, { planId, version });
    return plan && planView(plan);
  }
}

/** What the caller leaves out is said as nothing. */
const contentOf = ({ key, ticketId, occurredAt, causeCode, measures, method, expectedMinutes, inWarranty, ...input }: DraftPlanInput) => ({
  key, ticketId, occurredAt: occurredAt ?? null, causeCode, measures, method, expectedMinutes, inWarranty,
  tools: input.tools ?? [],
  parts: (input.parts ?? []).map(({ partNumber, quantity }) => ({ partNumber, quantity })),
  labourMinutes: input.labourMinutes ?? 0,
  travelMinutes: input.travelMinutes ?? 0,
  entitlementCode: input.entitlementCode ?? null,
  explanation: input.explanation ?? null,
  feasibility: input.feasibility ?? null,
  quote: quoteOf(input.quote),
});

const quoteOf = ({ currency, taxBasisPoints, lines }: QuoteInput) => ({
  currency,
  taxBasisPoints: taxBasisPoints ?? 0,
  lines: (lines ?? []).map(({ kind, partNumber, quantity, unitPrice }) => ({ kind, partNumber: partNumber ?? null, quantity, unitPrice })),
});
