import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { Args, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import { staffRoles } from '../people/role-groups.js';
import * as model from './policy-pack.model.js';
import { PolicyPackPublisher } from './policy-pack.publisher.js';
import { PolicyPackService } from './policy-pack.service.js';

/** Policy packs in GraphQL: one line per field. */
@Resolver(() => model.PolicyPackVersion)
export class PolicyPackResolver {
  constructor(
    private readonly publisher: PolicyPackPublisher,
    private readonly packs: PolicyPackService,
  ) {}

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
  policyPackProblems(@Args('yaml') yaml: string): model.PolicyPackProblem[] {
    return [...this.packs.check(yaml)];
  }

  @Mutation(() => model.PublishPolicyPackPayload)
  @Allow('administrator')
  publishPolicyPack(@CurrentPrincipal() who: Principal, @Args('input') i: model.PublishPolicyPackInput): Promise<model.PublishPolicyPackPayload> {
    return this.publisher.publish(who, i);
  }
}
