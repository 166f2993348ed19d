import { CalendarBook, whatIf, type ProposedChange, type WhatIfResult } from '@mendline/sla';
import { openClocks } from '@mendline/testing';
import type { Figure, Measurement } from '../report/figure.types.js';
import type { Say } from '../report/progress.js';
import { inZone } from './hard.cases.js';
import { office } from './office.calendar.js';

const zone = 'Asia/Shanghai';
const now = new Date('2024-09-20T12:00:00Z');
/** Seconds of one core for 10,000 tickets with ten clocks each. */
const secondsAllowed = 3;

/** A make-up day more; and a pack by which every target takes half as long again, told of each clock of each ticket. */
const changes: Readonly<Record<string, ProposedChange>> = {
  'another calendar': { calendars: [{ ...office(zone, ['2024-09-21']), version: 2 }] },
  'another pack': { specOf: ({ spec }) => ({ spec: 'minutes' in spec && spec.type !== 'offset' ? { ...spec, minutes: spec.minutes * 1.5 } : spec, cause: 'policy' }) },
};

/** A change thought through for many open tickets with ten clocks each, as processor time of one core. Needs no running system. */
export const measureWhatIf = (say: Say): Measurement =>
  inZone(zone, () => ({ figures: Object.entries(changes).flatMap(([name, change]) => [10_000, 100_000].map((count) => forecast(name, change, count, say))) }));

const forecast = (name: string, change: ProposedChange, count: number, say: Say): Figure => {
  const tickets = openClocks(count, 'office', new CalendarBook([office(zone)]));
  const before = process.memoryUsage().heapUsed;
  const began = process.cpuUsage();
  const { moves, clocks, lateTickets } = thoughtThrough(tickets, change, (seen) => { say(`${name}: ${seen} of ${count} tickets`); });
  const { user, system } = process.cpuUsage(began);
  const seconds = (user + system) / 1_000_000;
  return {
    name: `what-if: ${name}, ${count} tickets with 10 clocks`, unit: 's of one core', ours: seconds, goal: { atMost: (secondsAllowed * count) / 10_000 },
    details: { clocks, moved: moves.length, 'becoming late': lateTickets.length, 'heap MB more': Math.max(0, process.memoryUsage().heapUsed - before) / 2 ** 20 },
  };
};

const thoughtThrough = (tickets: Parameters<typeof whatIf>[0], change: ProposedChange, onTenThousand: (seen: number) => void): WhatIfResult => {
  const pages = whatIf(tickets, change, now);
  for (;;) {
    const page = pages.next();
    if (page.done === true) return page.value;
    if (page.value.tickets % 10_000 === 0) onTenThousand(page.value.tickets);
  }
};
