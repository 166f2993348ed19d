import type { CalendarBook } from '../calendar/calendar.book.js';
import type { ClockFacts, ClockSpec, Retarget, RetargetCause } from '../clock.types.js';
import { instantOf } from '../instant.js';
import { pausesOf } from '../pause.interval.js';
import type { ClockInstance, PolicyVersion, TargetRule, TicketChange, TicketEvent, TicketFacts } from './ticket.types.js';

/** What held from an instant until the next. */
interface Setting {
  readonly since: number;
  readonly until: number;
  readonly priority: string;
  readonly kind: string;
  readonly policy: PolicyVersion;
  readonly cause: RetargetCause;
}

interface Round {
  readonly round: number;
  readonly since: number;
  readonly until: number;
}

/**
 * Every clock instance of a ticket, in the order of its start: a pure function of the facts, the policy versions in them and the calendars.
 * A change of priority, kind or policy retargets the clocks that go on, starts those that the ticket should have had (nobody is
 * late before the change said so) and drops those that no longer hold.
 */
export function clocksOf(facts: TicketFacts, calendars: CalendarBook): readonly ClockInstance[] {
  const settings = settingsOf(facts.changes);
  const events = [...facts.events].sort((a, b) => instantOf(a.at) - instantOf(b.at));
  const codes = new Set(settings.flatMap(({ policy }) => policy.targets.map(({ code }) => code)));
  return roundsOf(events, settings)
    .flatMap((round) => [...codes].flatMap((code) => instanceOf(facts, calendars, settings, events, round, code) ?? []))
    .sort((a, b) => a.facts.startedAt.getTime() - b.facts.startedAt.getTime());
}

function settingsOf(changes: readonly TicketChange[]): readonly Setting[] {
  const sorted = [...changes].sort((a, b) => instantOf(a.at) - instantOf(b.at));
  const settings: Setting[] = [];
  sorted.forEach((change, index) => {
    const last = settings.at(-1);
    const policy = change.policy ?? last?.policy;
    if (policy === undefined) return;
    const cause = change.policy !== undefined ? 'policy' : change.kind !== undefined ? 'kind' : 'priority';
    const next = sorted[index + 1];
    const until = next === undefined ? Number.POSITIVE_INFINITY : instantOf(next.at);
    settings.push({ since: instantOf(change.at), until, priority: change.priority ?? last?.priority ?? '', kind: change.kind ?? last?.kind ?? '', policy, cause });
  });
  return settings;
}

function roundsOf(events: readonly TicketEvent[], settings: readonly Setting[]): readonly Round[] {
  const roundEvents = new Set(settings.flatMap(({ policy }) => policy.roundEvents));
  const begins = [Number.NEGATIVE_INFINITY, ...events.filter(({ event }) => roundEvents.has(event)).map(({ at }) => instantOf(at))];
  return begins.map((since, index) => ({ round: index + 1, since, until: begins[index + 1] ?? Number.POSITIVE_INFINITY }));
}

function instanceOf(
  { ticketId, holds, anchors }: TicketFacts,
  calendars: CalendarBook,
  settings: readonly Setting[],
  events: readonly TicketEvent[],
  round: Round,
  code: string,
): ClockInstance | undefined {
  const inRound = events.filter(({ at }) => instantOf(at) >= round.since && instantOf(at) < round.until);
  const first = settings.findIndex((setting) => startIn(setting, inRound, code) !== undefined);
  const begun = settings[first];
  const startedAt = begun === undefined ? undefined : startIn(begun, inRound, code);
  if (begun === undefined || startedAt === undefined) return undefined;
  const eras = erasFrom(settings.slice(first), code);
  const opening = eras[0];
  if (opening === undefined || stoppedBefore(opening.rule, inRound, startedAt, begun.since)) return undefined;
  const end = endOf(eras, inRound, startedAt, round.until);
  const lived = eras.filter(({ since }) => since <= (end?.at ?? Number.POSITIVE_INFINITY));
  const target = lived.at(-1)?.rule ?? opening.rule;
  const facts: ClockFacts = {
    startedAt: new Date(startedAt),
    stoppedAt: end === undefined ? null : new Date(end.at),
    pauses: pausesOf(target, holds),
    retargets: retargetsOf(lived),
    anchors,
    calendars,
    source: opening.source,
    ...(begun.since > startedAt && { adoptedAt: new Date(begun.since) }),
  };
  return { ticketId, round: round.round, target, spec: opening.spec, facts, dropped: end?.dropped ?? false };
}

/** One rule for a target over one setting. */
interface RuleEra {
  readonly since: number;
  readonly until: number;
  readonly rule: TargetRule;
  readonly spec: ClockSpec;
  readonly source: Required<Retarget>['source'];
  readonly cause: RetargetCause;
}

/** The eras of a target from the setting in which it began until it no longer holds. */
function erasFrom(settings: readonly Setting[], code: string): readonly RuleEra[] {
  const eras: RuleEra[] = [];
  for (const setting of settings) {
    const rule = ruleOf(setting, code);
    if (rule === undefined) break;
    const { since, until, priority, policy, cause } = setting;
    const spec = rule.clockByPriority?.[priority] ?? rule.clock;
    eras.push({ since, until, rule, spec, cause, source: { rule: rule.source, pack: policy.pack, version: policy.version } });
  }
  return eras;
}

function ruleOf({ policy, kind }: Setting, code: string): TargetRule | undefined {
  return policy.targets.find((rule) => rule.code === code && (rule.kinds === undefined || rule.kinds.includes(kind)));
}

function startIn(setting: Setting, events: readonly TicketEvent[], code: string): number | undefined {
  const rule = ruleOf(setting, code);
  const started = events.find(({ event, at }) => event === rule?.startEvent && instantOf(at) < setting.until);
  return started === undefined ? undefined : instantOf(started.at);
}

/** A target that came to hold only after what it asks for was done never runs. */
function stoppedBefore({ stopEvent }: TargetRule, events: readonly TicketEvent[], startedAt: number, since: number): boolean {
  return events.some(({ event, at }) => event === stopEvent && instantOf(at) >= startedAt && instantOf(at) < since);
}

function endOf(eras: readonly RuleEra[], events: readonly TicketEvent[], startedAt: number, roundEnd: number): { readonly at: number; readonly dropped: boolean } | undefined {
  for (const { since, until, rule } of eras) {
    const stop = events.find(({ event, at }) => event === rule.stopEvent && instantOf(at) >= Math.max(startedAt, since) && instantOf(at) < until);
    if (stop !== undefined) return { at: instantOf(stop.at), dropped: false };
  }
  const at = Math.min(eras.at(-1)?.until ?? roundEnd, roundEnd);
  return Number.isFinite(at) ? { at: Math.max(at, startedAt), dropped: true } : undefined;
}

/** Only another spec is a retarget; the same numbers from another version of the pack change nothing. */
function retargetsOf(eras: readonly RuleEra[]): readonly Retarget[] {
  return eras.flatMap(({ since, spec, source, cause }, index) => {
    const before = eras[index - 1];
    const same = before === undefined || JSON.stringify(before.spec) === JSON.stringify(spec);
    return same ? [] : [{ at: new Date(since), spec, source, cause }];
  });
}
