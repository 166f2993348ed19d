import type { ComplaintInputs } from './complaint.commands.js';
import type { OnTicket } from './on-ticket.js';
import type { RepairInputs } from './repair.commands.js';

/** A made-up customer. */
export interface ContactData {
  readonly name: string;
  readonly phone?: string;
  readonly email?: string;
  readonly address?: string;
  readonly company?: string;
}

export interface RegisterTicket {
  readonly occurredAt?: string;
  readonly kind: string;
  readonly channel: string;
  readonly customerId?: string;
  readonly customer?: ContactData;
  readonly region: string;
  readonly faultClass: string;
  readonly priority?: string;
  readonly brand?: string;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly category?: string;
  readonly description: string;
  readonly batch?: string;
  /** A day, YYYY-MM-DD; so are the others. */
  readonly purchasedOn?: string;
  readonly installedOn?: string;
  readonly acceptedOn?: string;
  readonly contractFrom?: string;
  readonly contractUntil?: string;
  readonly details?: RegistrationDetails;
  /** Of a complaint: the people whom it is about. */
  readonly complainedAbout?: readonly string[];
  readonly links?: readonly { readonly relation: string; readonly otherTicketId: string }[];
}

/** What a registration says beyond customer, device and description. */
export interface RegistrationDetails {
  readonly environment?: string;
  readonly frequency?: string;
  readonly alarmCode?: string;
  readonly productionStopped?: boolean;
}

/** Inputs of the mutations by name, without the key. */
export interface CommandInputs extends RepairInputs, ComplaintInputs {
  registerTicket: RegisterTicket;
  reviewTicket: OnTicket & { decision: 'ACCEPT' | 'DUPLICATE_OF' | 'OUT_OF_SCOPE' | 'INVALID'; reasonCode?: string; duplicateOf?: string; priority?: string };
  assignTicket: OnTicket & { ownerId: string };
  acceptOffer: OnTicket & { offerId: string };
  declineOffer: OnTicket & { offerId: string; reasonCode: string; comment?: string };
  recordContact: OnTicket & { channel: string; reached: boolean; insists?: boolean; note?: string };
  recordRemoteStep: OnTicket & { sessionId: string; check: string; result: 'HELPED' | 'NO_EFFECT' | 'NOT_POSSIBLE'; note?: string };
  finishRemoteSession: OnTicket & { sessionId: string; result: 'SOLVED' | 'UNSOLVED'; note?: string };
  answerTicket: OnTicket & { outcomeCode: string; text?: string };
  tellResult: OnTicket & { channel: string; text?: string };
  confirmTicket: OnTicket & { evidence: 'CLICK' | 'SIGNATURE' | 'RECORDED_CALL'; satisfaction?: string; comment?: string };
  rejectResult: OnTicket & { reasonCode: string; comment?: string };
  recordReturnVisit: OnTicket & { reached: boolean; result?: 'OK' | 'NG'; satisfaction?: string; reasonCode?: string; comment?: string; complaint?: string };
  reviewService: OnTicket & { result: 'OK' | 'IMPROVE'; reasonCode?: string; comment?: string };
  holdTicket: OnTicket & { reason: string; expectedEnd: string; comment?: string };
  resumeTicket: OnTicket;
  changePriority: OnTicket & { priority: string; reasonCode?: string };
  reassignTicket: OnTicket & { ownerId?: string; reasonCode: string };
  handOverTicket: OnTicket & { ownerId: string; reasonCode: string };
  handOverAll: { fromId: string; toId: string; reasonCode: string };
  changeContact: OnTicket & { contact?: Partial<ContactData>; region?: string };
  cancelTicket: OnTicket & { reasonCode: string; comment?: string };
  settleCancellation: OnTicket & { grant: boolean; reasonCode?: string; comment?: string };
  linkTicket: OnTicket & { relation: string; otherTicketId: string };
  addNote: OnTicket & { visibility: 'INTERNAL' | 'CUSTOMER'; text: string };
}

export type CommandName = keyof CommandInputs;

/** Commands on one ticket. */
export type OnTicketName = { [N in CommandName]: CommandInputs[N] extends { ticketId: string } ? N : never }[CommandName];

/** What became of a command. `REJECTED` carries the rule's code. */
export interface CommandOutcome {
  readonly commandId: string;
  readonly state: 'DONE' | 'REJECTED' | 'PENDING';
  readonly code: string | null;
  readonly ticket: { readonly id: string; readonly number: string } | null;
  /** The version that a draft has become. */
  readonly plan: { readonly planId: string; readonly version: number } | null;
  /** What became of each ticket of a hand-over in bulk. */
  readonly handedOver: readonly { readonly ticketId: string; readonly state: string; readonly code: string | null }[];
}
