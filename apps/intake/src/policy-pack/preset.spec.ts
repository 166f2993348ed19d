import { readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import type { PackClock, PolicyPack } from '@mendline/contracts/policy-pack';
import type { TicketKind } from '@mendline/contracts/ticket';
import { CalendarBook, dueAt } from '@mendline/sla';
import type { Calendar } from '@mendline/sla';
import { packClockOf, specOf, targetsOf } from '../clock/target.domain.js';
import { readPackSource } from './pack.source.js';

const names = ['s0', 's2', 's3', 's4a', 's4c', 's4i', 'handbook'] as const;
type Preset = (typeof names)[number];

const sourceOf = (name: string): string => readFileSync(new URL(`../../../../data/packs/presets/${name}.yaml`, import.meta.url), 'utf8');
const packs = new Map<string, PolicyPack>();

for (const name of names) {
  const { pack } = await readPackSource(sourceOf(name));
  if (pack) packs.set(name, pack);
}

jest.setTimeout(90_000);

const packOf = (name: Preset): PolicyPack => {
  const pack = packs.get(name);
  if (!pack) throw new Error(name);
  return pack;
};

const targetOf = (name: Preset, kind: TicketKind, code: string) => {
  const target = targetsOf(packOf(name), kind).get(code);
  if (!target) throw new Error(`${name} has no ${code} for ${kind}`);
  return target;
};

const weekday = (day: number) => [{ day, from: '09:00', to: '12:00' }, { day, from: '13:00', to: '18:00' }];
const calendar = (code: string, week: Calendar['periods'][number]['week']): Calendar => ({ code, version: 1, name: { zh: code, en: code }, zone: 'Asia/Shanghai', periods: [{ validFrom: null, week }], overrides: [] });
const book = new CalendarBook([calendar('office', [1, 2, 3, 4, 5].flatMap(weekday)), calendar('duty', [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '08:00', to: '22:00' })))]);

/** When a target that starts at an instant of Shanghai is due there. */
const due = (name: Preset, kind: TicketKind, code: string, priority: string, start: string): string | null => {
  const at = dueAt({ startedAt: new Date(`${start.replace(' ', 'T')}+08:00`), stoppedAt: null, pauses: [], retargets: [], calendars: book }, specOf(targetOf(name, kind, code), priority));
  return at && new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
};

describe('every preset', () => {
  it.each(names)('%s is valid, and every target of it says where its number comes from', async (name) => {
    expect((await readPackSource(sourceOf(name))).problems).toEqual([]);
    const sources = packOf(name).targets.map(({ source }) => source);
    expect(sources.filter((source) => !/^project$|^A6-\d+ \(S\d\w?[^)]*\)/.test(source))).toEqual([]);
  });

  it.each(names.filter((name) => name !== 'handbook'))('%s holds numbers of its own handbook and of the project, of no other', (name) => {
    const handbooks = packOf(name).targets.flatMap(({ source }) => [...source.matchAll(/\((S\d\w?)/g)].map(([, code]) => code?.toLowerCase()));
    expect(new Set(handbooks)).toEqual(new Set([name]));
  });

  it('base has no numbers: it is whole only with the project\'s, which is the parent of the presets', async () => {
    expect(sourceOf('base')).not.toMatch(/\bPT?\d|\bdays:|\bduration\b/);
    const { problems } = await readPackSource(sourceOf('base'));
    expect(problems.map(({ path }) => path)).toEqual(expect.arrayContaining(['flow', 'targets', 'priorities', 'numbering', 'satisfaction']));
    for (const name of names) expect(sourceOf(name)).toMatch(/^extends: project$/m);
    expect(sourceOf('project')).toMatch(/^extends: base$/m);
    expect([...sourceOf('project').matchAll(/source: (.*)/g)].every(([, source]) => source === 'project')).toBe(true);
  });
});

type Row = readonly [title: string, preset: Preset, kind: TicketKind, target: string, priority: string, clock: Partial<PackClock> & object];
const elapsed = (duration: string) => ({ type: 'elapsed', duration }) as const;
const workingDays = (days: number) => ({ type: 'working-days', days, calendar: 'office' }) as const;

