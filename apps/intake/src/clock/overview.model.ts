import { Field, Int, ObjectType } from '@nestjs/graphql';
import { Ticket } from '../ticket/ticket.model.js';
import { TicketClock } from './clock.model.js';

@ObjectType({ description: 'Running clocks that one reason holds.' })
export class PausedClocks {
  @Field() reason!: string;
  @Field(() => Int) count!: number;
}

@ObjectType({ description: 'Running clocks of one target. Each is counted once: on time, at risk, late or paused.' })
export class SlaStage {
  @Field({ description: 'Code of the target.' }) target!: string;
  @Field({ description: "The target's name in the caller's language, as the tenant's own pack says it." }) title!: string;
  @Field(() => Int, { description: 'On time; also those whose appointment is not agreed yet.' }) running!: number;
  @Field(() => Int, { description: 'On time, and most of the time is used up.' }) atRisk!: number;
  @Field(() => Int, { description: 'Late, held or not.' }) breached!: number;
  @Field(() => Int) paused!: number;
  @Field(() => [PausedClocks], { description: 'A clock that two reasons hold counts for both.' }) pausedBy!: PausedClocks[];
}

@ObjectType({ description: "Where the time of open tickets within the caller's data scope stands." })
export class SlaOverview {
  @Field() at!: Date;
  @Field(() => [SlaStage]) stages!: SlaStage[];
}

@ObjectType({ description: 'A clock that has come to be at risk, and its ticket.' })
export class ClockAtRisk {
  @Field(() => Ticket) ticket!: Ticket;
  @Field(() => TicketClock) clock!: TicketClock;
}
