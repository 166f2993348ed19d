import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '@mendline/platform/graphql';

@ObjectType({ description: 'A status that the ticket reached; rework reaches some of them again.' })
export class QualityMilestone {
  @Field() milestone!: string;
  @Field(() => Int) round!: number;
  @Field(() => Date) at!: Date;
}

@ObjectType({ description: 'One promise about the ticket and what became of it.' })
export class QualityClock {
  @Field(() => ID) clockId!: string;
  @Field() target!: string;
  @Field(() => Int) round!: number;
  @Field(() => Int, { description: 'Which start within the round.' }) lap!: number;
  @Field({ description: 'running, met, missed or dropped.' }) state!: string;
  @Field(() => Date, { nullable: true }) startedAt!: Date | null;
  @Field(() => Date, { nullable: true }) dueAt!: Date | null;
  @Field(() => Date, { nullable: true }) stoppedAt!: Date | null;
  @Field(() => ID, { nullable: true }) responsibleId!: string | null;
}

@ObjectType({ description: 'An escalation; it stays on record when it turns out not to have been due.' })
export class QualityEscalation {
  @Field(() => ID) clockId!: string;
  @Field() target!: string;
  @Field(() => Int) round!: number;
  @Field(() => Int, { description: 'Which start within the round.' }) lap!: number;
  @Field(() => Int) level!: number;
  @Field(() => ID) recipientId!: string;
  @Field(() => Date) levelDueAt!: Date;
  @Field(() => Date) raisedAt!: Date;
  @Field(() => Date, { nullable: true }) correctedAt!: Date | null;
}

@ObjectType({ description: 'A window that was over before anybody came.' })
export class QualityMissedWindow {
  @Field(() => ID, { nullable: true, description: 'Who had the visit then.' }) engineerId!: string | null;
  @Field(() => Date) from!: Date;
  @Field(() => Date) to!: Date;
}

@ObjectType({ description: 'A visit of an engineer, as quality analysis knows it.' })
export class QualityVisit {
  @Field(() => ID) visitId!: string;
  @Field(() => ID, { nullable: true }) engineerId!: string | null;
  @Field(() => Date, { nullable: true }) openedAt!: Date | null;
  @Field(() => Date, { nullable: true, description: 'The window that was agreed with the customer.' }) windowFrom!: Date | null;
  @Field(() => Date, { nullable: true }) windowTo!: Date | null;
  @Field(() => [QualityMissedWindow], { description: 'Missed before another was agreed, the visit went to another engineer, or was given up.' }) missedWindows!: QualityMissedWindow[];
  @Field(() => Date, { nullable: true }) departedAt!: Date | null;
  @Field(() => Date, { nullable: true }) arrivedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'What was found.' }) faultCode!: string | null;
  @Field(() => String, { nullable: true }) causeCode!: string | null;
  @Field(() => String, { nullable: true, description: 'Of the function test: normal or abnormal.' }) testResult!: string | null;
  @Field(() => Float, { nullable: true, description: 'Answer at the acceptance, 0 to 100.' }) score!: number | null;
  @Field(() => String, { nullable: true }) outcome!: string | null;
  @Field(() => Date, { nullable: true }) closedAt!: Date | null;
}

@ObjectType({ description: 'A ticket as quality analysis knows it: read from facts, free of personal data.' })
export class QualityTicket {
  @Field(() => ID) ticketId!: string;
  @Field() number!: string;
  @Field() kind!: string;
  @Field() faultClass!: string;
  @Field() channel!: string;
  @Field() priority!: string;
  @Field(() => Int) severity!: number;
  @Field() region!: string;
  @Field(() => String, { nullable: true }) brand!: string | null;
  @Field(() => String, { nullable: true }) model!: string | null;
  @Field(() => String, { nullable: true }) category!: string | null;
  @Field(() => ID, { nullable: true }) deviceId!: string | null;
  @Field(() => String, { nullable: true, description: 'As it was known at the registration.' }) batch!: string | null;
  @Field({ description: 'The customer stands still, or the severity is the highest.' }) urgent!: boolean;
  @Field(() => String, { nullable: true, description: 'The fault that was found, a code; the fault class is what was reported.' }) faultCode!: string | null;
  @Field(() => String, { nullable: true }) causeCode!: string | null;
  @Field({ description: 'Whether it is a report of a fault that stands.' }) counted!: boolean;
  @Field(() => Int, { description: 'Visits at which somebody arrived.' }) visitsMade!: number;
  @Field(() => ID, { nullable: true, description: 'Of the first of them.' }) engineerId!: string | null;
  @Field() status!: string;
  @Field(() => String, { nullable: true }) wait!: string | null;
  @Field(() => ID, { nullable: true }) ownerId!: string | null;
  @Field(() => Int) round!: number;
  @Field(() => Date) receivedAt!: Date;
  @Field(() => Date) registeredAt!: Date;
  @Field(() => [QualityMilestone]) milestones!: QualityMilestone[];
  @Field(() => String, { nullable: true }) outcome!: string | null;
  @Field(() => Float, { nullable: true, description: 'The last answer of the customer, 0 to 100.' }) satisfaction!: number | null;
  @Field(() => String, { nullable: true, description: 'How the matter was closed for the customer.' }) endStatus!: string | null;
  @Field(() => Date, { nullable: true }) closedAt!: Date | null;
  @Field(() => Date, { nullable: true }) archivedAt!: Date | null;
  @Field(() => Int) clocksMet!: number;
  @Field(() => Int) clocksMissed!: number;
  @Field(() => Int, { description: 'The last recorded step of the ticket that is known here.' }) ticketSeq!: number;
}

@ObjectType()
export class QualityTicketConnection extends connectionOf(QualityTicket) {
  @Field(() => Date, { nullable: true, description: 'The instant of the newest fact that was read.' }) asOf!: Date | null;
}
