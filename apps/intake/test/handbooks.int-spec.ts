import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Handbooks } from './support/handbook.life.js';
import { startIntake } from './support/running.intake.js';
import type { RunningIntake } from './support/running.intake.js';

jest.setTimeout(120_000);

/**
 * What the handbooks say, on tickets of a running service. Around 国庆 2024: Sunday 29 September and Saturday 12 October are worked, 1 to 7
 * October are not. Office hours are 9–12 and 13–18.
 */
interface Rule {
  readonly title: string;
  readonly kind: 'consultation' | 'repair' | 'complaint-service' | 'complaint-quality';
  readonly priority?: string;
  readonly received: string;
  /** Steps over the route, `instant status`. */
  readonly steps?: readonly string[];
  readonly target: string;
  readonly due: string;
  /** The first level, where it is not at the due instant. */
  readonly level?: string;
}

const monday = '2024-09-30 10:00';
const holiday = '2024-10-01 09:00';
const taken = ['2024-10-01 10:00 reviewed', '2024-10-01 10:00 assigned'];
/** Until an engineer is found, over the stages that a handbook has beside those of all. */
const sent = (...own: readonly ('reviewed' | 'approved')[]): string[] =>
  ['10:10 reviewed', '10:10 assigned', '10:20 contacted', '10:30 tried', '11:00 planned', '11:05 approved', '11:10 consented', '11:20 dispatched']
    .filter((step) => own.some((stage) => step.endsWith(stage)) || !/reviewed|approved/.test(step))
    .map((step) => `2024-09-30 ${step}`);
const solved = [...sent('reviewed', 'approved'), '2024-09-30 11:30 scheduled', '2024-09-30 14:00 arrived', '2024-09-30 16:00 solved'];
const answered = ['2024-09-30 10:10 reviewed', '2024-09-30 10:10 assigned', '2024-09-30 10:20 contacted', '2024-09-30 10:30 tried', '2024-09-30 11:00 answered', '2024-09-30 11:10 result-told'];
const answeredOn = (day: string, confirmed: string): string[] =>
  ['10:00 reviewed', '10:00 assigned', '10:20 contacted', '10:30 tried', '11:00 answered', '11:10 result-told', `${confirmed} confirmed`].map((step) => `${day} ${step}`);

