import { anchorNameOf } from '../clock.strategies.js';
import { erasOf, reach, retargetsOf, timelineOf, type Era } from '../clock.course.js';
import type { CalendarBook } from '../calendar/calendar.book.js';
import type { ClockFacts, Target } from '../clock.types.js';
import { isoOf } from '../instant.js';
import { pausesOf } from '../pause.interval.js';
import { clocksOf } from '../ticket/ticket.course.js';
import type { TicketFacts } from '../ticket/ticket.types.js';
import { movesOf } from './deadline.moves.js';
import type { Explanation, ExplainedRule } from './explanation.types.js';
import { spansOf } from './counted.spans.js';

export interface ExplainOptions {
  /** In which dates and times are shown where the target has no calendar of its own. */
  readonly zone: string;
}

/**
 * Explains a clock. `facts.pauses` may be all holds of the ticket: only those whose reason the target lists count. Throws ClockError as
 * `dueAt` does.
 */
export function explain(target: Target, facts: ClockFacts, { zone }: ExplainOptions): Explanation {
  const own: ClockFacts = { ...facts, pauses: pausesOf(target, facts.pauses) };
  const due = reach(own, target.clock);
  const era = lastEra(own, target);
  const calendar = timelineOf(own, era.spec)?.calendar;
  const spans = spansOf(own, era, due);
  const anchorName = anchorNameOf(era.spec);
  const anchor = anchorName === undefined ? undefined : era.anchors.get(anchorName);
  return {
    target: target.code,
    stage: target.stage,
    startEvent: target.startEvent,
    stopEvent: target.stopEvent,
    zone: calendar?.zone ?? ('zone' in era.spec ? era.spec.zone : zone),
    calendar: calendar === undefined ? null : { code: calendar.code, version: calendar.version, name: calendar.name },
    startedAt: own.startedAt.toISOString(),
    stoppedAt: own.stoppedAt?.toISOString() ?? null,
    dueAt: isoOf(due),
    rules: rulesOf(target, own),
    spans,
    countedMs: spans.reduce((sum, { kind, ms }) => sum + (kind === 'counted' ? (ms ?? 0) : 0), 0),
    moves: movesOf(own, era, due),
    anchor: anchorName !== undefined && anchor !== undefined ? { name: anchorName, at: isoOf(anchor) } : null,
  };
}

/** Explains the clock of a stage: that of its last round; undefined when the ticket has none. */
export function explainTicket(ticket: TicketFacts, stage: string, calendars: CalendarBook, options: ExplainOptions): Explanation | undefined {
  const clock = clocksOf(ticket, calendars).findLast(({ target }) => target.stage === stage);
  return clock === undefined ? undefined : explain({ ...clock.target, clock: clock.spec }, clock.facts, options);
}

function lastEra(facts: ClockFacts, target: Target): Era {
  const era = erasOf(facts, target.clock).at(-1);
  if (era === undefined) throw new Error('a clock has at least one era');
  return era;
}

function rulesOf({ clock }: Target, facts: ClockFacts): readonly ExplainedRule[] {
  const first: ExplainedRule = { since: facts.startedAt.toISOString(), spec: clock, source: facts.source ?? null, cause: null };
  const later = retargetsOf(facts).map(({ at, spec, source, cause }): ExplainedRule => ({ since: at.toISOString(), spec, source: source ?? null, cause: cause ?? null }));
  return [first, ...later];
}
