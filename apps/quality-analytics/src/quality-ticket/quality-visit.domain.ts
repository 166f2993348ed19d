import { ticketTransitioned, visitAccepted, visitClosed, visitFaultLocated, visitMarked, visitOpened, visitScheduled, visitTested } from '@mendline/contracts/facts';
import type { FactData } from '@mendline/contracts/facts';
import { factsOf } from './fact-order.domain.js';
import type { TicketFact } from './fact-order.domain.js';

/** A window that was over before anybody came. Instants are ISO 8601 UTC. */
export interface MissedWindow {
  /** Who had the visit then. */
  readonly engineerId: string | null;
  readonly from: string;
  readonly to: string;
}

/** One visit as quality analysis keeps it. Instants are ISO 8601 UTC. */
export interface QualityVisit {
  readonly visitId: string;
  /** Who has it now; null until it is known. */
  readonly engineerId: string | null;
  readonly openedAt: string | null;
  /** What was agreed with the customer [A7-10]. */
  readonly windowFrom: string | null;
  readonly windowTo: string | null;
  /** Windows that nobody came in before another was agreed, the visit went to another engineer, or was given up [A13-1]. */
  readonly missedWindows: readonly MissedWindow[];
  readonly departedAt: string | null;
  readonly arrivedAt: string | null;
  readonly faultCode: string | null;
  readonly causeCode: string | null;
  /** normal or abnormal [A9-13]. */
  readonly testResult: string | null;
  /** Answer at the acceptance, 0–100 [A10-3, C7]. */
  readonly score: number | null;
  /** done, needs-parts, …; abandoned when it was not needed any more; null while it is open. */
  readonly outcome: string | null;
  readonly closedAt: string | null;
}

const unseen = (visitId: string): QualityVisit => ({
  visitId, engineerId: null, openedAt: null, windowFrom: null, windowTo: null, missedWindows: [], departedAt: null, arrivedAt: null, faultCode: null, causeCode: null,
  testResult: null, score: null, outcome: null, closedAt: null,
});

/** What was promised and is over by an instant counts whatever comes in its place; what is changed before was changed in good time. */
const missedBy = ({ engineerId, windowFrom: from, windowTo: to, arrivedAt, missedWindows }: QualityVisit, at: string): readonly MissedWindow[] =>
  from === null || to === null || arrivedAt !== null || Date.parse(to) > Date.parse(at) ? missedWindows : [...missedWindows, { engineerId, from, to }];

/** A visit that goes to another engineer is agreed and travelled anew. */
const opened = (before: QualityVisit, { engineerId, openedAt }: FactData<typeof visitOpened>): QualityVisit => ({
  ...before, engineerId, openedAt: before.openedAt ?? openedAt, missedWindows: missedBy(before, openedAt), windowFrom: null, windowTo: null, departedAt: null,
});

/** A departure for a window is none for another that lies apart from it; as field-service takes it back. */
const scheduled = (before: QualityVisit, { from, to, scheduledAt }: FactData<typeof visitScheduled>): QualityVisit => {
  const { arrivedAt, windowFrom, windowTo } = before;
  const apart = arrivedAt === null && windowFrom !== null && windowTo !== null && (Date.parse(from) > Date.parse(windowTo) || Date.parse(to) < Date.parse(windowFrom));
  return { ...before, missedWindows: missedBy(before, scheduledAt), windowFrom: from, windowTo: to, departedAt: apart ? null : before.departedAt };
};

const marked = (before: QualityVisit, { node, at }: FactData<typeof visitMarked>): QualityVisit => {
  if (node === 'departed') return { ...before, departedAt: at };
  return node === 'arrived' ? { ...before, arrivedAt: at, missedWindows: before.missedWindows.filter((window) => !isWithin(window, at)) } : before;
};

/** Whoever came in it and said so later has not missed it. */
const isWithin = ({ from, to }: MissedWindow, at: string): boolean => Date.parse(from) <= Date.parse(at) && Date.parse(at) <= Date.parse(to);

const closed = (before: QualityVisit, { engineerId, outcome, faultCode, causeCode, closedAt }: FactData<typeof visitClosed>): QualityVisit => ({
  ...before, engineerId, outcome, closedAt, missedWindows: outcome === 'abandoned' ? missedBy(before, closedAt) : before.missedWindows,
  faultCode: faultCode ?? before.faultCode, causeCode: causeCode ?? before.causeCode,
});

const step = (before: QualityVisit, { type, data }: TicketFact): QualityVisit => {
  switch (type) {
    case visitOpened.type:
      return opened(before, data as FactData<typeof visitOpened>);
    case visitScheduled.type:
      return scheduled(before, data as FactData<typeof visitScheduled>);
    case visitMarked.type:
      return marked(before, data as FactData<typeof visitMarked>);
    case visitFaultLocated.type: {
      const { faultCode, causeCode } = data as FactData<typeof visitFaultLocated>;
      return { ...before, faultCode, causeCode };
    }
    case visitTested.type:
      return { ...before, testResult: (data as FactData<typeof visitTested>).result };
    case visitAccepted.type:
      return { ...before, score: (data as FactData<typeof visitAccepted>).score };
    case visitClosed.type:
      return closed(before, data as FactData<typeof visitClosed>);
    default:
      return before;
  }
};

/** When work rested for a reason, from and to in milliseconds: a window that ended then was put off and not missed. */
const holdsOf = (facts: readonly TicketFact[]): readonly { readonly from: number; readonly to: number }[] => {
  const holds: { from: number; to: number }[] = [];
  for (const { type, data } of facts) {
    if (type !== ticketTransitioned.type) continue;
    const { wait, effectiveAt } = data as FactData<typeof ticketTransitioned>;
    const open = holds.find(({ to }) => to === Number.POSITIVE_INFINITY);
    if (wait === 'hold-end' && !open) holds.push({ from: Date.parse(effectiveAt), to: Number.POSITIVE_INFINITY });
    if (wait !== 'hold-end' && open) open.to = Date.parse(effectiveAt);
  }
  return holds;
};

/** The visits of one ticket in the order in which they were opened, folded from its facts, which are in order. */
export const foldVisits = (facts: readonly TicketFact[]): readonly QualityVisit[] => {
  const holds = holdsOf(facts);
  const visits = new Map<string, QualityVisit>();
  for (const fact of factsOf(facts, 'field-service.visit.')) {
    visits.set(fact.aggregateId, step(visits.get(fact.aggregateId) ?? unseen(fact.aggregateId), fact));
  }
  const key = ({ openedAt, visitId }: QualityVisit): string => `${openedAt ?? '~'} ${visitId}`;
  const isPutOff = ({ to }: MissedWindow): boolean => holds.some((hold) => hold.from <= Date.parse(to) && Date.parse(to) < hold.to);
  return [...visits.values()]
    .map((visit) => ({ ...visit, missedWindows: visit.missedWindows.filter((window) => !isPutOff(window)) }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
};
