import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { PageArgs } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { everybody } from '../people/role-groups.js';
import * as input from './notice.input.js';
import * as model from './notice.model.js';
import { NoticeReader } from './notice.reader.js';

/** A caller's notices in GraphQL: one line per field. */
@Resolver(() => model.Notice)
export class NoticeResolver {
  constructor(private readonly reader: NoticeReader) {}

  @Query(() => model.NoticeConnection)
  @Allow(...everybody)
  notices(
    @CurrentPrincipal() who: Principal,
    @Context() c: RequestContext,
    @Args() page: PageArgs,
    @Args('unreadOnly', { type: () => Boolean, defaultValue: false }) unreadOnly: boolean,
  ): Promise<model.NoticeConnection> {
    return this.reader.list(who, c.language, unreadOnly, page);
  }

  @Mutation(() => model.NoticePayload)
  @Allow(...everybody)
  markNoticeRead(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: input.MarkNoticeReadInput): Promise<model.NoticePayload> {
    return this.reader.markRead(who, c.language, i);
  }
}
