import type { OnTicket } from './on-ticket.js';
import type { ContactData, RegistrationDetails } from './registration.js';

/** What a registration says of one device and of what is wrong with it. */
export interface DeviceRequest {
  readonly kind: string;
  readonly faultClass: string;
  readonly description: string;
  readonly priority?: string;
  readonly brand?: string;
  readonly model?: string;
  readonly serialNumber?: string;
  readonly category?: string;
  readonly batch?: string;
  /** A day, YYYY-MM-DD; so are the others. */
  readonly purchasedOn?: string;
  readonly installedOn?: string;
  readonly acceptedOn?: string;
  readonly contractFrom?: string;
  readonly contractUntil?: string;
  readonly details?: RegistrationDetails;
}

/** Inputs of the mutations for turns beside a ticket's route, and for requests of several devices, without the key. */
export interface TurnInputs {
  claimTicket: OnTicket & { epoch: number };
  reopenTicket: OnTicket & { reasonCode: string; comment?: string };
  mergeTicket: OnTicket & { intoId: string; reasonCode: string; comment?: string };
  splitTicket: OnTicket & { device: DeviceRequest };
  changeKind: OnTicket & { kind: string; comment: string };
  registerRequest: { channel: string; customer: ContactData; region: string; devices: readonly DeviceRequest[] };
  confirmRequest: { requestId: string; evidence: 'CLICK' | 'SIGNATURE' | 'RECORDED_CALL'; satisfaction?: string; comment?: string };
}
