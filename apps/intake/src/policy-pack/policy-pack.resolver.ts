import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { staffRoles } from '../people/role-groups.js';
import * as model from './policy-pack.model.js';
import { PolicyPackPublisher } from './policy-pack.publisher.js';

/** Policy packs in GraphQL: one line per field. */
@Resolver(() => model.PolicyPackVersion)
export class PolicyPackResolver {
  constructor(private readonly publisher: PolicyPackPublisher) {}

  @Query(() => model.PolicyPackVersion, { nullable: true })
  @Allow(...staffRoles)
  policyPack(
    @CurrentPrincipal() who: Principal,
    @Args('code', { type: () => String, nullable: true }) code?: string | null,
    @Args('version', { type: () => Int, nullable: true }) version?: number | null,
  ): Promise<model.PolicyPackVersion> {
    return this.publisher.find(who, code ?? null, version ?? null);
  }

  @Query(() => [model.PolicyPackProblem], { description: 'What is wrong with a pack; nothing is published.' })
  @Allow('administrator')
  policyPackProblems(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('yaml') yaml: string): Promise<model.PolicyPackProblem[]> {
    return this.publisher.problems(who, c.language, yaml);
  }

  @Query(() => [model.PolicyPackChange], { description: 'How a text, laid over what it extends, differs from a published pack: the newest of its code, or the one that is named.' })
  @Allow('administrator')
  policyPackDiff(
    @CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('yaml') yaml: string,
    @Args('code', { type: () => String, nullable: true }) code?: string | null,
    @Args('version', { type: () => Int, nullable: true }) version?: number | null,
  ): Promise<model.PolicyPackChange[]> {
    return this.publisher.diff(who, c.language, yaml, { code: code ?? null, version: version ?? null });
  }

  @Mutation(() => model.PublishPolicyPackPayload)
  @Allow('administrator')
  publishPolicyPack(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: model.PublishPolicyPackInput): Promise<model.PublishPolicyPackPayload> {
    return this.publisher.publish(who, c.language, i);
  }
}
