import { Allow, CurrentPrincipal } from '@mendline/platform/auth';
import type { Principal } from '@mendline/platform/auth';
import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import { ChannelDesk } from './channel.desk.js';
import * as input from './channel.input.js';
import * as model from './channel.model.js';
import { ChannelReader } from './channel.reader.js';

/** Channels and webhook subscriptions in GraphQL: one line per field. */
@Resolver(() => model.NoticeChannel)
export class ChannelResolver {
  constructor(
    private readonly desk: ChannelDesk,
    private readonly reader: ChannelReader,
  ) {}

  @Query(() => [model.NoticeChannel])
  @Allow('administrator')
  noticeChannels(@CurrentPrincipal() who: Principal): Promise<model.NoticeChannel[]> {
    return this.reader.channels(who);
  }

  @Query(() => [model.WebhookSubscription])
  @Allow('administrator')
  webhookSubscriptions(@CurrentPrincipal() who: Principal): Promise<model.WebhookSubscription[]> {
    return this.reader.webhooks(who);
  }

  @Mutation(() => model.ChannelPayload)
  @Allow('administrator')
  setChannel(@CurrentPrincipal() who: Principal, @Args('input') i: input.SetChannelInput): Promise<model.ChannelPayload> {
    return this.desk.setChannel(who, i);
  }

  @Mutation(() => model.WebhookPayload)
  @Allow('administrator')
  setWebhook(@CurrentPrincipal() who: Principal, @Args('input') i: input.SetWebhookInput): Promise<model.WebhookPayload> {
    return this.desk.setWebhook(who, i);
  }

  @Mutation(() => model.WebhookPayload, { description: 'Puts a new secret in force; the old one signs beside it for a while.' })
  @Allow('administrator')
  rotateWebhookSecret(@CurrentPrincipal() who: Principal, @Args('input') i: input.RotateWebhookSecretInput): Promise<model.WebhookPayload> {
    return this.desk.rotateSecret(who, i);
  }
}
