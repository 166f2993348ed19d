/** Kinds of ticket whose life is built; the codes stay, tenants choose labels [C8]. */
export const ticketKinds = ['consultation', 'repair', 'complaint-service', 'complaint-quality'] as const;
export type TicketKind = (typeof ticketKinds)[number];

/** Complaints are tickets of their own [A2-18]: about a service [A3-13], or about the quality of goods [A3-14]. */
export const complaintKinds = ['complaint-service', 'complaint-quality'] as const satisfies readonly TicketKind[];
export type ComplaintKind = (typeof complaintKinds)[number];

/** Whether tickets of a kind are complaints. */
export const isComplaint = (kind: string): kind is ComplaintKind => complaintKinds.some((one) => one === kind);

/**
 * A status names the last milestone that a ticket has reached; what it waits for is the next milestone of its route.
 * Clocks start and stop at milestones (docs/requirements.md A6, "Start and stop of the clocks").
 */
export const milestones = [
  'registered',
  'reviewed',
  'assigned',
  'contacted',
  'tried',
  'planned',
  'approved',
  'consented',
  'dispatched',
  'scheduled',
  'arrived',
  'solved',
  'answered',
  'opinion-given',
  'investigated',
  'handled',
  'reported',
  'contained',
  'result-told',
  'confirmed',
  'return-visited',
  'supervisor-reviewed',
  'archived',
] as const;
export type Milestone = (typeof milestones)[number];

/** Ends that leave the route. Each waits only for the archive (`closed-unconfirmed`: for the mandatory review [C10]). */
export const closings = [
  'closed-duplicate',
  'closed-out-of-scope',
  'closed-invalid',
  'closed-quote-declined',
  'closed-unconfirmed',
  'closed-no-answer',
  'cancelled',
] as const;
export type Closing = (typeof closings)[number];

export const ticketStatuses = [...milestones, ...closings] as const;
export type TicketStatus = Milestone | Closing;

/** Reasons for a hold; a clock is paused only by the reasons that its target lists. */
export const holdReasons = ['parts', 'customer', 'supplier', 'third-party', 'later-date'] as const;
export type HoldReason = (typeof holdReasons)[number];

/** What may pause a clock: a hold, or a linked ticket that comes first [A3-13]. */
export const pauseReasons = [...holdReasons, 'linked-ticket'] as const;
export type PauseReason = (typeof pauseReasons)[number];

/** What a ticket waits for, in one word that people and reports can name. `null` once archived. */
export const waits = [
  'review',
  'owner-search',
  'offer-answer',
  'supervisor-assignment',
  'claim',
  'contact',
  'remote-session',
  'plan',
  'plan-approval',
  'consent',
  'engineer-search',
  'visit-offer-answer',
  'supervisor-dispatch',
  'visit-window',
  'arrival',
  'visit-work',
  'answer',
  'opinion',
  'investigation',
  'complaint-handling',
  'report',
  'containment',
  'linked-ticket',
  'result-telling',
  'confirmation',
  'return-visit',
  'supervisor-review',
  'archive',
  'hold-end',
  'cancel-decision',
] as const;
export type Wait = (typeof waits)[number];

/** How tickets may be tied together, said from the ticket that names the other. A complaint that `waits-for` another ticket goes on when that one is closed. */
export const linkRelations = ['duplicate-of', 'follows', 'caused-by', 'relates-to', 'waits-for', 'split-from'] as const;
export type LinkRelation = (typeof linkRelations)[number];

/** The same ties, said from the other end. */
export const inverseRelations = {
  'duplicate-of': 'original-of',
  follows: 'followed-by',
  'caused-by': 'cause-of',
  'relates-to': 'relates-to',
  'waits-for': 'comes-before',
  'split-from': 'split-into',
} as const satisfies Readonly<Record<LinkRelation, string>>;
