import { ticketEntitled, ticketRegistered, ticketRelocated, ticketTransitioned } from '@mendline/contracts/facts';
import type { FactData } from '@mendline/contracts/facts';
import { isClosedForCustomer } from '@mendline/contracts/ticket';
import type { TicketStatus } from '@mendline/contracts/ticket';
import { factsOf, orderFacts } from './fact-order.domain.js';
import type { TicketFact } from './fact-order.domain.js';
import { findingOf } from './finding.domain.js';
import type { Finding } from './finding.domain.js';
import { foldClock, foldEscalation } from './quality-clock.domain.js';
import type { Clocks, Escalations, QualityClock, QualityEscalation } from './quality-clock.domain.js';
import { foldVisits } from './quality-visit.domain.js';
import type { QualityVisit } from './quality-visit.domain.js';

/** A status reached, with the instant that clocks count; rework reaches some of them again. */
export interface MilestoneReached {
  readonly milestone: string;
  readonly round: number;
  readonly at: string;
}

type Registered = FactData<typeof ticketRegistered>;
type Transitioned = FactData<typeof ticketTransitioned>;

/** One ticket as quality analysis keeps it: a pure function of the ticket's facts. Instants are ISO 8601 UTC. */
export interface QualityTicket extends Finding, Pick<Registered, 'number' | 'kind' | 'faultClass' | 'channel' | 'priority' | 'severity' | 'region' | 'brand' | 'model' | 'category' | 'pack' | 'packVersion' | 'receivedAt'> {
  readonly ticketId: string;
  readonly deviceId: string | null;
  /** The batch as it was known at the registration; a correction of the device stands in the device's own row. */
  readonly batch: string | null;
  readonly urgent: boolean;
  /** Whether it is a report of a fault that stands: not one of a mere question, nor refused, nor withdrawn. */
  readonly counted: boolean;
  readonly status: string;
  readonly wait: string | null;
  readonly ownerId: string | null;
  readonly round: number;
  readonly registeredAt: string;
  readonly milestones: readonly MilestoneReached[];
  readonly outcome: string | null;
  /** The customer's last answer, 0–100 [C7]. */
  readonly satisfaction: number | null;
  readonly satisfactionAt: string | null;
  /** How and when the matter was closed for the customer [C21]; empty again when it is taken up for rework. */
  readonly endStatus: string | null;
  readonly closedAt: string | null;
  readonly archivedAt: string | null;
  readonly clocks: readonly QualityClock[];
  readonly escalations: readonly QualityEscalation[];
  readonly visits: readonly QualityVisit[];
  /** Visits at which somebody arrived, and the engineer of the first of them. */
  readonly visitsMade: number;
  readonly engineerId: string | null;
  readonly ticketSeq: number;
  readonly lastFactAt: string;
}

type Course = Omit<QualityTicket, 'clocks' | 'escalations' | 'visits' | 'visitsMade' | 'engineerId' | 'counted' | 'ticketSeq' | 'lastFactAt' | keyof Finding>;

/** Ends of what turned out not to be a fault to count. */
const uncountedEnds: readonly string[] = ['closed-duplicate', 'closed-out-of-scope', 'closed-invalid', 'cancelled'];

/** The pack's fault class of a mere question. */
const noFault = 'none';

const isCounted = ({ faultClass, endStatus }: Course): boolean => faultClass !== noFault && !uncountedEnds.includes(endStatus ?? '');

const register = (ticketId: string, fact: TicketFact): Course => {
  const { summary: _text, customerId: _customer, ...known } = fact.data as Registered;
  return {
    ...known,
    ticketId,
    deviceId: known.deviceId ?? null,
    batch: known.batch ?? null,
    urgent: known.urgent ?? false,
    status: 'registered',
    wait: null,
    ownerId: null,
    round: 0,
    registeredAt: fact.time,
    milestones: [{ milestone: 'registered', round: 0, at: known.receivedAt }],
    outcome: null,
    satisfaction: null,
    satisfactionAt: null,
    endStatus: null,
    closedAt: null,
    archivedAt: null,
  };
};

const closing = (before: Course, to: string, at: string): Pick<Course, 'endStatus' | 'closedAt'> => {
  if (!isClosedForCustomer(to as TicketStatus)) return { endStatus: null, closedAt: null };
  const { endStatus, closedAt } = before;
  // What the customer took back at the limit of rounds was closed then, and was not solved [C10].
  if (to === 'closed-unconfirmed') return { endStatus: to, closedAt: closedAt ?? at };
  // The mandatory review after an unconfirmed end and the archive leave the end as it was.
  return endStatus === null ? { endStatus: to, closedAt: at } : { endStatus, closedAt };
};

const transition = (before: Course, data: Transitioned): Course => {
  const { to, effectiveAt: at, round } = data;
  const { kind, priority, severity, region, ownerId, wait } = data;
  const reached = to === data.from ? [] : [{ milestone: to, round, at }];
  return {
    ...before,
    kind, priority, severity, region, ownerId, wait, round,
    status: to,
    milestones: [...before.milestones, ...reached],
    outcome: data.outcome ?? before.outcome,
    ...(data.satisfaction === null ? {} : { satisfaction: data.satisfaction, satisfactionAt: at }),
    ...closing(before, to, at),
    archivedAt: to === 'archived' ? at : before.archivedAt,
  };
};

const foldCourse = (course: Course | null, ticketId: string, fact: TicketFact): Course | null => {
  if (fact.type === ticketRegistered.type) return register(ticketId, fact);
  if (!course) return null;
  switch (fact.type) {
    case ticketTransitioned.type:
      return transition(course, fact.data as Transitioned);
    case ticketRelocated.type:
      return { ...course, region: (fact.data as FactData<typeof ticketRelocated>).region };
    case ticketEntitled.type:
      return { ...course, deviceId: (fact.data as FactData<typeof ticketEntitled>).deviceId ?? course.deviceId };
    default:
      return course;
  }
};

const latest = (facts: readonly TicketFact[]): string => facts.reduce((last, { time }) => (time > last ? time : last), '');

const foldIntake = (ticketId: string, facts: readonly TicketFact[]) => {
  let course: Course | null = null;
  let clocks: Clocks = new Map();
  let escalations: Escalations = new Map();
  for (const fact of facts) {
    course = foldCourse(course, ticketId, fact);
    clocks = foldClock(clocks, fact.type, fact.data);
    escalations = foldEscalation(escalations, fact.type, fact.data);
  }
  return { course, clocks: [...clocks.values()], escalations: [...escalations.values()] };
};

/**
 * Folds the facts of one ticket, of all owners, given in any order and any number of times. Null until its registration is known:
 * the other facts are kept and count from then on.
 */
export const foldTicket = (ticketId: string, facts: readonly TicketFact[]): QualityTicket | null => {
  const ordered = orderFacts(facts);
  const { course, clocks, escalations } = foldIntake(ticketId, factsOf(ordered, 'intake.'));
  if (!course) return null;
  const visits = foldVisits(ordered);
  const made = visits.filter(({ arrivedAt }) => arrivedAt !== null);
  const ticketSeq = Math.max(...ordered.map((fact) => fact.ticketSeq));
  return {
    ...course, ...findingOf(ordered, visits), clocks, escalations, visits, visitsMade: made.length, engineerId: made[0]?.engineerId ?? null, counted: isCounted(course),
    ticketSeq, lastFactAt: latest(ordered),
  };
};
