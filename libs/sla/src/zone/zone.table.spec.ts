import { describe, expect, it } from '@jest/globals';
import { findZone, type ZoneTable } from './zone.table.js';

const zone = (name: string): ZoneTable => {
  const found = findZone(name);
  if (found === undefined) throw new Error(name);
  return found;
};
const local = (text: string): number => Date.parse(`${text}Z`);
const iso = (instants: readonly number[]): string[] => instants.map((at) => new Date(at).toISOString().slice(0, 19));
const spans = (name: string, from: string, to: string): string[][] => {
  const into: { from: number; to: number }[] = [];
  zone(name).spansOf(local(from), local(to), into);
  return into.map((span) => iso([span.from, span.to]));
};

describe('zone tables', () => {
  it.each([
    ['Asia/Kathmandu', '2024-05-01T00:00:00', 345],
    ['Pacific/Chatham', '2024-07-01T00:00:00', 765],
    ['Pacific/Chatham', '2024-01-01T00:00:00', 825],
    ['Australia/Lord_Howe', '2024-07-01T00:00:00', 630],
    ['Australia/Lord_Howe', '2024-01-01T00:00:00', 660],
    ['America/St_Johns', '2024-07-01T00:00:00', -150],
    ['Asia/Shanghai', '1988-07-01T00:00:00', 540],
  ])('%s at %s is %i minutes from UTC', (name, at, minutes) => {
    expect(zone(name).offsetAt(local(at))).toBe(minutes * 60_000);
  });

  it('know no made-up zone and no fixed offset', () => {
    expect([findZone('Asia/Beijing'), findZone('+08:00'), findZone('')]).toEqual([undefined, undefined, undefined]);
  });

  it('say the instant of the jump for a skipped time, and both instants of a repeated one', () => {
    expect(iso(zone('Europe/Oslo').instantsOf(local('2024-03-31T02:30:00')))).toEqual(['2024-03-31T01:00:00']);
    expect(iso(zone('Europe/Oslo').instantsOf(local('2024-10-27T02:30:00')))).toEqual(['2024-10-27T00:30:00', '2024-10-27T01:30:00']);
    expect(iso(zone('Australia/Lord_Howe').instantsOf(local('2024-10-06T02:10:00')))).toEqual(['2024-10-05T15:30:00']);
    expect(iso(zone('Australia/Lord_Howe').instantsOf(local('2024-04-07T01:45:00')))).toEqual(['2024-04-06T14:45:00', '2024-04-06T15:15:00']);
    expect(iso(zone('Pacific/Apia').instantsOf(local('2011-12-30T12:00:00')))).toEqual(['2011-12-30T10:00:00']);
  });

  it('[C5] a window is worked while clocks show it: a skipped hour by nobody, a repeated one twice', () => {
    expect(spans('Europe/Oslo', '2024-03-31T01:00:00', '2024-03-31T04:00:00')).toEqual([['2024-03-31T00:00:00', '2024-03-31T01:00:00'], ['2024-03-31T01:00:00', '2024-03-31T02:00:00']]);
    expect(spans('Europe/Oslo', '2024-03-31T02:10:00', '2024-03-31T02:50:00')).toEqual([]);
    expect(spans('Europe/Oslo', '2024-10-27T02:00:00', '2024-10-27T02:30:00')).toEqual([['2024-10-27T00:00:00', '2024-10-27T00:30:00'], ['2024-10-27T01:00:00', '2024-10-27T01:30:00']]);
  });

  it('agree with Intl every three hours for twenty years, over every change', () => {
    for (const name of ['Europe/Oslo', 'Africa/Casablanca', 'America/Santiago', 'Asia/Gaza']) {
      const format = new Intl.DateTimeFormat('sv-SE', { timeZone: name, dateStyle: 'short', timeStyle: 'medium' });
      const wrong: string[] = [];
      for (let at = Date.UTC(2010, 0, 1); at < Date.UTC(2030, 0, 1); at += 3 * 3_600_000) {
        if (format.format(at) !== new Date(zone(name).localOf(at)).toISOString().slice(0, 19).replace('T', ' ')) wrong.push(new Date(at).toISOString());
      }
      expect(wrong).toEqual([]);
    }
  });
});
