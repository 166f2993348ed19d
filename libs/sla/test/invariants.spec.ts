import { describe, it } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '@mendline/testing';
import { CalendarBook, dueAt, elapsedMs, explain, levelInstants } from '../src/index.js';
import type { ClockFacts, ClockSpec, Pause } from '../src/index.js';
import { drawCalendar, drawSpec, samples } from './oracle/case.generator.js';

const MINUTE = 60_000;
const settings = { seed: 20241001, numRuns: 250 };

/** A calendar of the generator of the oracle, with a start near its changes and holidays. */
const worlds = fc.record({ seed: fc.nat(1_000_000), sample: fc.constantFrom(...samples), start: fc.integer({ min: -3_000, max: 12_000 }) }).map(({ seed, sample, start }) => {
  const calendar = drawCalendar(seededRandom(seed), sample.zone, sample.near);
  const startedAt = new Date(sample.near + start * MINUTE);
  const facts: ClockFacts = { startedAt, stoppedAt: null, pauses: [], retargets: [], calendars: new CalendarBook([calendar]), anchors: [{ name: 'visit', at: new Date(startedAt.getTime() + 3_000 * MINUTE), since: startedAt }] };
  return { facts, spec: drawSpec(seededRandom(seed + 1), sample.zone) };
});
const spans = fc.array(fc.record({ from: fc.integer({ min: -600, max: 6_000 }), length: fc.integer({ min: 0, max: 2_000 }) }), { maxLength: 4 });
const minutes = fc.integer({ min: 1, max: 3_000 });

const later = (date: Date, count: number): Date => new Date(date.getTime() + count * MINUTE);
const paused = ({ startedAt }: ClockFacts, list: readonly { from: number; length: number }[]): Pause[] =>
  list.map(({ from, length }) => ({ reason: 'parts', from: later(startedAt, from), to: later(startedAt, from + length) }));
const due = (facts: ClockFacts, spec: ClockSpec): number => dueAt(facts, spec)?.getTime() ?? Number.POSITIVE_INFINITY;
const business = (count: number): ClockSpec => ({ type: 'business', minutes: count, calendar: 'work' });


describe('laws of every unit', () => {
  it('[C3] a pause never brings a deadline nearer, and resuming at once changes nothing', () => {
    fc.assert(fc.property(worlds, spans, fc.integer({ min: -100, max: 5_000 }), fc.nat(2_000), ({ facts, spec }, list, from, length) => {
      const pauses = paused(facts, list);
      const before = due({ ...facts, pauses }, spec);
      const again = due({ ...facts, pauses: [...pauses, ...paused(facts, [{ from, length: 0 }])] }, spec);
      return again === before && due({ ...facts, pauses: [...pauses, ...paused(facts, [{ from, length }])] }, spec) >= before;
    }), settings);
  });

  it('a longer pause is never due earlier', () => {
    fc.assert(fc.property(worlds, fc.integer({ min: -100, max: 5_000 }), fc.nat(2_000), fc.nat(500), ({ facts, spec }, from, length, more) =>
      due({ ...facts, pauses: paused(facts, [{ from, length: length + more }]) }, spec) >= due({ ...facts, pauses: paused(facts, [{ from, length }]) }, spec)), settings);
  });

  it('due is monotone in the duration', () => {
    fc.assert(fc.property(worlds, spans, minutes, minutes, ({ facts }, list, one, more) => {
      const own = { ...facts, pauses: paused(facts, list) };
      return due(own, business(one + more)) > due(own, business(one)) && due(own, { type: 'elapsed', minutes: one + more }) > due(own, { type: 'elapsed', minutes: one });
    }), settings);
    fc.assert(fc.property(worlds, spans, fc.integer({ min: 0, max: 8 }), ({ facts }, list, days) => {
      const own = { ...facts, pauses: paused(facts, list) };
      return due(own, { type: 'working-days', days: days + 1, calendar: 'work' }) > due(own, { type: 'working-days', days, calendar: 'work' });
    }), settings);
  });

  it('a later start is never due earlier', () => {
    fc.assert(fc.property(worlds, minutes, fc.nat(1_500), ({ facts, spec }, length, shift) => {
      const moved = { ...facts, startedAt: later(facts.startedAt, shift) };
      return [spec, business(length)].every((of) => due(moved, of) >= due(facts, of));
    }), settings);
  });

  it('splitting an interval adds up', () => {
    fc.assert(fc.property(worlds, spans, minutes, minutes, ({ facts }, list, first, second) => {
      const own = { ...facts, pauses: paused(facts, list) };
      const middle = later(own.startedAt, first);
      const end = later(middle, second);
      return [business(10), { type: 'elapsed', minutes: 10 } as const].every((spec) =>
        elapsedMs(own, spec, middle) + elapsedMs({ ...own, startedAt: middle }, spec, end) === elapsedMs(own, spec, end));
    }), settings);
    fc.assert(fc.property(worlds, minutes, minutes, ({ facts }, one, two) => due({ ...facts, startedAt: new Date(due(facts, business(one))) }, business(two)) === due(facts, business(one + two))), settings);
  });

  it('at due exactly the target has been counted, and the explanation says the same', () => {
    fc.assert(fc.property(worlds, spans, minutes, ({ facts }, list, length) => {
      const own = { ...facts, pauses: paused(facts, list) };
      const told = explain({ code: 'x', stage: 'x', startEvent: 'a', stopEvent: 'b', clock: business(length), pauseOn: ['parts'], levels: [] }, own, { zone: 'UTC' });
      return elapsedMs(own, business(length), new Date(due(own, business(length)))) === length * MINUTE && told.countedMs === length * MINUTE && Date.parse(told.dueAt ?? '') === due(own, business(length));
    }), settings);
  });

  it('the order in which pauses were recorded does not matter, and levels keep theirs', () => {
    const levels = [50, 75, 100, 150].map((percent, index) => ({ level: index + 1, percent }));
    fc.assert(fc.property(worlds, spans, ({ facts, spec }, list) => {
      const pauses = paused(facts, list);
      const ordinals = levelInstants({ ...facts, pauses }, spec, levels).map(({ level }) => level);
      return due({ ...facts, pauses: pauses.toReversed() }, spec) === due({ ...facts, pauses }, spec) && ordinals.every((level, index) => level === index + 1);
    }), settings);
  });

  it('a retarget makes nobody late before it, and there and back changes nothing that lies ahead', () => {
    fc.assert(fc.property(worlds, minutes, fc.nat(3_000), ({ facts, spec }, length, when) => {
      const at = later(facts.startedAt, when);
      const changed = due({ ...facts, retargets: [{ at, spec: business(length) }] }, spec);
      const back = due({ ...facts, retargets: [{ at, spec: business(length) }, { at, spec }] }, spec);
      return changed >= Math.min(at.getTime(), due(facts, spec)) && (due(facts, spec) < at.getTime() || back === due(facts, spec));
    }), settings);
  });
});
