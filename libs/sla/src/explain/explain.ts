import { calendarOf } from '../clock.strategies.js';
import { erasOf, reach, type Era } from '../clock.course.js';
import type { CalendarBook } from '../calendar/calendar.book.js';
import type { ClockFacts, Retarget, Target } from '../clock.types.js';
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
  const code = calendarOf(era.spec);
  const calendar = code === undefined ? undefined : own.calendars?.timeline(code).calendar;
  const spans = spansOf(own, era, due);
  const anchor = 'anchor' in era.spec ? era.anchors.get(era.spec.anchor) : undefined;
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
    anchor: 'anchor' in era.spec && anchor !== undefined ? { name: era.spec.anchor, at: new Date(anchor).toISOString() } : null,
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
  const end = facts.stoppedAt;
  const later = facts.retargets
    .filter(({ at }) => end === null || at <= end)
    .sort((a, b) => a.at.getTime() - b.at.getTime())
    .map(({ at, spec, source, cause }: Retarget): ExplainedRule => ({ since: at.toISOString(), spec, source: source ?? null, cause: cause ?? null }));
  return [first, ...later];
}

function isoOf(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
