import type { DayName } from '../calendar/calendar.types.js';
import { anchorNameOf } from '../clock.strategies.js';
import type { SpecSource } from '../clock.types.js';
import { MINUTE_MS } from '../instant.js';
import { dayOf, weekdayOf } from '../zone/local.date.js';
import { findZone } from '../zone/zone.table.js';
import type { DeadlineMove, ExplainedRule, ExplainedSpan, Explanation } from './explanation.types.js';
import { words, type Language, type Line } from './words.js';

/** What hold reasons, events and stages are called; a code without a label is shown as it is. */
export type Labels = Readonly<Record<string, DayName>>;

/** An explanation as lines of text, the same for the same explanation. */
export function explanationText(explanation: Explanation, language: Language, labels: Labels = {}): readonly string[] {
  const writer = new Writer(explanation.zone, language, labels);
  const { anchor, dueAt, calendar, countedMs } = explanation;
  const spec = explanation.rules.at(-1)?.spec;
  const pointed = spec !== undefined && anchorNameOf(spec) !== undefined;
  return [
    writer.line('title', { stage: writer.label(explanation.stage), start: writer.label(explanation.startEvent), stop: writer.label(explanation.stopEvent), zone: explanation.zone }),
    ...explanation.rules.map((rule) => writer.rule(rule)),
    ...(calendar === null ? [] : [writer.line('calendar', { name: calendar.name[language], code: calendar.code, version: String(calendar.version) })]),
    writer.line('started', { at: writer.instant(explanation.startedAt) }),
    ...(anchor === null ? [] : [writer.line('anchor', { name: writer.label(anchor.name), at: writer.instant(anchor.at) })]),
    ...(anchor === null && pointed ? [writer.line('noAnchor', {})] : []),
    ...explanation.spans.map((span) => writer.span(span)),
    ...explanation.moves.map((move) => writer.move(move)),
    writer.due(dueAt, explanation.spans.length > 0 ? countedMs : null),
    ...(explanation.stoppedAt === null ? [] : [writer.line('stopped', { at: writer.instant(explanation.stoppedAt) })]),
  ];
}

class Writer {
  private readonly words;

  constructor(
    private readonly zone: string,
    private readonly language: Language,
    private readonly labels: Labels,
  ) {
    this.words = words[language];
  }

  line(line: Line, values: Readonly<Record<string, string>>): string {
    return this.words.lines[line].replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
  }

  label(code: string): string {
    return this.labels[code]?.[this.language] ?? code;
  }

  /** `2024-10-01 周二 09:00`; seconds and milliseconds only where there are any. */
  instant(iso: string): string {
    const at = Date.parse(iso);
    const local = findZone(this.zone)?.localOf(at) ?? at;
    const [date = '', time = ''] = new Date(local).toISOString().slice(0, -1).split('T');
    return `${date} ${this.words.weekdays[weekdayOf(dayOf(local)) - 1] ?? ''} ${time.replace(/(:00)?\.000$/, '')}`;
  }

  duration(ms: number): string {
    return this.words.minutes(ms / MINUTE_MS);
  }

  rule({ since, spec, source, cause }: ExplainedRule): string {
    const values = { spec: this.words.spec(spec), source: this.source(source) };
    return cause === null ? this.line('rule', values) : this.line('changed', { ...values, at: this.instant(since), cause: this.words.causes[cause] });
  }

  span(span: ExplainedSpan): string {
    const values = { from: this.instant(span.from), to: span.to === null ? '' : this.instant(span.to), time: this.duration(span.ms ?? 0) };
    switch (span.kind) {
      case 'counted':
        return span.day === undefined ? this.line('counted', values) : this.line('countedOn', { ...values, day: this.day(span.day, span.provisional) });
      case 'closed':
        return this.line('closed', values);
      case 'holiday':
        return this.line('holiday', { ...values, day: this.day(span.day, span.provisional) });
      case 'paused':
        return this.line(span.to === null ? 'pausedOpen' : 'paused', { ...values, reasons: this.reasons(span.reasons) });
      case 'not-before-change':
        return this.line('notBefore', values);
    }
  }

  move(move: DeadlineMove): string {
    const values = { from: this.instant(move.from), to: move.to === null ? '' : this.instant(move.to) };
    if (move.because === 'paused') return this.line(move.to === null ? 'movedPauseOpen' : 'movedPause', { ...values, reasons: this.reasons(move.reasons) });
    const days = move.days.map(({ date, day, provisional }) => `${date} ${day === null ? this.words.dayOff : this.day(day, provisional)}`);
    return this.line('movedDays', { ...values, days: this.words.list(days) });
  }

  /** `countedMs` is null for units that point at an instant. */
  due(at: string | null, countedMs: number | null): string {
    const values = { at: at === null ? '' : this.instant(at), time: this.duration(countedMs ?? 0) };
    if (countedMs === null) return this.line(at === null ? 'notDueYet' : 'dueAt', values);
    return this.line(at === null ? 'notDue' : 'due', values);
  }

  private day(name: DayName, provisional = false): string {
    return `${name[this.language]}${provisional ? this.words.provisional : ''}`;
  }

  private reasons(codes: readonly string[]): string {
    return this.words.list(codes.map((code) => this.label(code)));
  }

  private source(source: SpecSource | null): string {
    return source === null ? this.words.lines.unsourced : `${source.rule}, ${source.pack} v${source.version}`;
  }
}
