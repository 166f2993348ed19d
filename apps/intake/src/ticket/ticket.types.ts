import type { Fee, TicketFlow, TicketKind, TicketStatus, Wait } from '@mendline/contracts/ticket';
import type { Entitlement } from '../device/entitlement.domain.js';
import type { ComplaintRecord } from './complaint.record.js';
import type { RegistrationDetails } from './registration-details.js';

/** A ticket's row as its rules see it. */
export interface TicketRow {
  tenantId: string;
  id: string;
  number: string;
  kind: TicketKind;
  status: TicketStatus;
  wait: Wait | null;
  seq: number;
  epoch: number;
  ownerId: string | null;
  priority: string;
  severity: number;
  region: string;
  channel: string;
  faultClass: string;
  round: number;
  customerId: string;
  pack: string;
  packVersion: number;
  flow: TicketFlow;
  /** The request of several devices that it came in with. */
  requestId: string | null;
  /** The department in whose queue it waits without an owner, `*` for that of its region, whatever the department; null outside queues. */
  queue: string | null;
  brand: string | null;
  model: string | null;
  category: string | null;
  serialNumber: Buffer | null;
  serialIndex: Buffer | null;
  deviceId: string | null;
  entitlement: Entitlement | null;
  /** The customer's production stands still, or the severity is the highest [A2-16]. */
  urgent: boolean;
  /** What a complaint came to; null for other tickets. */
  complaint: ComplaintRecord | null;
  /** The rest of the registration, redacted; null for rows written before it was kept. */
  details: RegistrationDetails | null;
  detailsClear: Buffer | null;
  /** Where the work is to be done, encrypted; null: at the customer's own address. */
  serviceAddress: Buffer | null;
  summary: string;
  description: Buffer;
  outcomeCode: string | null;
  cancellationFee: Fee | null;
  satisfaction: number | null;
  reasonCode: string | null;
  /** Of the visit that is arranged or made. */
  visitEngineerId: string | null;
  visitAt: Date | null;
  nextClockAt: Date | null;
  nextDueAt: Date | null;
  nextRiskAt: Date | null;
  deadlineAt: Date | null;
  factVersion: number;
  revision: number;
  fence: number;
  receivedAt: Date;
  registeredAt: Date;
  closedAt: Date | null;
  archivedAt: Date | null;
  registeredBy: string | null;
}
