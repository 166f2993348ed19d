import type { DomainError } from '@mendline/contracts/errors';
import { Directive, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type Language, messageFor } from '../errors/message.catalogue.js';

/** What became of a command: done, refused by a rule, or kept and still to be done. */
export enum CommandState {
  DONE = 'DONE',
  REJECTED = 'REJECTED',
  PENDING = 'PENDING',
}

registerEnumType(CommandState, { name: 'CommandState', description: 'DONE: in force. REJECTED: a rule refused it. PENDING: kept, will be done; ask again by its key.' });

/** A refusal that a person can act on. */
@ObjectType()
@Directive('@shareable')
export class UserError {
  @Field({ description: 'Stable code, for programs.' })
  code!: string;

  @Field({ description: 'In the language of the caller.' })
  message!: string;

  @Field(() => String, { nullable: true, description: 'The input field it is about.' })
  field!: string | null;
}

/** Fields of every mutation's answer; a payload adds what the command changed. */
@ObjectType({ isAbstract: true })
export abstract class CommandPayload {
  @Field(() => ID)
  commandId!: string;

  @Field(() => CommandState)
  state!: CommandState;

  @Field(() => [UserError])
  userErrors!: UserError[];
}

/** A refusal as data, for the payload of the command that was refused. */
export const userErrorOf = ({ code, params }: Pick<DomainError, 'code' | 'params'>, language: Language, field: string | null = null): UserError => ({
  code,
  message: messageFor(code, params, language),
  field,
});