const numbers: readonly Row[] = [
  ['[A6-1] [A3-12] review of the registration in 15 minutes', 's2', 'repair', 'review', 'normal', elapsed('PT15M')],
  ['[A6-2] first response in 15 minutes', 's2', 'consultation', 'first-response', 'normal', elapsed('PT15M')],
  ['[A6-3] contact 30 minutes after the assignment', 's2', 'repair', 'contact', 'normal', elapsed('PT30M')],
  ['[A6-4] plan in 2 hours', 's2', 'repair', 'plan', 'normal', elapsed('PT2H')],
  ['[A6-4] urgent plan in 1 hour', 's2', 'repair', 'plan', 'urgent', elapsed('PT1H')],
  ['[A6-4] a consultation is solved by its answer', 's2', 'consultation', 'answer', 'urgent', elapsed('PT1H')],
  ['[A3-7] 特急 by the project', 's2', 'repair', 'plan', 'most-urgent', elapsed('PT30M')],
  ['[A6-5] respond in 2 hours', 's2', 'repair', 'respond', 'normal', elapsed('PT2H')],
  ['[A6-5] urgent: respond in 1 hour', 's2', 'repair', 'respond', 'urgent', elapsed('PT1H')],
  ['[A6-6] opinion on a complaint in 24 hours', 's2', 'complaint-quality', 'opinion', 'normal', elapsed('PT24H')],
  ['[A3-6] [A6-7] 紧急 on site in 24 hours', 's0', 'repair', 'on-site', 'urgent', elapsed('PT24H')],
  ['[A3-6] [A6-7] 高 on site in 48 hours', 's0', 'repair', 'on-site', 'high', elapsed('PT48H')],
  ['[A3-6] [A6-7] 中 on site in 72 hours', 's0', 'repair', 'on-site', 'normal', elapsed('PT72H')],
  ['[A3-6] [A6-8] 低 handled in 5 working days', 's0', 'repair', 'handled', 'low', workingDays(5)],
  ['[A3-8] [A6-9] 紧急 respond in 24 hours', 's3', 'repair', 'respond', 'urgent', elapsed('PT24H')],
  ['[A3-8] [A6-9] 一般 respond in 48 hours', 's3', 'repair', 'respond', 'normal', elapsed('PT48H')],
  ['[A3-8] [A6-9] [A15-4] 常规 by the weekly plan', 's3', 'repair', 'respond', 'routine', { type: 'weekly-plan' }],
  ['[A6-10] answer in 24 hours', 's4c', 'consultation', 'respond', 'normal', elapsed('PT24H')],
  ['[A6-10] arrival at the time that the customer sets', 's4c', 'repair', 'customer-time', 'normal', { type: 'appointment', anchor: 'appointment' }],
  ['[A3-10] [A6-11] respond in 1 working day', 's4a', 'repair', 'respond', 'normal', workingDays(1)],
  ['[A3-10] [A6-11] urgent at once, as the project has it', 's4a', 'repair', 'respond', 'urgent', elapsed('PT15M')],
  ['[A6-13] consultation done in 30 minutes', 's4i', 'consultation', 'answer', 'normal', elapsed('PT30M')],
  ['[A6-14] field repair called back in 30 minutes', 's4i', 'repair', 'contact', 'normal', elapsed('PT30M')],
  ['[A6-15] [A3-13] service complaint answered in 1 working day', 's4i', 'complaint-service', 'resolve', 'normal', workingDays(1)],
  ['[A6-16] [A3-14] quality complaint answered in 3 working days', 's4i', 'complaint-quality', 'resolve', 'normal', workingDays(3)],
  ['[A6-16] of which the general manager has 2', 's4i', 'complaint-quality', 'containment', 'normal', workingDays(2)],
  ['[A6-17] return visit 3 working days after the service', 's3', 'repair', 'return-visit', 'normal', workingDays(3)],
  ['[A6-18] return visit 2 working days after the form', 's4i', 'repair', 'return-visit', 'normal', workingDays(2)],
  ['[A6-19] review of the form in half a working day', 's4i', 'repair', 'supervisor-review', 'normal', { type: 'half-working-day', duration: 'PT4H', calendar: 'office' }],
  ['[A6-20] archive by 17:00', 's2', 'repair', 'archive', 'normal', { type: 'wall-time', at: '17:00' }],
  ['[A6-22] arrival by the end of the promised window', 's2', 'repair', 'promised-arrival', 'normal', { type: 'appointment', anchor: 'appointment-end' }],
];

