import { CommandPayload } from '@mendline/platform/graphql';
import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';

export enum RemoteSessionStateEnum {
  OPEN = 'open',
  CLOSED = 'closed',
  ABANDONED = 'abandoned',
}

export enum RemoteSessionResultEnum {
  SOLVED = 'solved',
  UNSOLVED = 'unsolved',
  ABANDONED = 'abandoned',
}

/** The ends that a person may report. */
export enum RemoteFinishResultEnum {
  SOLVED = 'solved',
  UNSOLVED = 'unsolved',
}

export enum RemoteStepResultEnum {
  HELPED = 'helped',
  NO_EFFECT = 'no-effect',
  NOT_POSSIBLE = 'not-possible',
}

registerEnumType(RemoteSessionStateEnum, { name: 'RemoteSessionState' });
registerEnumType(RemoteSessionResultEnum, { name: 'RemoteSessionResult' });
registerEnumType(RemoteFinishResultEnum, { name: 'RemoteFinishResult' });
registerEnumType(RemoteStepResultEnum, { name: 'RemoteStepResult' });

@ObjectType({ description: 'Something to try before anybody drives.' })
export class SelfCheckItem {
  @Field({ description: 'Stable code.' })
  code!: string;

  @Field({ description: 'In the language of the caller.' })
  words!: string;
}

@ObjectType({ description: 'One thing that was tried: by whom, when, with what result.' })
export class RemoteStep {
  @Field(() => ID)
  id!: string;

  @Field({ description: 'A code of selfChecks.' })
  check!: string;

  @Field({ description: 'The check in the language of the caller.' })
  checkWords!: string;

  @Field(() => RemoteStepResultEnum)
  result!: RemoteStepResultEnum;

  @Field(() => String, { nullable: true, description: 'For the owner of the session alone; without telephone, e-mail and identity numbers.' })
  note!: string | null;

  @Field({ description: 'There is a note that the caller is not shown.' })
  noteWithheld!: boolean;

  @Field(() => Date, { description: 'When it was tried, as reported.' })
  at!: Date;

  @Field(() => Date)
  recordedAt!: Date;

  @Field(() => ID)
  byId!: string;
}

@ObjectType({ description: 'Remote help in one round of a ticket.' })
export class RemoteSession {
  @Field(() => ID)
  id!: string;

  @Field(() => RemoteSessionStateEnum)
  state!: RemoteSessionStateEnum;

  @Field(() => ID, { nullable: true })
  ownerId!: string | null;

  @Field(() => Date)
  openedAt!: Date;

  @Field(() => Date, { nullable: true })
  closedAt!: Date | null;

  @Field(() => RemoteSessionResultEnum, { nullable: true })
  result!: RemoteSessionResultEnum | null;

  @Field(() => String, { nullable: true, description: 'For the owner of the session alone; without telephone, e-mail and identity numbers.' })
  note!: string | null;

  @Field({ description: 'There is a note that the caller is not shown.' })
  noteWithheld!: boolean;

  @Field(() => [RemoteStep])
  steps!: RemoteStep[];
}

@InputType({ isAbstract: true })
abstract class RemoteSessionInput {
  @Field({ description: 'Idempotency key: 8 to 64 of A-Z a-z 0-9 _ : -' })
  key!: string;

  @Field(() => Date, { nullable: true, description: 'When it happened; now if left out.' })
  occurredAt?: Date | null;

  @Field(() => ID)
  ticketId!: string;

  @Field(() => ID)
  sessionId!: string;

  @Field(() => String, { nullable: true })
  note?: string | null;
}

@InputType()
export class RecordRemoteStepInput extends RemoteSessionInput {
  @Field({ description: 'A code of selfChecks.' })
  check!: string;

  @Field(() => RemoteStepResultEnum)
  result!: RemoteStepResultEnum;
}

@InputType()
export class FinishRemoteSessionInput extends RemoteSessionInput {
  @Field(() => RemoteFinishResultEnum)
  result!: RemoteFinishResultEnum;
}

@ObjectType()
export class RecordRemoteStepPayload extends CommandPayload {
  @Field(() => RemoteStep, { nullable: true })
  step!: RemoteStep | null;

  @Field(() => RemoteSession, { nullable: true })
  remoteSession!: RemoteSession | null;
}

@ObjectType()
export class FinishRemoteSessionPayload extends CommandPayload {
  @Field(() => RemoteSession, { nullable: true })
  remoteSession!: RemoteSession | null;
}
