import { CommandPayload, CommandState, connectionOf } from '@mendline/platform/graphql';
import { Entitlement } from '../device/device.model.js';
import { Directive, Field, ID, Int, ObjectType } from '@nestjs/graphql';

/** The customer of a ticket as lists may show it. */
@ObjectType({ description: 'Masked; clear fields by revealPersonalData.' })
export class TicketCustomer {
  @Field(() => ID) id!: string;
  @Field(() => String, { nullable: true }) name!: string | null;
  @Field(() => String, { nullable: true }) phone!: string | null;
  @Field(() => String, { nullable: true }) email!: string | null;
  @Field(() => String, { nullable: true }) address!: string | null;
  @Field(() => String, { nullable: true }) company!: string | null;
}

@ObjectType()
export class TicketHold {
  @Field() reason!: string;
  @Field() since!: Date;
  @Field() expectedEnd!: Date;
}

@ObjectType({ description: 'The plan that the ticket follows; its content is kept with the plans.' })
export class CurrentPlan {
  @Field(() => ID) planId!: string;
  @Field(() => Int) version!: number;
  @Field({ description: "Whether a supervisor's word is needed." }) approval!: boolean;
  @Field({ description: "Whether the customer's word is needed." }) consent!: boolean;
  @Field({ description: 'Whether all who must agree have agreed.' }) ready!: boolean;
}

@ObjectType({ description: 'The visit that is arranged or made.' })
export class CurrentVisit {
  @Field(() => ID) visitId!: string;
  @Field(() => ID, { nullable: true }) engineerId!: string | null;
  @Field(() => Date, { nullable: true }) from!: Date | null;
  @Field(() => Date, { nullable: true }) to!: Date | null;
  @Field({ description: 'The engineer has arrived.' }) onSite!: boolean;
}

@ObjectType({ description: 'What the registration says beyond customer, device and description; redacted.' })
export class TicketDetails {
  @Field(() => Date, { nullable: true }) faultAt!: Date | null;
  @Field(() => String, { nullable: true }) environment!: string | null;
  @Field(() => String, { nullable: true }) frequency!: string | null;
  @Field(() => String, { nullable: true }) alarmCode!: string | null;
  @Field(() => String, { nullable: true }) remediesTried!: string | null;
  @Field(() => String, { nullable: true }) expectedHandling!: string | null;
  @Field(() => Date, { nullable: true }) expectedBy!: Date | null;
  @Field(() => String, { nullable: true }) remarks!: string | null;
  @Field(() => String, { nullable: true }) channelNote!: string | null;
  @Field(() => String, { nullable: true }) chargeClass!: string | null;
  @Field() productionStopped!: boolean;
}

@ObjectType({ description: "A cancellation asked for after work had begun; it waits for a supervisor's word." })
export class CancelRequest {
  @Field() reasonCode!: string;
  @Field() since!: Date;
}

@ObjectType({ description: "A level of a late clock that made the supervisor's review of the service mandatory." })
export class ReviewAsk {
  @Field() target!: string;
  @Field(() => Int) level!: number;
  @Field() since!: Date;
}

@ObjectType({ description: 'What the customer pays for a cancellation that was granted after work had begun.' })
export class CancellationFee {
  @Field(() => Int, { description: 'Minor units.' }) amount!: number;
  @Field({ description: 'ISO 4217.' }) currency!: string;
}

@ObjectType({ description: 'A deadline that changes the flow; SLA clocks only escalate.' })
export class TicketDeadline {
  @Field() kind!: string;
  @Field() at!: Date;
}

@ObjectType({ description: 'Exactly one per (clock instance, level, recipient).' })
export class TicketEscalation {
  @Field(() => ID) clockId!: string;
  @Field(() => ID) ticketId!: string;
  @Field() target!: string;
  @Field(() => Int) round!: number;
  @Field(() => Int, { description: 'Which start within the round: another plan, the next visit.' }) lap!: number;
  @Field(() => Int) level!: number;
  @Field(() => ID) recipientId!: string;
  @Field() via!: string;
  @Field() dueAt!: Date;
  @Field() levelDueAt!: Date;
  @Field() raisedAt!: Date;
  @Field({ description: 'What was recorded later shows that it had not been due; it stays on record.' }) corrected!: boolean;
}

@ObjectType({ description: 'A fact about the ticket, by whichever service wrote it.' })
export class TimelineEntry {
  @Field(() => ID) id!: string;
  @Field(() => Int) seq!: number;
  @Field() at!: Date;
  @Field() type!: string;
  @Field() owner!: string;
  @Field(() => String, { nullable: true }) actor!: string | null;
  @Field(() => String, { nullable: true }) command!: string | null;
  @Field(() => String, { nullable: true }) from!: string | null;
  @Field(() => String, { nullable: true }) to!: string | null;
  @Field({ description: 'The data of the fact as JSON; without personal data.' }) data!: string;
}

@ObjectType()
export class TimelineConnection extends connectionOf(TimelineEntry) {}

@ObjectType({ description: 'Redacted text; the original by revealPersonalData.' })
export class TicketNote {
  @Field(() => ID) id!: string;
  @Field(() => ID, { description: 'Where it was written: this ticket, or one that was merged into it.' }) ticketId!: string;
  @Field() visibility!: string;
  @Field(() => ID, { nullable: true }) authorId!: string | null;
  @Field() text!: string;
  @Field() at!: Date;
}

@ObjectType({ description: 'A tie to another ticket, as this one says it; each is there from both ends.' })
export class TicketLink {
  @Field({ description: 'duplicate-of, follows, caused-by, relates-to, waits-for, split-from; from the other end original-of, followed-by, cause-of, relates-to, comes-before, split-into. Those of tickets that were merged into this one are here, too.' }) relation!: string;
  @Field(() => ID) ticketId!: string;
  @Field() number!: string;
  @Field() kind!: string;
  @Field() status!: string;
}

