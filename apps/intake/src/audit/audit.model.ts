import { connectionOf } from '@mendline/platform/graphql';
import { Field, ID, Int, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'A change of configuration or role, or a reveal. Sealed by the next entry; never removed.' })
export class AuditEntry {
  @Field(() => Int) seq!: number;
  @Field() at!: Date;
  @Field(() => ID) actor!: string;
  @Field() action!: string;
  @Field(() => ID) subject!: string;
  @Field({ description: 'JSON; ids and codes, no personal data.' }) detail!: string;
  @Field({ description: 'SHA-256 over the entry and the hash of the one before.' }) hash!: string;
}

@ObjectType()
export class AuditEntryConnection extends connectionOf(AuditEntry) {}
