import type { Role } from '@mendline/contracts/ticket';
import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { commandAnswer } from '@mendline/platform/exchange';
import { connectionPage, PageArgs, readPage, type RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { Candidate, Ticket } from '../assignment.types.js';
import { candidateView } from '../assignment.views.js';
import type { VisitOffer as VisitOfferRow } from '../offer.entity.js';
import { OfferListService } from '../offer-list.service.js';
import { VisitAnswerService } from './visit-answer.service.js';
import { VisitCandidatesService } from './visit-candidates.service.js';
import { AcceptVisitInput, AssignEngineerInput, AssignEngineerPayload, DeclineVisitInput, VisitAnswerPayload, VisitOffer, VisitOfferConnection } from './visit.types.js';
import { visitOfferView } from './visit.views.js';

const technical = ['specialist', 'engineer', 'supervisor', 'manager'] as const satisfies readonly Role[];
const dispatchers = ['supervisor', 'manager'] as const satisfies readonly Role[];
const supervision = [...dispatchers, 'csr-leader', 'department-manager', 'administrator'] as const satisfies readonly Role[];
const staff = [...technical, 'csr', 'csr-leader', 'receptionist', 'customer-relations', 'department-manager', 'quality-manager', 'general-manager', 'administrator'] as const satisfies readonly Role[];

@Resolver(() => Ticket)
export class VisitResolver {
  /** One read for all tickets of a page. */
  private readonly visitsOfTickets = ({ principal }: { readonly principal?: Principal }): DataLoader<string, VisitOfferRow[]> =>
    new DataLoader(async (ids: readonly string[]) => (principal ? this.lists.visitsOfTickets(principal, ids) : ids.map(() => [])));

  constructor(
    private readonly lists: OfferListService,
    private readonly answers: VisitAnswerService,
    private readonly search: VisitCandidatesService,
  ) {}

  @ResolveField(() => [VisitOffer], { description: 'To whom the ticket\'s visits were offered, oldest first.' })
  @Allow(...staff)
  async visitOffers(@Parent() { id }: Ticket, @Context() { loaders, language }: RequestContext): Promise<VisitOffer[]> {
    return (await loaders.get(this.visitsOfTickets).load(id)).map((row) => visitOfferView(row, language));
  }

  @ResolveField(() => [Candidate], { description: 'Engineers for the ticket\'s visit, best first: as the last search kept them for a supervisor\'s word, else as of now.' })
  @Allow(...supervision)
  async visitCandidates(
    @Parent() { id }: Ticket,
    @CurrentPrincipal() principal: Principal,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Context() { language }: RequestContext,
  ): Promise<Candidate[]> {
    const { limit } = readPage({ first });
    return (await this.search.ofTicket(principal, id, limit)).map((candidate) => candidateView(candidate, language));
  }

  @Query(() => VisitOfferConnection, { description: 'Visits offered to the caller, newest first.' })
  @Allow(...technical)
  async myVisitOffers(@CurrentPrincipal() principal: Principal, @Args() args: PageArgs, @Context() { language }: RequestContext): Promise<VisitOfferConnection> {
    const page = readPage(args);
    const rows = await this.lists.myVisits(principal, page);
    return connectionPage(rows.map((row) => visitOfferView(row, language)), page, ({ madeAt, id }) => ({ sort: madeAt.toISOString(), id }));
  }

  @Mutation(() => VisitAnswerPayload, { description: 'Takes the visit: its one engineer from now on.' })
  @Allow(...technical)
  async acceptVisit(@CurrentPrincipal() principal: Principal, @Args('input') input: AcceptVisitInput, @Context() { language }: RequestContext): Promise<VisitAnswerPayload> {
    const answer = commandAnswer(await this.answers.accept(principal, input), language);
    return { ...answer, offer: await this.offer(principal, input, language) };
  }

  @Mutation(() => VisitAnswerPayload, { description: 'Declines the visit; the next candidate is asked.' })
  @Allow(...technical)
  async declineVisit(@CurrentPrincipal() principal: Principal, @Args('input') input: DeclineVisitInput, @Context() { language }: RequestContext): Promise<VisitAnswerPayload> {
    const answer = commandAnswer(await this.answers.decline(principal, input), language);
    return { ...answer, offer: await this.offer(principal, input, language) };
  }

  @Mutation(() => AssignEngineerPayload, { description: 'Names the engineer of the visit, or another one before arrival.' })
  @Allow(...dispatchers)
  async assignEngineer(@CurrentPrincipal() principal: Principal, @Args('input') input: AssignEngineerInput, @Context() { language }: RequestContext): Promise<AssignEngineerPayload> {
    return commandAnswer(await this.answers.assign(principal, input), language);
  }

  private async offer({ tenant }: Principal, { ticketId, offerId }: AcceptVisitInput, language: RequestContext['language']): Promise<VisitOffer> {
    return visitOfferView(await this.lists.requireVisit(tenant, ticketId, offerId), language);
  }
}
