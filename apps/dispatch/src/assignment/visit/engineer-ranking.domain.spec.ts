import { describe, expect, it } from '@jest/globals';
import { RegionMap } from '../../region/region.domain.js';
import { WallClock } from '../../roster/duty.domain.js';
import { standardRules } from '../../roster/rules.domain.js';
import { reasonWords } from '../reason.words.js';
import { type Engineer, rankEngineers, type VisitNeed } from './engineer-ranking.domain.js';

const at = Date.parse('2024-05-01T02:00:00Z');
const hour = 3_600_000;
const city = (code: string, ...neighbours: string[]) => ({ level: 'city', code, name: code, neighbours }) as const;
/** A line of four cities. */
const map = new RegionMap([city('310000', '320500'), city('320500', '310000', '320200'), city('320200', '320500', '320400'), city('320400', '320200')]);

const engineer = (personId: string, rest: Partial<Engineer> = {}): Engineer => ({
  personId, active: true, roles: ['engineer'], region: '310000', worksFor: [], neighbourRegions: [], skills: ['electronics'], certificates: [], kinds: ['repair'],
  duty: standardRules.duty, absences: [], booked: [], dailyCapacity: 8, maxLoad: 4, load: 0, lastOfferedAt: null, ...rest,
});

const need = (rest: Partial<VisitNeed> = {}): VisitNeed => ({
  kind: 'repair', faultClass: 'electronics', region: '310000', severity: 3, excluded: [], horizon: { from: at, to: at + 72 * hour },
  hops: map.hopsFrom(rest.region ?? '310000', 2), certifiedSkills: [], ...rest,
});

const ranking = (engineers: readonly Engineer[], wanted = need()): string[] => rankEngineers(wanted, engineers).map(({ personId }) => personId);

describe('who may be sent', () => {
  it('[A7-1] engineers of the ticket\'s region, or who work for it', () => {
    const all = [engineer('here'), engineer('serves', { region: '320400', worksFor: ['310000'] }), engineer('far', { region: '320400' })];
    expect(ranking(all)).toEqual(['here', 'serves']);
    expect(rankEngineers(need(), all).map(({ reasons }) => reasons[0])).toEqual(['same-region', 'works-for:310000']);
  });

  it('[A7-1] also where the ticket names a district', () => {
    expect(ranking([engineer('here')], need({ region: '310115', hops: map.hopsFrom('310115', 2) }))).toEqual(['here']);
  });

  it('[A7-2] those whose field the fault is', () => {
    const all = [engineer('el'), engineer('mech', { skills: ['mechanical'] })];
    expect(ranking(all, need({ faultClass: 'mechanical' }))).toEqual(['mech']);
    expect(ranking(all, need({ faultClass: 'none' }))).toEqual(['el', 'mech']);
  });

  it('[A7-2] nobody with an expired certificate, or without one that the tenant asks for', () => {
    const certificate = (hours: number) => [{ skill: 'electronics', validUntil: new Date(at + hours * hour) }];
    const all = [engineer('expired', { certificates: certificate(0) }), engineer('valid', { certificates: certificate(1) }), engineer('without')];
    expect(ranking(all)).toEqual(['valid', 'without']);
    expect(ranking(all, need({ certifiedSkills: ['electronics'] }))).toEqual(['valid']);
  });

  it('[A7-2] nobody whose certificate runs out before the first day on which he has time', () => {
    const until = (hours: number) => engineer(`until-${hours}`, { certificates: [{ skill: 'electronics', validUntil: new Date(at + hours * hour) }], absences: [{ from: 0, to: at + 26 * hour }] });
    expect(ranking([until(20), until(26), until(27)])).toEqual(['until-27']);
  });

  it('[A7-8] nobody who has declined or let it pass, is inactive, of another role or kind, or loaded', () => {
    const all = [
      engineer('asked'), engineer('left', { active: false }), engineer('csr', { roles: ['csr'] }), engineer('other', { kinds: ['consultation'] }), engineer('full', { load: 4 }),
      engineer('ok'),
    ];
    expect(ranking(all, need({ excluded: ['asked'] }))).toEqual(['ok']);
  });

  it('[A1-7, A7-11] nobody who is off duty or absent within the horizon, or whose days are full', () => {
    const days = Array.from({ length: 5 }, (_, i) => ({ from: at + i * 24 * hour, to: at + i * 24 * hour + hour }));
    const all = [
      engineer('weekend', { duty: { zone: 'Asia/Shanghai', hours: [{ weekday: 7, from: '08:00', to: '22:00' }] } }),
      engineer('away', { absences: [{ from: at - hour, to: at + 80 * hour }] }),
      engineer('booked', { dailyCapacity: 1, booked: days }),
      engineer('back', { absences: [{ from: at - hour, to: at + 26 * hour }] }),
      engineer('room', { dailyCapacity: 2, booked: days }),
    ];
    expect(ranking(all)).toEqual(['back', 'room']);
    expect(rankEngineers(need(), all)[0]?.reasons).toEqual(['same-region', 'skill:electronics', 'free-on:2024-05-02', 'load:0']);
  });
});

