import type { EntityClass } from '@mendline/platform/database';
import { TicketCopyRow } from '../ownership/ticket-copy.entity.js';
import { PartHoldingRow, PartReservationRow, PartRow, PartStockRow } from '../part/part.entity.js';
import { PlanDecisionRow, PlanVersionRow } from '../plan/plan.entity.js';
import { RemoteSessionRow, RemoteStepRow } from '../remote-session/remote-session.entity.js';
import { VisitPartRow, VisitRow, VisitWorkRow } from '../visit/visit.entity.js';

/** Every row class of field-service. */
export const entities: readonly EntityClass[] = [
  RemoteSessionRow, RemoteStepRow, TicketCopyRow, PlanVersionRow, PlanDecisionRow, VisitRow, VisitWorkRow, VisitPartRow, PartRow, PartStockRow, PartHoldingRow, PartReservationRow,
];
