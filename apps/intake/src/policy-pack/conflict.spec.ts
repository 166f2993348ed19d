import { readFileSync } from 'node:fs';
import { describe, expect, it, jest } from '@jest/globals';
import type { PolicyPack } from '@mendline/contracts/policy-pack';
import { initialFlow, isClosedForCustomer, stageOf } from '@mendline/contracts/ticket';
import type { TicketKind } from '@mendline/contracts/ticket';
import { CalendarBook, dueAt } from '@mendline/sla';
import { applyEvent } from '../clock/clock.domain.js';
import { packClockOf, routeOf, specOf, targetsOf } from '../clock/target.domain.js';
import { displayNumber, periodOf } from '../numbering/numbering.domain.js';
import { scoreOf } from '../ticket/satisfaction.domain.js';
import { settingsOf, severityOf } from '../ticket/ticket.domain.js';
import { readPackSource } from './pack.source.js';

jest.setTimeout(90_000);

const presets = (name: string) => new URL(`../../../../data/packs/presets/${name}.yaml`, import.meta.url);

const packOf = async (name: string): Promise<PolicyPack> => {
  const { pack, problems } = await readPackSource(readFileSync(presets(name), 'utf8'));
  if (!pack) throw new Error(JSON.stringify(problems));
  return pack;
};
const [s0, s2, s3, s4a, s4c, s4i, handbook] = [await packOf('s0'), await packOf('s2'), await packOf('s3'), await packOf('s4a'), await packOf('s4c'), await packOf('s4i'), await packOf('handbook')];

/** A pack over a preset, with what a tenant decides otherwise. */
const over = async (preset: string, change: string): Promise<PolicyPack> => {
  const { pack, problems } = await readPackSource(`pack: own\nextends: ${preset}\ntitle: { zh: 自, en: Own }\n${change}`);
  if (!pack) throw new Error(JSON.stringify(problems));
  return pack;
};

const clockOf = (pack: PolicyPack, kind: TicketKind, code: string, priority = 'normal') => {
  const target = targetsOf(pack, kind).get(code);
  if (!target) throw new Error(`${pack.pack} has no ${code} for ${kind}`);
  return packClockOf(target, priority);
};
const codesFor = (pack: PolicyPack, kind: TicketKind): string[] => [...targetsOf(pack, kind).keys()];
const numberOf = (pack: PolicyPack, at: string, serial: bigint): string => {
  const scheme = pack.numbering.schemes.find(({ code }) => code === pack.numbering.byKind.repair);
  if (!scheme) throw new Error(pack.pack);
  return `${displayNumber(scheme, new Date(at), serial)} of ${periodOf(scheme, new Date(at))}`;
};

