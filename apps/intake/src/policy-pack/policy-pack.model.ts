import { CommandPayload } from '@mendline/platform/graphql';
import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import { CommandInput } from '../ticket/ticket.input.js';

@ObjectType({ description: 'A pack that another one extends.' })
export class PolicyPackParent {
  @Field() pack!: string;
  @Field(() => Int, { nullable: true, description: 'The version that it was laid over; null for one that comes with the system.' }) version!: number | null;
}

@ObjectType({ description: 'A published version of a policy pack; immutable.' })
export class PolicyPackVersion {
  @Field() pack!: string;
  @Field(() => Int) version!: number;
  @Field({ description: 'SHA-256 of the content.' }) hash!: string;
  @Field({ description: 'The YAML as it was published, comments included.' }) source!: string;
  @Field({ description: 'What counts: the pack laid over all that it extends, as YAML.' }) resolved!: string;
  @Field(() => [PolicyPackParent], { description: 'What it extends, the nearest first.' }) parents!: PolicyPackParent[];
  @Field() publishedAt!: Date;
  @Field({ description: 'Whether new tickets begin with it.' }) current!: boolean;
}

@ObjectType()
export class PolicyPackProblem {
  @Field({ description: 'Where: keys and indexes joined by dots, or a line.' }) path!: string;
  @Field({ description: 'What is there, and what is allowed.' }) message!: string;
}

@ObjectType({ description: 'A difference between two packs, by the names of things.' })
export class PolicyPackChange {
  @Field() path!: string;
  @Field(() => String, { nullable: true, description: 'As JSON; null where nothing stood there.' }) before!: string | null;
  @Field(() => String, { nullable: true, description: 'As JSON; null where nothing stands there.' }) after!: string | null;
}

@ObjectType()
export class PublishPolicyPackPayload extends CommandPayload {
  @Field(() => PolicyPackVersion, { nullable: true }) policyPack!: PolicyPackVersion | null;
}

@InputType()
export class PublishPolicyPackInput extends CommandInput {
  @Field({ description: 'A pack, whole or extending another.' }) yaml!: string;
  @Field(() => Int, { nullable: true, description: 'The version that was edited: refused when another one has been published since.' }) basedOn?: number | null;
  @Field(() => Boolean, { nullable: true, description: 'Publish also where open tickets of the pack could not be moved to it: they stay with their version for good.' }) leaveBehind?: boolean | null;
}
