import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { OnCallDuty, OnCallPayload, SetOnCallInput } from './roster.model.js';
import { RosterService } from './roster.service.js';
import { staffRoles } from './role-groups.js';

/** Rosters in GraphQL: one line per field. */
@Resolver(() => OnCallDuty)
export class RosterResolver {
  constructor(private readonly rosters: RosterService) {}

  @Query(() => [OnCallDuty], { description: 'Duties that are not over, by when they begin.' })
  @Allow(...staffRoles)
  onCallDuties(@CurrentPrincipal() who: Principal, @Args('roster', { type: () => String, nullable: true }) roster?: string | null): Promise<OnCallDuty[]> {
    return this.rosters.list(who, roster ?? null);
  }

  @Mutation(() => OnCallPayload)
  @Allow('supervisor', 'manager', 'department-manager', 'administrator')
  setOnCall(@CurrentPrincipal() who: Principal, @Args('input') i: SetOnCallInput): Promise<OnCallPayload> {
    return this.rosters.set(who, i);
  }
}
