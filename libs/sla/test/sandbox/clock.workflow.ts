import { CalendarBook, dueAt, explain, type Calendar } from '../../src/index.js';

/** Computes a clock inside the workflow sandbox; exists to be bundled by a spec. */
export const computeClock = (calendar: Calendar, startedAt: string): Promise<string> => {
  const clock = { type: 'business', minutes: 120, calendar: calendar.code } as const;
  const facts = { startedAt: new Date(startedAt), stoppedAt: null, pauses: [], retargets: [], calendars: new CalendarBook([calendar]) };
  const told = explain({ code: 'x', stage: 'x', startEvent: 'a', stopEvent: 'b', clock, pauseOn: [], levels: [] }, facts, { zone: 'UTC' });
  return Promise.resolve(`${dueAt(facts, clock)?.toISOString() ?? 'never'} ${told.spans.length}`);
};
