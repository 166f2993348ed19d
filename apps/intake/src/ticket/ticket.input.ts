import { Field, Float, ID, InputType, Int, IntersectionType, registerEnumType } from '@nestjs/graphql';

export enum ReviewDecision {
  ACCEPT = 'accept',
  DUPLICATE_OF = 'duplicate-of',
  OUT_OF_SCOPE = 'out-of-scope',
  INVALID = 'invalid',
}
registerEnumType(ReviewDecision, { name: 'ReviewDecision' });

export enum Evidence {
  CLICK = 'click',
  SIGNATURE = 'signature',
  RECORDED_CALL = 'recorded-call',
}
registerEnumType(Evidence, { name: 'ConfirmationEvidence' });

export enum ReturnVisitResult {
  OK = 'ok',
  NG = 'ng',
}
registerEnumType(ReturnVisitResult, { name: 'ReturnVisitResult' });

export enum ServiceReviewResult {
  OK = 'ok',
  IMPROVE = 'improve',
}
registerEnumType(ServiceReviewResult, { name: 'ServiceReviewResult' });

export enum NoteVisibility {
  INTERNAL = 'internal',
  CUSTOMER = 'customer',
}
registerEnumType(NoteVisibility, { name: 'NoteVisibility' });

export enum TicketSort {
  NEWEST = 'NEWEST',
  NEXT_DUE = 'NEXT_DUE',
}
registerEnumType(TicketSort, { name: 'TicketSort' });

@InputType({ isAbstract: true })
export class CommandInput {
  @Field(() => ID, { description: 'Chosen by the client; the same key is the same command.' }) key!: string;
  @Field(() => Date, { nullable: true, description: 'When it happened; now if left out.' }) occurredAt?: Date | null;
}

@InputType({ isAbstract: true })
export abstract class OnTicketInput extends CommandInput {
  @Field(() => ID) ticketId!: string;
}

@InputType()
export class ContactInput {
  @Field() name!: string;
  @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => String, { nullable: true }) email?: string | null;
  @Field(() => String, { nullable: true }) address?: string | null;
  @Field(() => String, { nullable: true }) company?: string | null;
}

@InputType({ description: 'What a registration says beyond customer, device and description.' })
export class RegistrationDetailsInput {
  @Field(() => Date, { nullable: true, description: 'When the fault was seen first.' }) faultAt?: Date | null;
  @Field(() => String, { nullable: true, description: 'Where and how the device is used.' }) environment?: string | null;
  @Field(() => String, { nullable: true }) frequency?: string | null;
  @Field(() => String, { nullable: true }) alarmCode?: string | null;
  @Field(() => String, { nullable: true }) remediesTried?: string | null;
  @Field(() => String, { nullable: true, description: 'repair, replace or return.' }) expectedHandling?: string | null;
  @Field(() => Date, { nullable: true }) expectedBy?: Date | null;
  @Field(() => String, { nullable: true, description: 'Weekend visit, heavy equipment, tools to bring.' }) remarks?: string | null;
  @Field(() => String, { nullable: true, description: 'How it came in, in words; asked for where the channel is described so in the pack.' }) channelNote?: string | null;
  @Field(() => String, { nullable: true, description: 'paid, contract, free or internal.' }) chargeClass?: string | null;
  @Field(() => Boolean, { nullable: true, description: "The customer's production stands still: urgent." }) productionStopped?: boolean | null;
}

@InputType({ description: 'A tie of a new ticket to one that is there.' })
export class RegistrationLinkInput {
  @Field({ description: 'follows, caused-by or relates-to.' }) relation!: string;
  @Field(() => ID) otherTicketId!: string;
}