describe('where the handbooks disagree, each side is a pack', () => {
  it('[C1] [A2-14] [A2-15] the number by the day, or by the month with a hyphen; both grow beyond their width', () => {
    expect([s0, s2].map((pack) => numberOf(pack, '2024-05-01T01:30:00Z', 1n))).toEqual(['20240501001 of 20240501', '202405-001 of 202405']);
    expect([s0, s2].map((pack) => numberOf(pack, '2024-05-31T16:00:00Z', 1000n))).toEqual(['202406011000 of 20240601', '202406-1000 of 202406']);
  });

  it('[C2] [A3-6] [A3-7] [A3-8] [A3-10] four, three, three and two levels, each mapped to a severity that all tenants share', () => {
    const scale = ({ priorities }: PolicyPack) => priorities.map(({ label, severity }) => `${label.zh} ${severity}`);
    expect([s0, s2, s3, s4a].map(scale)).toEqual([['紧急 1', '高 2', '中 3', '低 4'], ['特急 1', '紧急 2', '一般 3'], ['紧急 1', '一般 3', '常规 4'], ['紧急 1', '一般 3']]);
    expect([s0, s2, s3].map((pack) => severityOf(pack, 'urgent'))).toEqual([1, 2, 1]);
  });

  it('[C3] 紧急 is no single number: on site in 24 h, plan and response in 1 h, response in 24 h, at once', () => {
    expect(clockOf(s0, 'repair', 'on-site', 'urgent')).toMatchObject({ duration: 'PT24H' });
    expect([clockOf(s2, 'repair', 'plan', 'urgent'), clockOf(s2, 'repair', 'respond', 'urgent')]).toMatchObject([{ duration: 'PT1H' }, { duration: 'PT1H' }]);
    expect(clockOf(s3, 'repair', 'respond', 'urgent')).toMatchObject({ duration: 'PT24H' });
    expect(clockOf(s4a, 'repair', 'respond', 'urgent')).toMatchObject({ duration: 'PT15M' });
    expect(codesFor(s2, 'repair').length).toBeGreaterThanOrEqual(8);
  });

  it('[C4] the numbers for a first answer are different stages or packs, each with its source', () => {
    const first = (pack: PolicyPack, code: string) => {
      const target = targetsOf(pack, 'consultation').get(code);
      return target && [target.stop, target.source];
    };
    expect([first(s2, 'first-response'), first(s2, 'contact'), first(s2, 'respond'), first(s3, 'respond'), first(s4a, 'respond')]).toEqual([
      ['reviewed', 'A6-2 (S2)'], ['contacted', 'A6-3 (S2)'], ['contacted', 'A6-5 (S2); 特急 project'], ['contacted', 'A6-9 (S3)'], ['contacted', 'A6-11 (S4a); urgent project'],
    ]);
  });

  it('[C5] hours run through, working days skip nights, half days are working time, 17:00 is a time of day', () => {
    expect(clockOf(s0, 'repair', 'on-site')).toMatchObject({ type: 'elapsed' });
    expect(clockOf(s0, 'repair', 'handled', 'low')).toMatchObject({ type: 'working-days', calendar: 'office' });
    expect(clockOf(s4i, 'repair', 'supervisor-review')).toMatchObject({ type: 'half-working-day', calendar: 'office' });
    expect(clockOf(s2, 'repair', 'archive')).toMatchObject({ type: 'wall-time', at: '17:00' });
    expect(clockOf(handbook, 'repair', 'plan')).toMatchObject({ type: 'business', calendar: 'duty' });
  });

  it('[C6] [A6-17] [A6-18] the return visit runs from the end of the service, from the form, or from both', () => {
    const visits = (pack: PolicyPack) => [...targetsOf(pack, 'repair').values()].filter(({ stop }) => stop === 'return-visited').map(({ start, clock }) => `${start} ${'days' in clock ? clock.days : '?'}`);
    expect([visits(s3), visits(s4i), visits(handbook), visits(s2)]).toEqual([['solved 3'], ['confirmed 2'], ['confirmed 2', 'solved 3'], []]);
  });

  it('[C7] [A10-3] [A10-10] four words or stars, both as a score; a low one needs a reason', () => {
    expect(['very-satisfied', 'satisfied', 'fair', 'dissatisfied'].map((level) => scoreOf(s3, level, 'why'))).toEqual([100, 80, 50, 0]);
    expect(['satisfied', 'basically-satisfied', 'dissatisfied'].map((level) => scoreOf(s2, level, 'why'))).toEqual([100, 50, 0]);
    expect(() => scoreOf(s2, 'dissatisfied', null)).toThrow(expect.objectContaining({ code: 'satisfaction.reason-missing' }));
    expect(() => scoreOf(s2, 'very-satisfied', null)).toThrow(expect.objectContaining({ code: 'ticket.unknown-code' }));
  });

  it('[C9] engineers are sent by the rule, proposed to a supervisor, or sent by him; the review stands on the route or not, with its own clock', () => {
    expect([s0, s2, s4i].map((pack) => settingsOf(pack, 'repair').dispatchMode)).toEqual(['auto', 'propose', 'manual']);
    expect([s0, s2].map((pack) => stageOf('registered', routeOf(pack, 'repair')))).toEqual(['assigned', 'reviewed']);
    expect([codesFor(s0, 'repair').includes('review'), clockOf(s2, 'repair', 'review')]).toEqual([false, expect.objectContaining({ duration: 'PT15M' })]);
  });

  it('[C10] [A10-5] rework goes on until the customer is satisfied, or to a limit with a mandatory review, never to a silent end', async () => {
    const [endless, limited] = [await over('s2', 'flow: { maxRounds: 20 }'), await over('s2', 'flow: { maxRounds: 0 }')];
    expect([endless, limited].map((pack) => settingsOf(pack, 'repair').maxRounds)).toEqual([20, 0]);
    expect(stageOf('closed-unconfirmed', routeOf(limited, 'repair'))).toBe('supervisor-reviewed');
    expect(codesFor(limited, 'repair')).toContain('supervisor-review');
  });

  it('[C13] [A6-6] [A6-15] [A6-16] a complaint has an opinion in 24 hours, an answer in 1 or 3 working days, or both', () => {
    expect(clockOf(s2, 'complaint-service', 'opinion')).toMatchObject({ duration: 'PT24H' });
    expect([clockOf(s4i, 'complaint-service', 'resolve'), clockOf(s4i, 'complaint-quality', 'resolve')]).toMatchObject([{ days: 1 }, { days: 3 }]);
    expect([clockOf(handbook, 'complaint-service', 'opinion'), clockOf(handbook, 'complaint-service', 'resolve')]).toMatchObject([{ duration: 'PT24H' }, { days: 1 }]);
  });

  it('[C18] [A6-20] [A11-2] every ticket is archived in a step of its own; where the pack says so a clock asks for it by 17:00', () => {
    for (const pack of [s2, s4i]) expect(routeOf(pack, 'repair').at(-1)).toBe('archived');
    expect([codesFor(s2, 'repair').includes('archive'), codesFor(s4i, 'repair').includes('archive')]).toEqual([true, false]);
    // And a run of the day lists what is missing; without one tickets are archived one by one only.
    expect([s2.archiveRun, handbook.archiveRun, s4i.archiveRun]).toEqual([{ at: '17:00' }, { at: '17:00', calendar: 'office' }, null]);
    const target = targetsOf(s2, 'repair').get('archive');
    const due = target && dueAt({ startedAt: new Date('2024-05-01T02:20:00Z'), stoppedAt: null, pauses: [], retargets: [] }, specOf(target, 'normal'));
    expect(due).toEqual(new Date('2024-05-01T09:00:00Z'));
    expect([stageOf('confirmed', routeOf(s2, 'repair')), stageOf('supervisor-reviewed', routeOf(s4i, 'repair'))]).toEqual(['archived', 'archived']);
  });

  it('[C20] [A6-21] [A6-22] a reminder five minutes before the arrival, none before the customer\'s time, or whatever the tenant says', async () => {
    const own = await over('s0', "targets:\n  - { code: call-ahead, escalations: [{ level: 1, at: { offset: '-PT30M' } }] }\n");
    const reminders = (pack: PolicyPack, code: string) => targetsOf(pack, 'repair').get(code)?.escalations.map(({ at }) => at);
    expect([reminders(s0, 'call-ahead'), reminders(own, 'call-ahead'), reminders(s4c, 'customer-time')]).toEqual([[{ offset: '-PT5M' }], [{ offset: '-PT30M' }], [{ percent: 100 }]]);
  });

  it('[C21] closed with the confirmation; what follows is the pack\'s: nothing, or a visit and a review before the archive', () => {
    const after = (pack: PolicyPack) => routeOf(pack, 'repair').slice(routeOf(pack, 'repair').indexOf('confirmed') + 1);
    expect([after(s2), after(s4i)]).toEqual([['archived'], ['return-visited', 'supervisor-reviewed', 'archived']]);
    expect(isClosedForCustomer('confirmed')).toBe(true);
    const begun = (pack: PolicyPack) => applyEvent([], targetsOf(pack, 'consultation'), { pauses: [], anchors: [], calendars: new CalendarBook([]), policy: { pack: pack.pack, version: 1 } }, {
      tenantId: 't', ticketId: 'x', at: new Date(), from: 'confirmed', to: 'archived', command: 'archive', route: routeOf(pack, 'consultation'), round: initialFlow.round, priority: 'normal', queuedNow: [], retargeted: false, hold: null, holdReason: null, actorId: null,
    });
    expect(begun(s2)).toEqual([]);
  });

  it('[C22] [A11-4] [A11-6] what others than the team are told carries numbers and codes only, whatever the pack says', async () => {
    const copied = await over('s4i', "notices:\n  - { code: copy-to-quality, on: transitioned, at: [archived], to: ['role:quality-manager', 'role:sales'], text: { zh: '工单 {number} 已归档。', en: 'Ticket {number} is archived.' } }\n");
    expect(copied.notices.find(({ code }) => code === 'copy-to-quality')?.to).toEqual(['role:quality-manager', 'role:sales']);
    const tellsOutside = (pack: PolicyPack) => pack.notices.filter(({ to }) => to.some((one) => ['role:sales', 'role:quality-manager'].includes(one)));
    expect([tellsOutside(s2), tellsOutside(copied)].map(({ length }) => length)).toEqual([0, 1]);
    const placeholders = copied.notices.flatMap(({ text }) => [...`${text.zh}${text.en}`.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect(new Set(placeholders)).toEqual(new Set(['number', 'within', 'reason', 'window', 'priority', 'target', 'missing']));
  });
});
