import type { PolicyPack, SlaTarget } from '@mendline/contracts/policy-pack';
import { explain, explanationText, pausesOf, readClock } from '@mendline/sla';
import type { Anchor, CalendarBook, ClockFacts, Pause } from '@mendline/sla';
import type * as model from './clock.model.js';
import { clockIdOf } from './clock.types.js';
import type { AgreedAnchor, ClockRow } from './clock.types.js';
import { labelsOf, stageLabel } from './clock.words.js';
import { clockState, factsOf, firstSpecOf } from './reading.domain.js';
import { slaTarget } from './target.domain.js';

/** What has happened to a ticket beside its clocks. */
export interface ClockHistory {
  readonly pauses: readonly Pause[];
  readonly anchors: readonly AgreedAnchor[];
}

const minuteMs = 60_000;

/** A clock as people see it at `now`, by the calendars that its columns were computed by. A target that is no longer in the pack has no numbers. */
export const clockView = (clock: ClockRow, pack: PolicyPack, calendars: CalendarBook, history: ClockHistory, now: Date): model.TicketClock => {
  const { target: code, round, lap, startedAt, stoppedAt } = clock;
  const target = pack.targets.find((one) => one.code === code);
  const { source } = clock.specs.at(-1) ?? {};
  const common = {
    id: clockIdOf(clock), target: code, titles: target?.label ?? { zh: code, en: code }, stage: target?.stop ?? null, round, lap, startedAt, stoppedAt,
    rule: source ? { source: source.rule, pack: source.pack, version: source.version } : null,
    calendars: Object.entries(clock.calendars).map(([calendar, { of, id, version }]) => ({ code: calendar, of, ofId: id, version })),
  };
  return { ...common, ...(target ? numbers(clock, target, pack, { ...asItWas(clock, history), calendars }, now) : { ...nothing, dueAt: clock.dueAt }) };
};

type Numbers = Pick<model.TicketClock, 'state' | 'dueAt' | 'elapsedMinutes' | 'remainingMinutes' | 'percent' | 'pausedBy' | 'explain'>;

const nothing: Omit<Numbers, 'dueAt'> = { state: 'dropped', elapsedMinutes: null, remainingMinutes: null, percent: null, pausedBy: [], explain: () => [] };

const numbers = (clock: ClockRow, target: SlaTarget, pack: PolicyPack, known: ClockHistory & { readonly calendars: CalendarBook }, now: Date): Numbers => {
  const circumstances = { ...known, policy: { pack: pack.pack, version: 0 } };
  const counted = slaTarget(target, firstSpecOf(clock));
  const facts = factsOf(clock, target, circumstances);
  const { elapsedMs, remainingMs, dueAt } = readClock(counted, facts, new Set(clock.raised), now);
  const state = clock.result === 'dropped' ? 'dropped' : clockState(clock, target, circumstances, now);
  return {
    state,
    // What has stopped is as it stopped.
    dueAt: clock.stoppedAt === null ? dueAt : clock.dueAt,
    elapsedMinutes: elapsedMs / minuteMs,
    remainingMinutes: Number.isFinite(remainingMs) ? remainingMs / minuteMs : null,
    percent: Number.isFinite(remainingMs) ? percentOf(elapsedMs, elapsedMs + remainingMs) : null,
    pausedBy: clock.stoppedAt === null ? pausesNow(target, facts, now) : [],
    explain: (language) => {
      const explained = explain({ ...counted, stage: stageLabel(target.code) }, facts, { zone: pack.zone });
      return explanationText(explained, language, labelsOf(target));
    },
  };
};

/** To a hundredth; a clock without any time of its own is over at once. */
const percentOf = (elapsed: number, whole: number): number => (whole > 0 ? Math.round((elapsed / whole) * 10_000) / 100 : 100);

const pausesNow = (target: SlaTarget, { pauses, startedAt }: ClockFacts, now: Date): model.ClockPause[] =>
  pausesOf(target, pauses)
    .filter(({ from, to }) => from <= now && (to === null || to > now))
    .map(({ reason, from }) => ({ reason, since: from < startedAt ? startedAt : from }));

/** What happened after a clock had stopped is none of its business. */
const asItWas = ({ stoppedAt }: ClockRow, { pauses, anchors }: ClockHistory): ClockHistory =>
  stoppedAt === null
    ? { pauses, anchors }
    : {
        pauses: pauses.filter(({ from }) => from < stoppedAt).map((pause) => (pause.to !== null && pause.to > stoppedAt ? { ...pause, to: null } : pause)),
        anchors: anchors.filter(({ since }: Anchor) => since <= stoppedAt),
      };
