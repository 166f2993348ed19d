import type { TicketFlow } from '@mendline/contracts/ticket';
import type { Connection, Keyset } from '@mendline/platform/graphql';
import type { EscalationEntity } from '../clock/clock.entity.js';
import { clockIdOf } from '../clock/clock.types.js';
import { flowOf } from './ticket.domain.js';
import type { TicketEntity } from './ticket.entity.js';
import type { TicketSort } from './ticket.input.js';
import type * as model from './ticket.model.js';

/** What a complaint came to, for staff. */
export const complaint = ({ complaint: record }: Pick<TicketEntity, 'complaint'>): model.Complaint | null =>
  record && { ...record, aboutIds: [...record.aboutIds], responsibleIds: [...record.responsibleIds], nextFeedbackAt: record.nextFeedbackAt === null ? null : new Date(record.nextFeedbackAt) };

/** The row as people may see it. */
export const ticket = (row: TicketEntity): model.Ticket => ({
  ...row,
  hold: row.flow.hold && { reason: row.flow.hold.reason, since: new Date(row.flow.hold.since), expectedEnd: new Date(row.flow.hold.expectedEnd) },
  reviewsAsked: (row.flow.reviews ?? []).map(({ target, level, since }) => ({ target, level, since: new Date(since) })),
  cancelRequest: row.flow.cancelRequest ? { reasonCode: row.flow.cancelRequest.reasonCode, since: new Date(row.flow.cancelRequest.since) } : null,
  deadline: row.flow.deadline && { kind: row.flow.deadline.kind, at: new Date(row.flow.deadline.at) },
  currentPlan: planOf(flowOf(row)),
  currentVisit: visitOf(flowOf(row)),
  details: detailsOf(row),
  entitlement: row.entitlement && { ...row.entitlement, read: [...row.entitlement.read] },
  visitCount: flowOf(row).visits,
  waitsFor: [...(row.flow.waitsFor ?? [])],
});

const detailsOf = ({ details }: TicketEntity): model.TicketDetails | null =>
  details && { ...details, faultAt: details.faultAt === null ? null : new Date(details.faultAt), expectedBy: details.expectedBy === null ? null : new Date(details.expectedBy) };

const planOf = ({ plan, planReady }: TicketFlow): model.CurrentPlan | null => plan && { ...plan, ready: planReady };

const visitOf = ({ visit }: TicketFlow): model.CurrentVisit | null =>
  visit && {
    visitId: visit.visitId,
    engineerId: visit.engineerId,
    from: visit.window && new Date(visit.window.from),
    to: visit.window && new Date(visit.window.to),
    onSite: visit.onSite,
  };

export const escalation = (row: EscalationEntity): model.TicketEscalation => ({
  ...row,
  clockId: clockIdOf(row),
  corrected: row.correctedAt !== null,
});

/** What a list is sorted by, as its cursors carry it. */
export const keysetOf =
  (sort: TicketSort) =>
  (row: TicketEntity): Keyset => ({ sort: (sort === 'NEXT_DUE' ? (row.nextDueAt ?? row.registeredAt) : row.registeredAt).toISOString(), id: row.id });

/** A page of rows as a page of what people may see. */
export const connection = ({ edges, pageInfo }: Connection<TicketEntity>): model.TicketConnection => ({
  edges: edges.map(({ cursor, node }) => ({ cursor, node: ticket(node) })),
  pageInfo,
});
