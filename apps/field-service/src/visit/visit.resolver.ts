import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import type { CommandPayload as JournaledAnswer } from '@mendline/platform/commands';
import { commandAnswer } from '@mendline/platform/exchange';
import { type Language, PageArgs, readPage, type RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { staff, technical } from '../access.roles.js';
import { Ticket } from '../ownership/ticket.types.js';
import { VisitCommandService } from './visit-command.service.js';
import { VisitListService, type ShownVisit } from './visit-list.service.js';
import { AgreeVisitWindowInput, ChecklistItem, FinishVisitInput, Visit, VisitInput, VisitPayload } from './visit.types.js';
import { checklistViews, visitView } from './visit.views.js';

@Resolver(() => Ticket)
export class VisitResolver {
  /** One read for all tickets of a page. */
  private readonly visitsOfTickets = ({ principal }: { readonly principal?: Principal }): DataLoader<string, ShownVisit[]> =>
    new DataLoader(async (ids: readonly string[]) => (principal ? this.lists.ofTickets(principal, ids) : ids.map(() => [])));

  constructor(
    private readonly lists: VisitListService,
    private readonly commands: VisitCommandService,
  ) {}

  @ResolveField(() => [Visit], { description: 'Oldest first.' })
  @Allow('customer', ...staff)
  async visits(@Parent() { id }: Ticket, @Context() { loaders, language }: RequestContext): Promise<Visit[]> {
    return (await loaders.get(this.visitsOfTickets).load(id)).map((visit) => visitView(visit, language));
  }

  @Query(() => [Visit], { description: 'The caller’s visits with a window within 24 hours from an instant, by window; those without one last.' })
  @Allow(...technical)
  async myVisits(@CurrentPrincipal() principal: Principal, @Args('from', { type: () => Date }) from: Date, @Args() args: PageArgs, @Context() { language }: RequestContext): Promise<Visit[]> {
    const { limit } = readPage({ first: args.first });
    return (await this.lists.mine(principal, from, limit)).map((visit) => visitView(visit, language));
  }

  @Query(() => [ChecklistItem], { description: 'What is to be done around a repair [A9-2].' })
  @Allow(...staff)
  visitChecklist(@Context() { language }: RequestContext): ChecklistItem[] {
    return checklistViews(language);
  }

  @Mutation(() => VisitPayload, { description: 'The window that was agreed with the customer, first or again.' })
  @Allow(...technical, 'csr', 'csr-leader')
  async agreeVisitWindow(@CurrentPrincipal() principal: Principal, @Args('input') input: AgreeVisitWindowInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, await this.commands.agreeWindow(principal, input));
  }

  @Mutation(() => VisitPayload, { description: 'The engineer is on the way.' })
  @Allow(...technical)
  async departToVisit(@CurrentPrincipal() principal: Principal, @Args('input') input: VisitInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, await this.commands.depart(principal, input));
  }

  @Mutation(() => VisitPayload, { description: 'The customer was called before the arrival.' })
  @Allow(...technical)
  async callAhead(@CurrentPrincipal() principal: Principal, @Args('input') input: VisitInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, await this.commands.callAhead(principal, input));
  }

  @Mutation(() => VisitPayload, { description: 'The engineer is there.' })
  @Allow(...technical)
  async arriveAtVisit(@CurrentPrincipal() principal: Principal, @Args('input') input: VisitInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    return this.answer(principal, input, language, await this.commands.arrive(principal, input));
  }

  @Mutation(() => VisitPayload, { description: 'The visit is over. DONE is refused with everything that is missing.' })
  @Allow(...technical)
  async finishVisit(@CurrentPrincipal() principal: Principal, @Args('input') input: FinishVisitInput, @Context() { language }: RequestContext): Promise<VisitPayload> {
    const payload = await this.answer(principal, input, language, await this.commands.finish(principal, input));
    const missing = payload.visit?.missing ?? [];
    const isMissing = payload.userErrors.some(({ code }) => missing.some((other) => other.code === code));
    return isMissing ? { ...payload, userErrors: missing } : payload;
  }

  private async answer(principal: Principal, { ticketId, visitId }: VisitInput, language: Language, answer: JournaledAnswer): Promise<VisitPayload> {
    const visit = await this.lists.find(principal, ticketId, visitId);
    return { ...commandAnswer(answer, language), visit: visit && visitView(visit, language) };
  }
}