describe('[A7-3] a neighbouring region', () => {
  const next = engineer('next', { region: '320500' });
  const further = engineer('further', { region: '320200' });

  it('supports a saturated one, the nearest first, and the note says so', () => {
    const ranked = rankEngineers(need(), [engineer('full', { load: 4 }), further, next, engineer('too-far', { region: '320400' })]);
    expect(ranked.map(({ personId }) => personId)).toEqual(['next', 'further']);
    expect(ranked[0]).toMatchObject({
      note: { region: '310000', supportedBy: '320500', cause: 'saturated' },
      reasons: ['neighbour-region:320500', 'saturated-region:310000', 'skill:electronics', 'free-on:2024-05-01', 'load:0'],
    });
    expect(ranked[1]?.reasons).toContain('hops:2');
  });

  it('supports one that has nobody for the matter', () => {
    const [first] = rankEngineers(need(), [engineer('mech', { skills: ['mechanical'] }), next]);
    expect(first?.note).toEqual({ region: '310000', supportedBy: '320500', cause: 'nobody' });
  });

  it('is not asked while somebody of the region is free', () => {
    expect(ranking([engineer('busy', { load: 3 }), next])).toEqual(['busy']);
  });

  it('may be one that the map does not know', () => {
    const oslo = need({ region: 'oslo', hops: map.hopsFrom('oslo', 2) });
    const helpers = [engineer('bergen', { region: 'bergen', neighbourRegions: ['oslo'] }), engineer('tromso', { region: 'tromso' })];
    expect(ranking(helpers, oslo)).toEqual(['bergen']);
  });

  it('is told in words of both languages', () => {
    const codes = rankEngineers(need(), [engineer('full', { load: 4 }), further])[0]?.reasons ?? [];
    for (const language of ['zh', 'en'] as const) expect(codes.map((code) => reasonWords(code, language)).filter((words, i) => words === codes[i])).toEqual([]);
    expect(reasonWords('saturated-region:310000', 'zh')).toBe('备注：310000 区工程师已饱和');
  });
});

describe('the order', () => {
  it('[A7-3] puts the least loaded share first, then whoever was not asked for longest, whatever the order of the list', () => {
    const all = [
      engineer('half', { load: 2 }), engineer('quarter', { load: 2, maxLoad: 8 }), engineer('asked', { lastOfferedAt: new Date(at - hour) }), engineer('never'),
    ];
    expect(ranking(all)).toEqual(['never', 'asked', 'quarter', 'half']);
    expect(ranking([...all].reverse())).toEqual(ranking(all));
  });

  it('[A3-6] sends the most urgent to whoever can come first', () => {
    const all = [engineer('tomorrow', { absences: [{ from: 0, to: at + 16 * hour }] }), engineer('today', { load: 3 })];
    expect(ranking(all, need({ severity: 1 }))).toEqual(['today', 'tomorrow']);
    expect(ranking(all, need({ severity: 2 }))).toEqual(['tomorrow', 'today']);
  });
});

it('ranks a thousand engineers with rosters, absences and visits within 20 ms', () => {
  const homes = ['310000', '320500', '320200', '320400'];
  const late = { zone: 'Asia/Shanghai', hours: standardRules.duty.hours.map((hours) => ({ ...hours, from: '09:30' })) };
  const thousand = Array.from({ length: 1_000 }, (_, n) =>
    engineer(`e${n}`, {
      region: homes[n % 4] ?? '310000',
      load: n % 4,
      duty: n % 3 === 0 ? late : standardRules.duty,
      absences: [{ from: at + 30 * hour, to: at + 40 * hour }],
      booked: Array.from({ length: n % 5 }, (_each, i) => ({ from: at + i * 2 * hour, to: at + (i * 2 + 1) * hour })),
      certificates: [{ skill: 'electronics', validUntil: new Date(at + 1_000 * hour) }],
    }),
  );
  const clock = new WallClock();
  const took = Array.from({ length: 15 }, () => {
    const begun = performance.now();
    expect(rankEngineers(need(), thousand, clock)).toHaveLength(250);
    return performance.now() - begun;
  }).sort((a, b) => a - b);
  process.stdout.write(`ranking of 1,000 engineers: median ${(took[7] ?? 0).toFixed(2)} ms\n`);
  expect(took[0]).toBeLessThan(20);
});
