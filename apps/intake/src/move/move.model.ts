import { CommandPayload } from '@mendline/platform/graphql';
import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { CommandInput } from '../ticket/ticket.input.js';

export enum ClockChangeKind {
  MOVED = 'moved',
  DROPPED = 'dropped',
  STARTED = 'started',
}
registerEnumType(ClockChangeKind, { name: 'ClockChangeKind', description: 'Goes on by other numbers; ends without a result; begins.' });

@ObjectType({ description: 'A clock that another pack would change.' })
export class PackMove {
  @Field(() => ID) ticketId!: string;
  @Field() target!: string;
  @Field(() => Int) round!: number;
  @Field(() => ClockChangeKind) change!: ClockChangeKind;
  @Field(() => Date, { nullable: true }) from!: Date | null;
  @Field(() => Date, { nullable: true }) to!: Date | null;
  @Field({ description: 'In time so far, late as soon as it is applied.' }) becomesLate!: boolean;
  @Field({ description: 'Late so far, in time once it is applied.' }) becomesTimely!: boolean;
}

@ObjectType({ description: 'A ticket that could not go on by the pack.' })
export class StrandedTicket {
  @Field(() => ID) ticketId!: string;
  @Field() number!: string;
  @Field({ description: 'Why, in the caller\'s language.' }) reason!: string;
}

@ObjectType({ description: 'What a pack would do to open tickets if they followed it from now on. Stopped clocks and fired levels never change.' })
export class PackForecast {
  @Field(() => Int, { description: 'Tickets looked at.' }) tickets!: number;
  @Field(() => Int, { description: 'Tickets with a clock that changes.' }) changed!: number;
  @Field(() => Int) moved!: number;
  @Field(() => Int) dropped!: number;
  @Field(() => Int) started!: number;
  @Field(() => Int, { description: 'Clocks that become late.' }) late!: number;
  @Field(() => Int) timely!: number;
  @Field({ description: 'Whether there are more open tickets than were looked at: ask again from `after`.' }) more!: boolean;
  @Field(() => String, { nullable: true, description: 'Where to go on, where there are more.' }) after!: string | null;
  @Field(() => Int, { description: 'Tickets that could not go on by it; none of these can be moved.' }) strandedCount!: number;
  @Field(() => [StrandedTicket], { description: 'The first hundred.' }) stranded!: StrandedTicket[];
  @Field(() => [PackMove], { description: 'The first hundred.' }) moves!: PackMove[];
}

@InputType()
export class PackWhatIfInput {
  @Field(() => String, { nullable: true, description: 'A text that is not published yet; or a published pack by code and version.' }) yaml?: string | null;
  @Field(() => String, { nullable: true }) pack?: string | null;
  @Field(() => Int, { nullable: true, description: 'The newest if none is said.' }) version?: number | null;
  @Field(() => [ID], { nullable: true, description: 'All open tickets of the tenant if none are said.' }) ticketIds?: string[] | null;
  @Field(() => String, { nullable: true, description: '`after` of the answer before: of all open tickets 10,000 are looked at in one question.' }) after?: string | null;
}

@InputType()
export class MoveTicketsInput extends CommandInput {
  @Field() pack!: string;
  @Field(() => Int, { nullable: true, description: 'The newest if none is said.' }) version?: number | null;
  @Field(() => [ID], { description: 'At most 200; all or none.' }) ticketIds!: string[];
}

@InputType()
export class MoveAllTicketsInput extends CommandInput {
  @Field() pack!: string;
  @Field(() => Int, { nullable: true, description: 'The newest if none is said.' }) version?: number | null;
}

@ObjectType()
export class MoveAllTicketsPayload extends CommandPayload {
  @Field() pack!: string;
  @Field(() => Int) version!: number;
  @Field(() => Int, { description: 'Open tickets that followed other versions of it; a batch moves them.' }) tickets!: number;
}

@ObjectType({ description: 'How far the batch has come that has open tickets follow a version of their pack.' })
export class PackMoveProgress {
  @Field(() => Int, { description: 'Tickets looked at.' }) checked!: number;
  @Field(() => Int, { description: 'Tickets that follow it now.' }) moved!: number;
  @Field(() => Int, { description: 'Tickets of which a deadline moved earlier.' }) earlier!: number;
  @Field() done!: boolean;
}

@ObjectType()
export class MoveTicketsPayload extends CommandPayload {
  @Field() pack!: string;
  @Field(() => Int) version!: number;
  @Field(() => [PackMove], { description: 'What changed.' }) moves!: PackMove[];
}
