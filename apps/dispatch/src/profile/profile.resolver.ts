import type { Role } from '@mendline/contracts/ticket';
import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { answerLocal } from '@mendline/platform/exchange';
import { connectionPage, PageArgs, readPage, type RequestContext } from '@mendline/platform/graphql';
import { Args, Context, Mutation, Query, Resolver } from '@nestjs/graphql';
import { usualDailyCapacity } from './profile.domain.js';
import type { ProfileRow } from './profile.entity.js';
import { ProfileService } from './profile.service.js';
import { Profile, ProfileConnection, SetProfileInput, SetProfilePayload } from './profile.types.js';

const editors = ['supervisor', 'manager', 'department-manager', 'administrator'] as const satisfies readonly Role[];
const readers = [...editors, 'csr-leader', 'specialist', 'engineer', 'general-manager'] as const satisfies readonly Role[];

@Resolver(() => Profile)
export class ProfileResolver {
  constructor(private readonly service: ProfileService) {}

  @Query(() => ProfileConnection, { description: 'Profiles of the caller\'s data scope, by person.' })
  @Allow(...readers)
  async profiles(@CurrentPrincipal() principal: Principal, @Args() args: PageArgs): Promise<ProfileConnection> {
    const page = readPage(args);
    return connectionPage((await this.service.list(principal, page)).map(profileView), page, ({ personId }) => ({ sort: personId, id: personId }));
  }

  @Mutation(() => SetProfilePayload, { description: 'Says what somebody can do, where, and how much at a time.' })
  @Allow(...editors)
  async setProfile(@CurrentPrincipal() principal: Principal, @Args('input') input: SetProfileInput, @Context() { language }: RequestContext): Promise<SetProfilePayload> {
    const change = {
      ...input,
      neighbourRegions: input.neighbourRegions ?? [],
      worksFor: input.worksFor ?? [],
      certificates: input.certificates ?? [],
      dailyCapacity: input.dailyCapacity ?? usualDailyCapacity,
      active: input.active ?? true,
    };
    const { payload } = await answerLocal(input.key, language, () => this.service.set(principal, change));
    const profile = await this.service.find(principal, input.personId);
    return { ...payload, profile: profile && profileView(profile) };
  }
}

const profileView = (row: ProfileRow): Profile => ({
  ...row, certificates: row.certificates.map(({ skill, validUntil }) => ({ skill, validUntil: new Date(validUntil) })),
});