describe('numbers of the presets', () => {
  it.each(numbers)('%s (%s)', (title, preset, kind, code, priority, clock) => {
    const target = targetOf(preset, kind, code);
    expect(packClockOf(target, priority)).toMatchObject(clock);
    const rules = [...title.matchAll(/\[(A6-\d+)\]/g)].map(([, id]) => id ?? '');
    for (const rule of rules) expect(target.source).toContain(`${rule} (${preset.toUpperCase().replace(/(\d)(\w)/, (_, n: string, c: string) => `${n}${c.toLowerCase()}`)}`);
  });

  it('[A6-21] [C20] the engineer is reminded five minutes before the arrival; S4c counts to the time itself', () => {
    expect(targetOf('s0', 'repair', 'call-ahead')).toMatchObject({ clock: { type: 'appointment' }, escalations: [{ at: { offset: '-PT5M' }, to: ['visit-engineer'] }] });
    expect(targetOf('s4c', 'repair', 'customer-time').escalations).toMatchObject([{ at: { percent: 100 } }]);
  });

  it('[A3-9] the same report is due otherwise by its level, and the level\'s clock is picked from the pack', () => {
    expect(['urgent', 'high', 'normal', 'low'].map((priority) => due('s0', 'repair', 'on-site', priority, '2024-04-08 10:00'))).toEqual(['2024-04-09 10:00', '2024-04-10 10:00', '2024-04-11 10:00', '2024-04-15 18:00']);
  });

  it('[A1-7] minute clocks of the handbook\'s union run in duty hours, those of the highest level day and night; S2\'s run through', () => {
    expect(due('handbook', 'repair', 'contact', 'normal', '2024-04-06 21:50')).toBe('2024-04-07 08:20');
    expect(due('handbook', 'repair', 'contact', 'urgent', '2024-04-06 21:50')).toBe('2024-04-06 22:20');
    expect(due('s2', 'repair', 'contact', 'normal', '2024-04-06 21:50')).toBe('2024-04-06 22:20');
  });

  it('[A1-7] the union has the highest level watched day and night by whoever is on call, and tells the customer when work starts', () => {
    const { notices, delivery } = packOf('handbook');
    const first = (code: string) => targetOf('handbook', 'repair', code).escalations[0];
    for (const code of ['review', 'assign', 'contact', 'respond']) expect(first(code)?.to).toContain('on-call:duty');
    for (const code of ['review', 'contact', 'respond', 'plan']) expect([packClockOf(targetOf('handbook', 'repair', code), 'urgent').type, packClockOf(targetOf('handbook', 'repair', code), 'normal')]).toMatchObject(['elapsed', { type: 'business', calendar: 'duty' }]);
    const rule = (code: string) => notices.find((one) => one.code === code);
    expect(rule('urgent-request')).toMatchObject({ when: 'urgent', to: expect.arrayContaining(['on-call:duty']) });
    expect(rule('work-starts')).toMatchObject({ on: 'transitioned', at: ['assigned'], to: ['customer'] });
    expect(rule('received')?.text).toMatchObject({ zh: expect.stringContaining('8 点'), en: expect.stringContaining('8 to 22') });
    expect(delivery.quiet).toEqual({ calendar: 'duty', unlessSeverity: 1 });
  });

  it('[A6-8] [A3-6] the union keeps the five working days of S0 for its lowest level', () => {
    expect(packClockOf(targetOf('handbook', 'repair', 'on-site'), 'low')).toMatchObject({ type: 'working-days', days: 5, calendar: 'office' });
    expect(['urgent', 'high', 'normal'].map((priority) => packClockOf(targetOf('handbook', 'repair', 'on-site'), priority))).toMatchObject([{ duration: 'PT24H' }, { duration: 'PT48H' }, { duration: 'PT72H' }]);
  });

  it('every preset says by which channels people are told', () => {
    for (const name of names) expect(packOf(name).delivery.byRole).toMatchObject({ customer: ['sms'], engineer: ['sms'], supervisor: ['email'] });
  });

  it('[A10-14] half as late again as an arrival may be opens a review of the service', () => {
    expect(targetOf('handbook', 'repair', 'on-site').escalations[1]).toMatchObject({ at: { percent: 150 }, actions: [{ action: 'open-review' }] });
  });
});
