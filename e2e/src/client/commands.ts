import type { ComplaintInputs } from './complaint.commands.js';
import type { OnTicket } from './on-ticket.js';
import type { ContactData } from './registration.js';
import type { RepairInputs } from './repair.commands.js';
import type { DeviceRequest, TurnInputs } from './turn.commands.js';

export interface RegisterTicket extends DeviceRequest {
  readonly occurredAt?: string;
  readonly channel: string;
  readonly customerId?: string;
  readonly customer?: ContactData;
  readonly region: string;
  /** Of a complaint: the people whom it is about. */
  readonly complainedAbout?: readonly string[];
  readonly links?: readonly { readonly relation: string; readonly otherTicketId: string }[];
}

/** Inputs of the mutations by name, without the key. */
export interface CommandInputs extends RepairInputs, ComplaintInputs, TurnInputs {
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
  /** The request of several devices that was registered, with its tickets. */
  readonly request: { readonly id: string; readonly tickets: readonly { readonly id: string; readonly number: string }[] } | null;
  /** What became of each ticket of a command for several: a hand-over in bulk, one confirmation for all. */
  readonly each: readonly { readonly ticketId: string; readonly state: CommandOutcome['state']; readonly code: string | null }[];
}
