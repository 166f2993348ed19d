import { Field, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { CommandInput } from '../ticket/ticket.input.js';

export enum NoticeChannelKind {
  EMAIL = 'email',
  SMS = 'sms',
  DINGTALK = 'dingtalk',
  WECOM = 'wecom',
}
registerEnumType(NoticeChannelKind, { name: 'NoticeChannelKind' });

@InputType()
export class NamedValueInput {
  @Field() name!: string;
  @Field() value!: string;
}

@InputType()
export class SetChannelInput extends CommandInput {
  @Field(() => String, { nullable: true, description: 'Of a robot: what rules of the pack call it. Mail and short messages are called by their kind.' }) code?: string | null;
  @Field(() => NoticeChannelKind) channelKind!: NoticeChannelKind;
  @Field(() => [NamedValueInput], { description: 'email: host, port, secure, from. sms: provider (local, aliyun), signName, templateCode, endpoint. dingtalk, wecom: endpoint.' })
  settings!: NamedValueInput[];
  @Field(() => [NamedValueInput], {
    nullable: true,
    description: 'Never told again; left out: as they were. email: user, password. sms: accessKeyId, accessKeySecret. dingtalk: accessToken, signingSecret. wecom: key.',
  })
  secrets?: NamedValueInput[] | null;
  @Field(() => Boolean, { nullable: true, description: 'True if left out.' }) enabled?: boolean | null;
}

@InputType()
export class TestChannelInput extends CommandInput {
  @Field({ description: 'Code of a channel, or `webhook:<code>` of a subscription. Mail and short messages go to the caller.' }) code!: string;
}

@InputType()
export class SetWebhookInput extends CommandInput {
  @Field() code!: string;
  @Field({ description: 'https; never told again as a whole.' }) url!: string;
  @Field(() => [String], { description: "The pack's notice rules it wants; none: all." }) rules!: string[];
  @Field(() => String, { nullable: true, description: 'whsec_ and 24 to 64 bytes in base64; needed the first time, never told again.' }) secret?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'True if left out.' }) enabled?: boolean | null;
}

@InputType()
export class RotateWebhookSecretInput extends CommandInput {
  @Field() code!: string;
  @Field() secret!: string;
  @Field(() => Int, { nullable: true, description: 'Hours in which messages carry a signature by the old secret too; 24 if left out.' }) overlapHours?: number | null;
}
