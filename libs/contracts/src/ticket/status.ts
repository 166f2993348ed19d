/** Kinds of ticket whose life is built; the codes stay, tenants choose labels [C8]. */
export const ticketKinds = ['consultation', 'repair'] as const;
export type TicketKind = (typeof ticketKinds)[number];

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

/** What a ticket waits for, in one word that people and reports can name. `null` once archived. */
export const waits = [
  'review',
  'owner-search',
  'offer-answer',
  'supervisor-assignment',
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
  'result-telling',
  'confirmation',
  'return-visit',
  'supervisor-review',
  'archive',
  'hold-end',
] as const;
export type Wait = (typeof waits)[number];

/** How tickets may be tied together. */
export const linkRelations = ['duplicate-of', 'follows', 'relates-to', 'waits-for'] as const;
export type LinkRelation = (typeof linkRelations)[number];
