import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { PageArgs } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { supervision } from '../people/role-groups.js';
import * as model from './archive.model.js';
import { ArchiveReader } from './archive.reader.js';

/** Archive runs in GraphQL: one line per field. */
@Resolver(() => model.ArchiveRun)
export class ArchiveResolver {
  constructor(private readonly reader: ArchiveReader) {}

  @Query(() => model.ArchiveRunConnection, { description: 'The daily archive runs, newest first.' })
  @Allow(...supervision, 'data-administrator')
  archiveRuns(@CurrentPrincipal() who: Principal, @Args() page: PageArgs): Promise<model.ArchiveRunConnection> {
    return this.reader.runs(who, page);
  }

  @Query(() => model.ArchiveRun, { nullable: true, description: 'The run of a day, for example 2026-10-10; null where there was none.' })
  @Allow(...supervision, 'data-administrator')
  archiveRun(@CurrentPrincipal() who: Principal, @Args('day') day: string): Promise<model.ArchiveRun | null> {
    return this.reader.run(who, day);
  }

  @ResolveField(() => model.ArchiveGapConnection, { description: 'Ended tickets with an incomplete record, of those that the caller may see.' })
  gaps(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Parent() run: model.ArchiveRun, @Args() page: PageArgs): Promise<model.ArchiveGapConnection> {
    return this.reader.gaps(who, c.language, run.day, page);
  }
}
