import { endOf, reachIn, runOf, timelineOf, type Era } from '../clock.course.js';
import type { WorkTimeline } from '../calendar/work.timeline.js';
import { countsTime } from '../clock.strategies.js';
import { DUE } from '../clock.strategy.js';
import type { ClockFacts, HoldReason } from '../clock.types.js';
import { isoOf } from '../instant.js';
import { intervalOf, type Interval } from '../pause.interval.js';
import { DAY_MS } from '../zone/local.date.js';
import type { ExplainedSpan, SpanReason } from './explanation.types.js';

/** Pauses with their reasons, in milliseconds. */
interface ReasonedPause extends Interval {
  readonly reason: HoldReason;
}

/** The course of a clock that counts time: from its start to due, or to the beginning of a hold without end, every span with its reason. */
export function spansOf(facts: ClockFacts, era: Era, due: number | null): readonly ExplainedSpan[] {
  if (!countsTime(era.spec)) return [];
  const run = runOf(facts, era.spec);
  const computed = reachIn(run, era, DUE);
  const held = run.pauses.find(({ to }) => to === Number.POSITIVE_INFINITY);
  const end = computed ?? held?.from ?? run.start;
  const timeline = timelineOf(run, era.spec);
  const pauses = reasonedPauses(facts, run.start);
  const spans = joined(pieces(timeline, pauses, run.start, end), (at) => reasonAt(timeline, pauses, at));
  if (computed === null) return held === undefined ? spans : [...spans, { from: isoOf(end), to: null, ms: null, kind: 'paused', reasons: reasonsAt(pauses, end) }];
  if (due === null || due <= computed) return spans;
  return [...spans, { from: isoOf(computed), to: isoOf(due), ms: due - computed, kind: 'not-before-change' }];
}

/** The reasons of the pauses that hold an instant, each once. */
export function reasonsAt(pauses: readonly ReasonedPause[], at: number): readonly HoldReason[] {
  return [...new Set(pauses.filter(({ from, to }) => from <= at && at < to).map(({ reason }) => reason))].sort();
}

export function reasonedPauses(facts: ClockFacts, start: number): readonly ReasonedPause[] {
  const end = endOf(facts);
  return facts.pauses.map((pause) => ({ reason: pause.reason, ...intervalOf(pause, start, end) })).filter(({ from, to }) => from < to);
}

/** The instants at which a reason may change. */
function pieces(timeline: WorkTimeline | undefined, pauses: readonly ReasonedPause[], start: number, end: number): readonly number[] {
  const cuts = [start, end, ...pauses.flatMap(({ from, to }) => [from, to])];
  if (timeline !== undefined) {
    cuts.push(...timeline.openIn(start, end).flatMap(({ from, to }) => [from, to]));
    for (let day = timeline.dayAt(start); day <= timeline.dayAt(end); day += DAY_MS) {
      if (timeline.planOf(day).override !== null) cuts.push(...[day, day + DAY_MS].flatMap((midnight) => timeline.zone.instantsOf(midnight).slice(0, 1)));
    }
  }
  return [...new Set(cuts)].filter((at) => at >= start && at <= end).sort((a, b) => a - b);
}

function joined(cuts: readonly number[], reasonOf: (at: number) => SpanReason): readonly ExplainedSpan[] {
  const spans: { from: number; to: number; reason: SpanReason }[] = [];
  for (const [index, from] of cuts.entries()) {
    const to = cuts[index + 1];
    if (to === undefined) break;
    const reason = reasonOf(from);
    const last = spans.at(-1);
    if (last !== undefined && JSON.stringify(last.reason) === JSON.stringify(reason)) last.to = to;
    else spans.push({ from, to, reason });
  }
  return spans.map(({ from, to, reason }) => ({ from: isoOf(from), to: isoOf(to), ms: to - from, ...reason }));
}

/** Closed comes before paused: a pause takes nothing where nobody works. */
function reasonAt(timeline: WorkTimeline | undefined, pauses: readonly ReasonedPause[], at: number): SpanReason {
  const override = timeline?.planOf(timeline.dayAt(at)).override ?? null;
  const named = override === null ? {} : { day: override.name, ...(override.provisional === true && { provisional: true }) };
  if (timeline !== undefined && !timeline.isOpen(at)) {
    return override?.kind === 'closed' ? { kind: 'holiday', day: override.name, ...named } : { kind: 'closed' };
  }
  const reasons = reasonsAt(pauses, at);
  if (reasons.length > 0) return { kind: 'paused', reasons };
  return override === null || override.kind === 'closed' ? { kind: 'counted' } : { kind: 'counted', ...named };
}
