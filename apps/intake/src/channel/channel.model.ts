import { CommandPayload } from '@mendline/platform/graphql';
import { Field, ObjectType } from '@nestjs/graphql';
import { NoticeChannelKind } from './channel.input.js';

@ObjectType()
export class NamedValue {
  @Field() name!: string;
  @Field() value!: string;
}

@ObjectType({ description: 'A way out of the application. Secrets are never told, only when they were set.' })
export class NoticeChannel {
  @Field() code!: string;
  @Field(() => NoticeChannelKind) channelKind!: NoticeChannelKind;
  @Field(() => [NamedValue]) settings!: NamedValue[];
  @Field(() => Date, { nullable: true }) secretsSetAt!: Date | null;
  @Field() enabled!: boolean;
  @Field() changedAt!: Date;
}

@ObjectType({ description: 'Who is told of notices by webhook. Of the URL only the host is told.' })
export class WebhookSubscription {
  @Field() code!: string;
  @Field() host!: string;
  @Field(() => [String]) rules!: string[];
  @Field() secretSetAt!: Date;
  @Field(() => Date, { nullable: true, description: 'Until when the old secret signs too.' }) previousUntil!: Date | null;
  @Field() enabled!: boolean;
  @Field() changedAt!: Date;
}

@ObjectType()
export class ChannelPayload extends CommandPayload {
  @Field(() => NoticeChannel, { nullable: true }) channel!: NoticeChannel | null;
}

@ObjectType()
export class WebhookPayload extends CommandPayload {
  @Field(() => WebhookSubscription, { nullable: true }) webhook!: WebhookSubscription | null;
}

@ObjectType()
export class TestChannelPayload extends CommandPayload {
  @Field({ description: 'The other side has taken the message.' }) taken!: boolean;
  @Field(() => String, { nullable: true, description: 'Why not: a code, and what the other side answered.' }) problem!: string | null;
}
