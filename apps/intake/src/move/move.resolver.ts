import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { MoveBatchDesk } from './move-batch.desk.js';
import { MoveDesk } from './move.desk.js';
import * as model from './move.model.js';

/** Moves of tickets to other packs in GraphQL: one line per field. */
@Resolver(() => model.PackMove)
export class MoveResolver {
  constructor(
    private readonly desk: MoveDesk,
    private readonly batches: MoveBatchDesk,
  ) {}

  @Query(() => model.PackForecast, { nullable: true, description: 'What a pack would do to open tickets if they followed it from now on; nothing is written.' })
  @Allow('administrator')
  packWhatIf(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: model.PackWhatIfInput): Promise<model.PackForecast> {
    return this.desk.whatIf(who, c.language, i);
  }

  @Mutation(() => model.MoveTicketsPayload, { description: 'Has open tickets follow a published pack from now on, all or none.' })
  @Allow('administrator')
  moveTickets(@CurrentPrincipal() who: Principal, @Args('input') i: model.MoveTicketsInput): Promise<model.MoveTicketsPayload> {
    return this.desk.move(who, i);
  }

  @Mutation(() => model.MoveAllTicketsPayload, { description: 'Has all open tickets of other versions of a pack follow one from now on, by a batch; refused with the list where it would strand one.' })
  @Allow('administrator')
  moveAllTickets(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: model.MoveAllTicketsInput): Promise<model.MoveAllTicketsPayload> {
    return this.batches.moveAll(who, c.language, i);
  }

  @Query(() => model.PackMoveProgress, { nullable: true, description: 'How far a batch of `moveAllTickets` has come; null where there is none.' })
  @Allow('administrator', 'supervisor', 'manager')
  packMoveProgress(@CurrentPrincipal() who: Principal, @Args('pack') pack: string, @Args('version', { type: () => Int }) version: number): Promise<model.PackMoveProgress | null> {
    return this.batches.progress(who, pack, version);
  }
}