const handbooks: Readonly<Record<string, readonly Rule[]>> = {
  s0: [
    { title: '[A3-6] [A6-7] [C2] [C3] 紧急: on site in 24 hours', kind: 'repair', priority: 'urgent', received: monday, target: 'on-site', due: '2024-10-01 10:00' },
    { title: '[A3-6] [A6-7] 高: on site in 48 hours', kind: 'repair', priority: 'high', received: monday, target: 'on-site', due: '2024-10-02 10:00' },
    { title: '[A3-6] [A6-7] 中: on site in 72 hours', kind: 'repair', priority: 'normal', received: monday, target: 'on-site', due: '2024-10-03 10:00' },
    { title: '[A3-6] [A6-8] [C5] 低: handled in 5 working days, the make-up Saturday among them', kind: 'repair', priority: 'low', received: monday, target: 'handled', due: '2024-10-12 18:00' },
    { title: '[A6-21] [C20] a call 5 minutes before the arrival', kind: 'repair', received: monday, steps: [...sent(), '2024-09-30 11:30 scheduled'], target: 'call-ahead', due: '2024-10-08 14:00', level: '2024-10-08 13:55' },
  ],
  s2: [
    { title: '[A6-1] review in 15 minutes, on a holiday too', kind: 'repair', received: holiday, target: 'review', due: '2024-10-01 09:15' },
    { title: '[A6-2] [C4] first response in 15 minutes', kind: 'consultation', received: holiday, target: 'first-response', due: '2024-10-01 09:15' },
    { title: '[A6-5] [A3-7] 一般: respond in 2 hours', kind: 'repair', received: holiday, target: 'respond', due: '2024-10-01 11:00' },
    { title: '[A6-5] [A3-7] [C2] [C3] 紧急: respond in 1 hour', kind: 'repair', priority: 'urgent', received: holiday, target: 'respond', due: '2024-10-01 10:00' },
    { title: '[A3-7] 特急: respond in half an hour, by the project', kind: 'repair', priority: 'most-urgent', received: holiday, target: 'respond', due: '2024-10-01 09:30' },
    { title: '[A6-3] contact 30 minutes after the assignment', kind: 'repair', received: holiday, steps: taken, target: 'contact', due: '2024-10-01 10:30' },
    { title: '[A6-4] a plan in 2 hours', kind: 'repair', received: holiday, steps: taken, target: 'plan', due: '2024-10-01 12:00' },
    { title: '[A6-4] an urgent plan in 1 hour', kind: 'repair', priority: 'urgent', received: holiday, steps: taken, target: 'plan', due: '2024-10-01 11:00' },
    { title: '[A6-6] [C13] an opinion on a complaint in 24 hours', kind: 'complaint-service', received: holiday, target: 'opinion', due: '2024-10-02 09:00' },
    { title: '[A6-22] the arrival by the end of the promised window', kind: 'repair', received: monday, steps: [...sent('reviewed'), '2024-09-30 11:30 scheduled'], target: 'promised-arrival', due: '2024-10-08 16:00' },
    { title: '[A6-20] [C18] [C21] archived by 17:00 of the day, right after the confirmation', kind: 'consultation', received: holiday, steps: answeredOn('2024-10-01', '16:30'), target: 'archive', due: '2024-10-01 17:00' },
    { title: '[A6-20] [C18] after 17:00 by that of the next day', kind: 'consultation', received: holiday, steps: answeredOn('2024-10-01', '17:30'), target: 'archive', due: '2024-10-02 17:00' },
  ],
  s3: [
    { title: '[A3-8] [A6-9] [C2] [C3] [C4] 紧急: respond in 24 hours', kind: 'repair', priority: 'urgent', received: monday, target: 'respond', due: '2024-10-01 10:00' },
    { title: '[A3-8] [A6-9] 一般: respond in 48 hours', kind: 'repair', received: monday, target: 'respond', due: '2024-10-02 10:00' },
    { title: '[A3-8] [A6-9] [A15-4] 常规: by the weekly plan', kind: 'repair', priority: 'routine', received: monday, target: 'respond', due: '2024-10-11 17:00' },
    { title: '[A6-17] [C6] a return visit 3 working days after the service, over the holiday', kind: 'repair', received: monday, steps: solved, target: 'return-visit', due: '2024-10-10 18:00' },
  ],
  s4a: [
    { title: '[A3-10] [A6-11] [C5] otherwise: respond in 1 working day, over the holiday', kind: 'consultation', received: monday, target: 'respond', due: '2024-10-08 18:00' },
    { title: '[A3-10] [C2] [C3] urgent: at once', kind: 'consultation', priority: 'urgent', received: monday, target: 'respond', due: '2024-09-30 10:15' },
  ],
  s4c: [
    { title: '[A6-10] an answer in 24 hours', kind: 'consultation', received: monday, target: 'respond', due: '2024-10-01 10:00' },
    { title: '[A6-10] [C20] there at the time that the customer sets', kind: 'repair', received: monday, steps: [...sent('reviewed', 'approved'), '2024-09-30 11:30 scheduled'], target: 'customer-time', due: '2024-10-08 14:00' },
  ],
  s4i: [
    { title: '[A6-13] a consultation done in 30 minutes', kind: 'consultation', received: monday, steps: answered.slice(0, 2), target: 'answer', due: '2024-09-30 10:40' },
    { title: '[A6-14] a field repair called back in 30 minutes', kind: 'repair', received: monday, steps: answered.slice(0, 2), target: 'contact', due: '2024-09-30 10:40' },
    { title: '[A6-15] [C13] a service complaint answered in 1 working day; a make-up Sunday is followed by a Monday', kind: 'complaint-service', received: '2024-09-29 10:00', target: 'resolve', due: '2024-09-30 18:00' },
    { title: '[A6-16] a quality complaint answered in 3 working days', kind: 'complaint-quality', received: monday, target: 'resolve', due: '2024-10-10 18:00' },
    { title: '[A6-16] of which the general manager has 2', kind: 'complaint-quality', received: monday, steps: [...answered.slice(0, 3), '2024-09-30 10:40 opinion-given', '2024-09-30 11:00 reported'], target: 'containment', due: '2024-10-09 18:00' },
    { title: '[A6-18] [C6] a return visit 2 working days after the form is back', kind: 'consultation', received: monday, steps: [...answered, '2024-09-30 11:20 confirmed'], target: 'return-visit', due: '2024-10-09 18:00' },
    { title: '[A6-19] the supervisor\'s review in half a working day, two hours of it after the holiday', kind: 'consultation', received: monday, steps: [...answered, '2024-09-30 11:20 confirmed', '2024-09-30 16:00 return-visited'], target: 'supervisor-review', due: '2024-10-08 11:00' },
  ],
  handbook: [
    { title: '[A1-7] minutes are those of duty hours, on a holiday too', kind: 'repair', received: '2024-09-30 21:40', steps: ['2024-09-30 21:50 reviewed', '2024-09-30 21:50 assigned'], target: 'contact', due: '2024-10-01 08:20' },
    { title: '[A1-7] of the highest level they run through the night', kind: 'repair', priority: 'urgent', received: '2024-09-30 21:40', steps: ['2024-09-30 21:50 reviewed', '2024-09-30 21:50 assigned'], target: 'contact', due: '2024-09-30 22:20' },
  ],
};

let intake: RunningIntake;
let life: Handbooks;

beforeAll(async () => {
  intake = await startIntake();
  life = new Handbooks(intake);
  await life.setCalendars(2024);
});

afterAll(() => intake.close());

describe.each(Object.keys(handbooks))('a ticket that lives by %s', (preset) => {
  it.each(handbooks[preset] ?? [])('$title', async ({ kind, priority, received, steps = [], target, due, level = due }) => {
    await life.goBy(preset);
    const ticket = await life.register(received, kind, priority);
    await life.live(ticket, steps);
    expect(await life.due(ticket, target)).toEqual({ due, nextLevel: level });
  });
});

it('[A2-14] [C1] the number of a handbook is its day and a serial', async () => {
  const numbers = await intake.sql<{ number: string }>(`select number from tickets where pack = 's0' order by number`);
  expect(numbers.map(({ number }) => number)).toEqual(['20240930001', '20240930002', '20240930003', '20240930004', '20240930005']);
});
