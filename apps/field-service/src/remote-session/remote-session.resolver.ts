import { Allow, CurrentPrincipal, type Principal, Public } from '@mendline/platform/auth';
import { answerLocal, commandAnswer } from '@mendline/platform/exchange';
import type { Language, RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Parent, Query, ResolveField, ResolveReference, Resolver } from '@nestjs/graphql';
import DataLoader from 'dataloader';
import { staff, technical } from '../access.roles.js';
import { Ticket } from '../ownership/ticket.types.js';
import { RemoteFinishService } from './remote-finish.service.js';
import { RemoteSessionListService, type ShownSession } from './remote-session-list.service.js';
import { FinishRemoteSessionInput, FinishRemoteSessionPayload, RecordRemoteStepInput, RecordRemoteStepPayload, RemoteSession, SelfCheckItem } from './remote-session.types.js';
import { selfCheckViews, sessionView } from './remote-session.views.js';
import { RemoteStepService } from './remote-step.service.js';

@Resolver(() => Ticket)
export class RemoteSessionResolver {
  /** One read for all tickets of a page. */
  private readonly sessionsOfTickets = ({ principal }: { readonly principal?: Principal }): DataLoader<string, ShownSession[]> =>
    new DataLoader(async (ids: readonly string[]) => (principal ? this.lists.ofTickets(principal, ids) : ids.map(() => [])));

  constructor(
    private readonly lists: RemoteSessionListService,
    private readonly steps: RemoteStepService,
    private readonly finishes: RemoteFinishService,
  ) {}

  @ResolveReference()
  @Public()
  resolveReference({ id }: { readonly id: string }): Ticket {
    return { id };
  }

  @ResolveField(() => [RemoteSession], { description: 'One per round, oldest first.' })
  @Allow(...staff)
  async remoteSessions(@Parent() { id }: Ticket, @Context() { loaders, language }: RequestContext): Promise<RemoteSession[]> {
    return (await loaders.get(this.sessionsOfTickets).load(id)).map((session) => sessionView(session, language));
  }

  @ResolveField(() => RemoteSession, { nullable: true, description: 'Of the newest round that has one.' })
  @Allow(...staff)
  async remoteSession(@Parent() { id }: Ticket, @Context() { loaders, language }: RequestContext): Promise<RemoteSession | null> {
    const newest = (await loaders.get(this.sessionsOfTickets).load(id)).at(-1);
    return newest ? sessionView(newest, language) : null;
  }

  @Query(() => [SelfCheckItem], { description: 'What is tried by telephone before anybody drives [A5-3].' })
  @Allow(...staff)
  selfChecks(@Context() { language }: RequestContext): SelfCheckItem[] {
    return selfCheckViews(language);
  }

  @Mutation(() => RecordRemoteStepPayload, { description: 'Records something that was tried.' })
  @Allow(...technical)
  async recordRemoteStep(@CurrentPrincipal() principal: Principal, @Args('input') input: RecordRemoteStepInput, @Context() { language }: RequestContext): Promise<RecordRemoteStepPayload> {
    const { payload, outcome } = await answerLocal(input.key, language, () => this.steps.record(principal, input));
    const remoteSession = await this.sessionNow(principal, input.sessionId, language);
    return { ...payload, remoteSession, step: remoteSession?.steps.find(({ id }) => id === outcome?.stepId) ?? null };
  }

  @Mutation(() => FinishRemoteSessionPayload, { description: 'Says that the remote session is over.' })
  @Allow(...technical)
  async finishRemoteSession(
    @CurrentPrincipal() principal: Principal,
    @Args('input') input: FinishRemoteSessionInput,
    @Context() { language }: RequestContext,
  ): Promise<FinishRemoteSessionPayload> {
    const answer = commandAnswer(await this.finishes.finish(principal, input), language);
    return { ...answer, remoteSession: await this.sessionNow(principal, input.sessionId, language) };
  }

  private async sessionNow(reader: Principal, sessionId: string, language: Language): Promise<RemoteSession | null> {
    const session = await this.lists.find(reader, sessionId);
    return session && sessionView(session, language);
  }
}