@InputType({ description: 'One device of a request, and what is wrong with it.' })
export class RequestedDeviceInput {
  @Field() kind!: string;
  @Field() faultClass!: string;
  @Field(() => String, { nullable: true }) priority?: string | null;
  @Field(() => String, { nullable: true }) brand?: string | null;
  @Field(() => String, { nullable: true }) model?: string | null;
  @Field(() => String, { nullable: true }) serialNumber?: string | null;
  @Field(() => String, { nullable: true }) category?: string | null;
  @Field() description!: string;
  @Field(() => String, { nullable: true }) batch?: string | null;
  @Field(() => String, { nullable: true, description: 'A day, YYYY-MM-DD; so are the others.' }) purchasedOn?: string | null;
  @Field(() => String, { nullable: true }) installedOn?: string | null;
  @Field(() => String, { nullable: true }) acceptedOn?: string | null;
  @Field(() => String, { nullable: true }) contractFrom?: string | null;
  @Field(() => String, { nullable: true, description: 'The last day of the contract.' }) contractUntil?: string | null;
  @Field(() => RegistrationDetailsInput, { nullable: true }) details?: RegistrationDetailsInput | null;
}

@InputType()
export class RegisterTicketInput extends IntersectionType(CommandInput, RequestedDeviceInput) {
  @Field() channel!: string;
  @Field(() => ID, { nullable: true }) customerId?: string | null;
  @Field(() => ContactInput, { nullable: true }) customer?: ContactInput | null;
  @Field() region!: string;
  @Field(() => [ID], { nullable: true, description: 'Of a complaint: the people whom it is about. None of them ever handles it.' }) complainedAbout?: string[] | null;
  @Field(() => [RegistrationLinkInput], { nullable: true }) links?: RegistrationLinkInput[] | null;
}

@InputType()
export class ReviewTicketInput extends OnTicketInput {
  @Field(() => ReviewDecision) decision!: ReviewDecision;
  @Field(() => String, { nullable: true }) reasonCode?: string | null;
  @Field(() => ID, { nullable: true }) duplicateOf?: string | null;
  @Field(() => String, { nullable: true }) kind?: string | null;
  @Field(() => String, { nullable: true }) priority?: string | null;
}

@InputType()
export class AssignTicketInput extends OnTicketInput {
  @Field(() => ID) ownerId!: string;
}

@InputType()
export class RecordContactInput extends OnTicketInput {
  @Field() channel!: string;
  @Field() reached!: boolean;
  @Field(() => Boolean, { nullable: true, description: 'The customer wants a visit although help from afar is possible.' }) insists?: boolean | null;
  @Field(() => Int, { nullable: true }) epoch?: number | null;
  @Field(() => String, { nullable: true }) note?: string | null;
}

@InputType()
export class AnswerTicketInput extends OnTicketInput {
  @Field() outcomeCode!: string;
  @Field(() => Int, { nullable: true }) epoch?: number | null;
  @Field(() => String, { nullable: true }) text?: string | null;
}

@InputType()
export class TellResultInput extends OnTicketInput {
  @Field() channel!: string;
  @Field(() => String, { nullable: true }) text?: string | null;
}