@ObjectType({ description: 'A repair of the same device for the same fault that had been closed not long before.' })
export class EarlierRepair {
  @Field(() => ID) ticketId!: string;
  @Field() number!: string;
  @Field() closedAt!: Date;
}

@ObjectType({ description: 'What a complaint came to; the words are notes.' })
export class Complaint {
  @Field(() => [ID], { description: 'Who is complained about: none of them handles it.' }) aboutIds!: string[];
  @Field(() => Date, { nullable: true, description: 'The promised point of the next feedback.' }) nextFeedbackAt!: Date | null;
  @Field(() => String, { nullable: true }) findingCode!: string | null;
  @Field(() => [ID]) responsibleIds!: string[];
  @Field(() => String, { nullable: true }) measureCode!: string | null;
  @Field(() => String, { nullable: true, description: 'Goods of the same model in process: not-affected, blocked, corrected or none-there.' }) inProcess!: string | null;
  @Field(() => String, { nullable: true, description: 'The same for those in stock.' }) inStock!: string | null;
}

@ObjectType()
@Directive('@key(fields: "id")')
export class Ticket {
  @Field(() => ID) id!: string;
  @Field({ description: 'The number that people use.' }) number!: string;
  @Field() kind!: string;
  @Field({ description: 'The last milestone reached, or how it ended.' }) status!: string;
  @Field(() => String, { nullable: true, description: 'What it waits for; null once archived.' }) wait!: string | null;
  @Field(() => String, { nullable: true, description: 'The department whose queue it waits in to be claimed; `*` for anybody of its region who may own it.' }) queue!: string | null;
  @Field(() => Int) seq!: number;
  @Field(() => ID, { nullable: true }) ownerId!: string | null;
  @Field(() => Int, { description: 'Fencing token of the owner.' }) epoch!: number;
  @Field() priority!: string;
  @Field(() => Int) severity!: number;
  @Field() region!: string;
  @Field() channel!: string;
  @Field() faultClass!: string;
  @Field(() => Int) round!: number;
  @Field(() => String, { nullable: true }) brand!: string | null;
  @Field(() => String, { nullable: true }) model!: string | null;
  @Field(() => String, { nullable: true }) category!: string | null;
  @Field({ description: 'What was said, redacted.' }) summary!: string;
  @Field(() => TicketHold, { nullable: true }) hold!: TicketHold | null;
  @Field(() => [ReviewAsk], { description: "Levels of late clocks that made the supervisor's review mandatory." }) reviewsAsked!: ReviewAsk[];
  @Field(() => CancelRequest, { nullable: true }) cancelRequest!: CancelRequest | null;
  @Field(() => CancellationFee, { nullable: true }) cancellationFee!: CancellationFee | null;
  @Field(() => TicketDeadline, { nullable: true }) deadline!: TicketDeadline | null;
  @Field(() => Date, { nullable: true, description: 'The earliest due instant of its running clocks.' }) nextDueAt!: Date | null;
  @Field() receivedAt!: Date;
  @Field() registeredAt!: Date;
  @Field(() => Date, { nullable: true, description: 'Since when the matter is closed for the customer.' }) closedAt!: Date | null;
  @Field(() => Date, { nullable: true }) archivedAt!: Date | null;
  @Field() pack!: string;
  @Field(() => Int) packVersion!: number;
  @Field(() => String, { nullable: true }) outcomeCode!: string | null;
  @Field(() => Int, { nullable: true, description: '0 to 100.' }) satisfaction!: number | null;
  @Field(() => CurrentPlan, { nullable: true }) currentPlan!: CurrentPlan | null;
  @Field(() => CurrentVisit, { nullable: true }) currentVisit!: CurrentVisit | null;
  @Field(() => Int, { description: 'Visits begun so far.' }) visitCount!: number;
  @Field(() => ID, { nullable: true, description: 'Of the current visit.' }) visitEngineerId!: string | null;
  @Field(() => Date, { nullable: true, description: 'When the window of the current visit begins.' }) visitAt!: Date | null;
  @Field({ description: "The customer's production stands still, or the severity is the highest." }) urgent!: boolean;
  @Field(() => TicketDetails, { nullable: true }) details!: TicketDetails | null;
  @Field(() => Entitlement, { nullable: true, description: 'Null without a device.' }) entitlement!: Entitlement | null;
  @Field(() => [ID], { description: 'Linked tickets that come first and are not closed yet.' }) waitsFor!: string[];
  deviceId!: string | null;
  requestId!: string | null;
  customerId!: string;
  /** Encrypted; shown masked with the customer. */
  serviceAddress!: Buffer | null;
}

@ObjectType()
export class TicketConnection extends connectionOf(Ticket) {}

@ObjectType()
export class TicketPayload extends CommandPayload {
  /** Behind the field `ticket`, which is read only for those who ask for it. */
  ticketId!: string;
}

@ObjectType({ description: 'What became of one ticket of a hand-over in bulk.' })
export class HandedOver {
  @Field(() => ID) ticketId!: string;
  @Field() number!: string;
  @Field(() => ID) commandId!: string;
  @Field(() => CommandState) state!: CommandState;
  @Field(() => String, { nullable: true, description: 'Why it was refused.' }) code!: string | null;
  @Field(() => String, { nullable: true }) message!: string | null;
}

@ObjectType()
export class HandOverAllPayload extends CommandPayload {
  @Field(() => [HandedOver]) results!: HandedOver[];
}
