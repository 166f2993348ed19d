import { describe, expect, it } from '@jest/globals';
import { type Colleague, type Need, rankCandidates } from './assignment.domain.js';

const at = new Date('2024-05-01T02:00:00Z');

const colleague = (personId: string, rest: Partial<Colleague> = {}): Colleague => ({
  personId,
  active: true,
  roles: ['specialist'],
  absentUntil: null,
  deputyId: null,
  region: 'east',
  neighbourRegions: [],
  skills: ['hardware'],
  kinds: ['consultation'],
  maxLoad: 4,
  load: 0,
  lastOfferedAt: null,
  ...rest,
});

const need = (rest: Partial<Need> = {}): Need => ({ kind: 'consultation', faultClass: 'hardware', region: 'east', excluded: [], roles: ['specialist'], at, ...rest });

const ranking = (people: readonly Colleague[], wanted = need()): string[] => rankCandidates(wanted, people).map(({ personId }) => personId);

describe('who may be asked', () => {
  it('[A7-1] takes the people of the ticket\'s region', () => {
    expect(ranking([colleague('here'), colleague('far', { region: 'west' })])).toEqual(['here']);
  });

  it('[A7-2] takes those whose field the fault is', () => {
    expect(ranking([colleague('hw'), colleague('sw', { skills: ['software'] })], need({ faultClass: 'software' }))).toEqual(['sw']);
  });

  it('[A7-2] asks for no field where there is no fault, but for the kind of ticket', () => {
    const people = [colleague('any', { skills: [] }), colleague('other', { kinds: [] })];
    expect(ranking(people, need({ faultClass: 'none' }))).toEqual(['any']);
  });

  it('[A7-4] takes specialists only', () => {
    expect(ranking([colleague('csr', { roles: ['csr'] }), colleague('spec')])).toEqual(['spec']);
  });

  it('[A7-8] passes over whoever has declined or let an offer expire', () => {
    expect(ranking([colleague('first'), colleague('second')], need({ excluded: ['first'] }))).toEqual(['second']);
  });

  it('passes over the inactive, the absent and the fully loaded', () => {
    const people = [
      colleague('left', { active: false }),
      colleague('away', { absentUntil: new Date('2024-05-02T00:00:00Z') }),
      colleague('full', { load: 4 }),
      colleague('zero', { maxLoad: 0 }),
      colleague('back', { absentUntil: at }),
    ];
    expect(ranking(people)).toEqual(['back']);
  });

  it('finds nobody where nobody is left', () => {
    expect(rankCandidates(need(), [colleague('full', { load: 9 })])).toEqual([]);
  });
});

describe('[A7-3] a saturated region', () => {
  const neighbour = colleague('next', { region: 'north', neighbourRegions: ['east'] });

  it('is supported by the neighbours, and the reason says so', () => {
    const [first] = rankCandidates(need(), [colleague('full', { load: 4 }), neighbour, colleague('far', { region: 'west' })]);
    expect(first).toEqual({ personId: 'next', rank: 1, reasons: ['neighbour-region:north', 'skill:hardware', 'load:0'] });
  });

  it('is not supported while somebody there is free', () => {
    expect(ranking([colleague('busy', { load: 3 }), neighbour])).toEqual(['busy']);
  });
});

describe('the order', () => {
  it('puts the least loaded share first, then the lower load, then whoever was not asked for longest', () => {
    const people = [
      colleague('half', { load: 2 }),
      colleague('quarter', { load: 1 }),
      colleague('quarter-of-eight', { load: 2, maxLoad: 8 }),
      colleague('asked-late', { lastOfferedAt: new Date('2024-05-01T01:00:00Z') }),
      colleague('asked-early', { lastOfferedAt: new Date('2024-04-01T01:00:00Z') }),
      colleague('never-asked'),
    ];
    expect(ranking(people)).toEqual(['never-asked', 'asked-early', 'asked-late', 'quarter', 'quarter-of-eight', 'half']);
  });

  it('puts the deputy of an absent colleague behind the region\'s own people, before any neighbour', () => {
    const absent = colleague('absent', { absentUntil: new Date('2024-06-01T00:00:00Z'), deputyId: 'deputy' });
    const deputy = colleague('deputy', { region: 'south' });
    const neighbour = colleague('next', { region: 'north', neighbourRegions: ['east'] });
    expect(ranking([absent, deputy, neighbour, colleague('own', { load: 3 })])).toEqual(['own', 'deputy']);
    expect(rankCandidates(need(), [absent, deputy, neighbour])[0]?.reasons).toContain('deputy-of:absent');
  });

  it('does not depend on the order of the list', () => {
    const people = [colleague('b'), colleague('a'), colleague('c', { load: 1 })];
    expect(ranking(people)).toEqual(ranking([...people].reverse()));
  });
});

it('ranks a thousand people within 20 ms', () => {
  const regions = ['east', 'north', 'west', 'south'];
  const people = Array.from({ length: 1_000 }, (_, index) =>
    colleague(`p${index}`, { region: regions[index % 4] ?? 'east', neighbourRegions: ['east'], load: index % 5, deputyId: `p${(index + 1) % 1_000}` }),
  );
  rankCandidates(need(), people);
  const begun = performance.now();
  const ranked = rankCandidates(need(), people);
  const took = performance.now() - begun;
  process.stdout.write(`ranking of 1,000 people: ${took.toFixed(2)} ms\n`);
  expect(ranked).toHaveLength(200);
  expect(ranked.every(({ rank, reasons }, index) => rank === index + 1 && reasons[0] === 'same-region')).toBe(true);
});