@InputType()
export class ConfirmTicketInput extends OnTicketInput {
  @Field(() => Evidence) evidence!: Evidence;
  @Field(() => String, { nullable: true, description: "A level of the pack's satisfaction scale." }) satisfaction?: string | null;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class RejectResultInput extends OnTicketInput {
  @Field() reasonCode!: string;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class RecordReturnVisitInput extends OnTicketInput {
  @Field() reached!: boolean;
  @Field(() => ReturnVisitResult, { nullable: true }) result?: ReturnVisitResult | null;
  @Field(() => String, { nullable: true }) satisfaction?: string | null;
  @Field(() => String, { nullable: true }) reasonCode?: string | null;
  @Field(() => String, { nullable: true }) comment?: string | null;
  @Field(() => String, { nullable: true, description: 'complaint-service or complaint-quality: the dissatisfaction becomes a linked complaint, in the words of the comment, instead of a rework.' }) complaint?: string | null;
}

@InputType()
export class ReviewServiceInput extends OnTicketInput {
  @Field(() => ServiceReviewResult) result!: ServiceReviewResult;
  @Field(() => String, { nullable: true }) reasonCode?: string | null;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class HoldTicketInput extends OnTicketInput {
  @Field({ description: 'parts, customer, supplier, third-party or later-date.' }) reason!: string;
  @Field() expectedEnd!: Date;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class ResumeTicketInput extends OnTicketInput {}

@InputType()
export class ChangePriorityInput extends OnTicketInput {
  @Field() priority!: string;
  @Field(() => String, { nullable: true }) reasonCode?: string | null;
}

@InputType()
export class ReassignTicketInput extends OnTicketInput {
  @Field(() => ID, { nullable: true }) ownerId?: string | null;
  @Field() reasonCode!: string;
}

@InputType()
export class HandOverTicketInput extends OnTicketInput {
  @Field(() => ID) ownerId!: string;
  @Field() reasonCode!: string;
}

@InputType()
export class HandOverAllInput extends CommandInput {
  @Field(() => ID, { description: 'Whose open tickets, at most 500.' }) fromId!: string;
  @Field(() => ID) toId!: string;
  @Field() reasonCode!: string;
}

@InputType({ description: 'What is left out stays.' })
export class ContactChangeInput {
  @Field(() => String, { nullable: true }) name?: string | null;
  @Field(() => String, { nullable: true }) phone?: string | null;
  @Field(() => String, { nullable: true }) email?: string | null;
  @Field(() => String, { nullable: true }) address?: string | null;
  @Field(() => String, { nullable: true }) company?: string | null;
}

@InputType()
export class ChangeContactInput extends OnTicketInput {
  @Field(() => ContactChangeInput, { nullable: true }) contact?: ContactChangeInput | null;
  @Field(() => String, { nullable: true, description: 'The region of the new address.' }) region?: string | null;
}

@InputType()
export class CancelTicketInput extends OnTicketInput {
  @Field() reasonCode!: string;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class FeeInput {
  @Field(() => Int, { description: 'Minor units, above zero.' }) amount!: number;
  @Field({ description: 'ISO 4217, for example CNY.' }) currency!: string;
}

@InputType()
export class SettleCancellationInput extends OnTicketInput {
  @Field({ description: 'True: the ticket is cancelled; false: it goes on where it was.' }) grant!: boolean;
  @Field(() => String, { nullable: true, description: 'Needed to decline.' }) reasonCode?: string | null;
  @Field(() => FeeInput, { nullable: true, description: 'What the customer pays for what was begun; with a grant only.' }) fee?: FeeInput | null;
  @Field(() => String, { nullable: true }) comment?: string | null;
}

@InputType()
export class LinkTicketInput extends OnTicketInput {
  @Field({ description: 'duplicate-of, follows, caused-by, relates-to, or, of a complaint, waits-for: a needed service that comes first.' }) relation!: string;
  @Field(() => ID) otherTicketId!: string;
}

@InputType()
export class AddNoteInput extends OnTicketInput {
  @Field(() => NoteVisibility) visibility!: NoteVisibility;
  @Field() text!: string;
}

@InputType()
export class RevealPersonalDataInput extends OnTicketInput {
  @Field(() => [String], { description: 'name, phone, email, address, company, description, serialNumber, details, notes.' }) fields!: string[];
  @Field() purpose!: string;
}

@InputType()
export class TicketFilter {
  @Field(() => [String], { nullable: true }) statuses?: string[] | null;
  @Field(() => ID, { nullable: true }) ownerId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Of the visit that is arranged or made.' }) visitEngineerId?: string | null;
  @Field(() => String, { nullable: true }) region?: string | null;
  @Field(() => String, { nullable: true }) kind?: string | null;
  @Field(() => ID, { nullable: true }) deviceId?: string | null;
  @Field(() => Boolean, { nullable: true }) urgent?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Not archived.' }) open?: boolean | null;
  @Field(() => String, { nullable: true }) wait?: string | null;
  @Field(() => Float, { nullable: true, description: 'Due within so many minutes from now, or late.' }) dueWithinMinutes?: number | null;
  @Field(() => Date, { nullable: true, description: 'The earliest due instant of its running clocks lies before.' }) dueBefore?: Date | null;
  @Field(() => Boolean, { nullable: true, description: 'A running clock is late.' }) breached?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'A running clock has used up most of its time (75 % where the pack says nothing else), and none is late.' }) atRisk?: boolean | null;
}
