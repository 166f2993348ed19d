import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql';
import { everybody } from '../people/role-groups.js';
import { Command } from './command.model.js';
import { CommandReader } from './command.reader.js';

/** The journal in GraphQL. */
@Resolver(() => Command)
export class CommandResolver {
  constructor(private readonly reader: CommandReader) {}

  @Query(() => Command, { nullable: true })
  @Allow(...everybody)
  command(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('key', { type: () => ID }) key: string): Promise<Command> {
    return this.reader.byKey(who, c.language, key);
  }
}
