import { describe, expect, it } from '@jest/globals';
import { calendarOfClock, clockSchema } from './clock.js';

const zone = 'Asia/Shanghai';
const calendar = 'office';

describe('[C5] clocks of a pack', () => {
  it.each([
    { type: 'elapsed', duration: 'PT15M' },
    { type: 'elapsed', duration: 'PT2H', byPriority: { urgent: 'PT1H' } },
    { type: 'business', duration: 'PT8H', calendar },
    { type: 'half-working-day', duration: 'PT4H', calendar },
    { type: 'working-days', days: 3, calendar, cutOff: '16:00' },
    { type: 'working-days', days: 0, calendar },
    { type: 'wall-time', at: '17:00', zone, calendar },
    { type: 'wall-time', at: '17:00', zone, days: 1 },
    { type: 'month-day', day: 4, at: '17:00', zone, move: 'previous-working-day', calendar },
    { type: 'appointment', anchor: 'appointment' },
    { type: 'offset', anchor: 'appointment', offset: '-PT5M' },
    { type: 'weekly-plan', cutOff: { day: 5, at: '17:00' }, due: { day: 5, at: '17:00' }, zone },
    { type: 'years', years: 3, zone },
  ])('take $type', (clock) => {
    expect(clockSchema.parse(clock)).toMatchObject(clock);
  });

  it.each([
    ['no duration', { type: 'elapsed', duration: 'PT0S' }],
    ['a negative duration', { type: 'business', duration: '-PT1H', calendar }],
    ['a century and more', { type: 'elapsed', duration: 'P36526D' }],
    ['an offset beyond a century', { type: 'offset', anchor: 'appointment', offset: '-P36526D' }],
    ['working time of no calendar', { type: 'business', duration: 'PT1H' }],
    ['minus one working days', { type: 'working-days', days: -1, calendar }],
    ['half a working day in days', { type: 'working-days', days: 0.5, calendar }],
    ['no days at the same time', { type: 'working-days', days: 0, dueBy: 'same-time', calendar }],
    ['the 0th day after', { type: 'wall-time', at: '17:00', zone, days: 0 }],
    ['midnight as 24:00', { type: 'wall-time', at: '24:00', zone }],
    ['an offset for a zone', { type: 'wall-time', at: '17:00', zone: '+08:00' }],
    ['the 32nd', { type: 'month-day', day: 32, at: '17:00', zone }],
    ['a moved date without a calendar', { type: 'month-day', day: 4, at: '17:00', zone, move: 'next-working-day' }],
    ['an eighth weekday', { type: 'weekly-plan', cutOff: { day: 8, at: '17:00' }, due: { day: 5, at: '17:00' }, zone }],
    ['an appointment of another name', { type: 'appointment', anchor: 'lunch' }],
    ['101 years', { type: 'years', years: 101, zone }],
    ['an unknown key', { type: 'years', years: 3, zone, months: 1 }],
  ])('take no %s', (_, clock) => {
    expect(clockSchema.safeParse(clock).success).toBe(false);
  });

  it('name the calendar by which they count, if any', () => {
    expect(calendarOfClock(clockSchema.parse({ type: 'business', duration: 'PT1H', calendar }))).toBe('office');
    expect(calendarOfClock(clockSchema.parse({ type: 'wall-time', at: '17:00', zone }))).toBeNull();
    expect(calendarOfClock(clockSchema.parse({ type: 'elapsed', duration: 'PT1H' }))).toBeNull();
  });
});
