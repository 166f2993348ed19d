import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { PageArgs } from '@mendline/platform/graphql';
import type { RequestContext } from '@mendline/platform/graphql';
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import { TestChannelInput } from '../channel/channel.input.js';
import { TestChannelPayload } from '../channel/channel.model.js';
import { everybody } from '../people/role-groups.js';
import { ChannelTest } from './channel-test.service.js';
import { DeadMessageService } from './dead-message.service.js';
import * as input from './delivery.input.js';
import * as model from './delivery.model.js';
import { PreferenceService } from './preference.service.js';

/** Deliveries of notices in GraphQL: one line per field. */
@Resolver(() => model.DeadDelivery)
export class DeliveryResolver {
  constructor(
    private readonly dead: DeadMessageService,
    private readonly preferences: PreferenceService,
    private readonly tests: ChannelTest,
  ) {}

  @Query(() => model.DeadDeliveryConnection, { description: 'Messages that were given up, newest first.' })
  @Allow('administrator')
  deadDeliveries(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args() page: PageArgs): Promise<model.DeadDeliveryConnection> {
    return this.dead.list(who, c.language, page);
  }

  @Query(() => model.NoticePreferences, { nullable: true, description: "The caller's, or for administrators those of a member of staff." })
  @Allow(...everybody)
  noticePreferences(@CurrentPrincipal() who: Principal, @Args('personId', { type: () => ID, nullable: true }) personId: string | null): Promise<model.NoticePreferences> {
    return this.preferences.of(who, personId ?? null);
  }

  @Mutation(() => model.NoticePreferencesPayload, { description: 'Replaces what was chosen before.' })
  @Allow(...everybody)
  setNoticePreferences(@CurrentPrincipal() who: Principal, @Args('input') i: input.SetNoticePreferencesInput): Promise<model.NoticePreferencesPayload> {
    return this.preferences.set(who, i);
  }

  @Mutation(() => TestChannelPayload, { description: 'Sends a test message at once.' })
  @Allow('administrator')
  testChannel(@CurrentPrincipal() who: Principal, @Context() c: RequestContext, @Args('input') i: TestChannelInput): Promise<TestChannelPayload> {
    return this.tests.run(who, c.language, i);
  }

  @Mutation(() => model.DeliveriesPayload, { description: 'Sends given up messages again, within the limits of their recipients.' })
  @Allow('administrator')
  replayDeliveries(@CurrentPrincipal() who: Principal, @Args('input') i: input.ReplayDeliveriesInput): Promise<model.DeliveriesPayload> {
    return this.dead.replay(who, i);
  }

  @Mutation(() => model.DeliveriesPayload, { description: 'Gives a message up for good.' })
  @Allow('administrator')
  dropDelivery(@CurrentPrincipal() who: Principal, @Args('input') i: input.DropDeliveryInput): Promise<model.DeliveriesPayload> {
    return this.dead.drop(who, i);
  }
}
