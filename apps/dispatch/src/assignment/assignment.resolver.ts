import type { Role } from '@mendline/contracts/ticket';
import { Allow, CurrentPrincipal, type Principal, Public } from '@mendline/platform/auth';
import { commandAnswer } from '@mendline/platform/exchange';
import { connectionPage, PageArgs, readPage, type RequestContext } from '@mendline/platform/graphql';
import { Args, Context, ID, Int, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { AcceptOfferInput, Candidate, DeclineOfferInput, Offer, OfferAnswerPayload, OfferConnection, Ticket } from './assignment.types.js';
import { candidateView, offerView } from './assignment.views.js';
import type { MadeOffer } from './offer.entity.js';
import { OfferAnswerService } from './offer-answer.service.js';
import { OfferListService } from './offer-list.service.js';
import { OwnerSearchService } from './owner-search.service.js';

const technical = ['specialist', 'engineer', 'supervisor', 'manager'] as const satisfies readonly Role[];
const supervision = ['csr-leader', 'supervisor', 'manager', 'department-manager', 'administrator'] as const satisfies readonly Role[];
const staff = [...technical, 'csr', 'csr-leader', 'receptionist', 'customer-relations', 'department-manager', 'quality-manager', 'general-manager', 'administrator'] as const satisfies readonly Role[];

@Resolver(() => Ticket)
export class AssignmentResolver {
  /** One read for all tickets of a page. */
  private readonly offersOfTickets = ({ principal }: { readonly principal?: Principal }): DataLoader<string, MadeOffer[]> =>
    new DataLoader(async (ids: readonly string[]) => (principal ? this.lists.ofTickets(principal, ids) : ids.map(() => [])));

  constructor(
    private readonly lists: OfferListService,
    private readonly answers: OfferAnswerService,
    private readonly searches: OwnerSearchService,
  ) {}

  @ResolveReference()
  @Public()
  resolveReference({ id }: { readonly id: string }): Ticket {
    return { id };
  }

  @ResolveField(() => [Offer], { description: 'To whom the ticket was offered, oldest first.' })
  @Allow(...staff)
  async offers(@Parent() { id }: Ticket, @Context() { loaders, language }: RequestContext): Promise<Offer[]> {
    return (await loaders.get(this.offersOfTickets).load(id)).map((row) => offerView(row, language));
  }

  @Query(() => OfferConnection, { description: 'Offers made to the caller, newest first.' })
  @Allow(...technical)
  async myOffers(@CurrentPrincipal() principal: Principal, @Args() args: PageArgs, @Context() { language }: RequestContext): Promise<OfferConnection> {
    const page = readPage(args);
    const rows = await this.lists.mine(principal, page);
    return connectionPage(rows.map((row) => offerView(row, language)), page, ({ madeAt, id }) => ({ sort: madeAt.toISOString(), id }));
  }

  @Query(() => [Candidate], { description: 'Who would be asked to own the ticket now, best first.' })
  @Allow(...supervision)
  async candidates(
    @CurrentPrincipal() principal: Principal,
    @Args('ticketId', { type: () => ID }) ticketId: string,
    @Args('first', { type: () => Int, defaultValue: 20 }) first: number,
    @Context() { language }: RequestContext,
  ): Promise<Candidate[]> {
    const { limit } = readPage({ first });
    return (await this.searches.candidates(principal, ticketId, limit)).map((candidate) => candidateView(candidate, language));
  }

  @Mutation(() => OfferAnswerPayload, { description: 'Takes the ticket: its owner from now on.' })
  @Allow(...technical)
  async acceptOffer(@CurrentPrincipal() principal: Principal, @Args('input') input: AcceptOfferInput, @Context() { language }: RequestContext): Promise<OfferAnswerPayload> {
    const answer = commandAnswer(await this.answers.accept(principal, input), language);
    return { ...answer, offer: offerView(await this.lists.require(principal.tenant, input.ticketId, input.offerId), language) };
  }

  @Mutation(() => OfferAnswerPayload, { description: 'Declines the ticket; the next candidate is asked.' })
  @Allow(...technical)
  async declineOffer(@CurrentPrincipal() principal: Principal, @Args('input') input: DeclineOfferInput, @Context() { language }: RequestContext): Promise<OfferAnswerPayload> {
    const answer = commandAnswer(await this.answers.decline(principal, input), language);
    return { ...answer, offer: offerView(await this.lists.require(principal.tenant, input.ticketId, input.offerId), language) };
  }
}
