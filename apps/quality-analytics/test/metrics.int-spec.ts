import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { TicketScope } from '../src/access/ticket-scope.js';
import { packFact, TicketFacts } from './fact-stream.js';
import { openQualityDatabase } from './quality-database.js';
import type { QualityDatabase } from './quality-database.js';

const everything = { region: null, ownerId: null };
const span = [new Date('2024-04-30T00:00:00Z'), new Date('2024-05-08T00:00:00Z')] as const;
const ticket = (n: number, tenant = 'huaxin'): TicketFacts => new TicketFacts(tenant, `cn1_01J9ZZZZZZZZZZZZZZZZZZZZ${n}`);

/*
 * Weeks in Asia/Shanghai: W18 = 29 April 00:00 to 6 May 00:00 local, that is until 2024-05-05T16:00Z.
 *  10: registered W18; contact met, answer missed (both due W18); confirmed W18 in round 0, 100
 *  11: registered W18 (5 May 15:59Z); contact due W19 and met; rejected once; confirmed W19 in round 1, 50
 *  12: registered W19 by Shanghai although still Sunday in UTC; contact due W19 still running and overdue; open
 *  13: registered W18, region 440000; refused at the review: no matter closed
 *  14: registered W18; cancelled W19; its running contact clock dropped; an escalated, not response-like clock missed
 */
const lives = [
  ticket(10).registered('2024-04-30T01:00:00.000Z').to('assigned', '2024-04-30T01:10:00.000Z', { ownerId: 'p1' })
    .clock('contact', '2024-04-30T01:10:00.000Z', '2024-04-30T01:40:00.000Z').clock('answer', '2024-04-30T01:10:00.000Z', '2024-04-30T01:40:00.000Z')
    .to('contacted', '2024-04-30T01:40:00.000Z', { ownerId: 'p1' }).stopped('contact', '2024-04-30T01:40:00.000Z', '2024-04-30T01:40:00.000Z', 'met')
    .to('answered', '2024-04-30T02:00:00.000Z', { ownerId: 'p1' }).stopped('answer', '2024-04-30T02:00:00.000Z', '2024-04-30T01:40:00.000Z', 'missed')
    .to('confirmed', '2024-04-30T03:00:00.000Z', { ownerId: 'p1', satisfaction: 100 }),
  ticket(11).registered('2024-05-05T15:59:00.000Z').to('assigned', '2024-05-05T15:59:30.000Z')
    .clock('contact', '2024-05-05T15:59:30.000Z', '2024-05-05T16:29:30.000Z').to('contacted', '2024-05-05T16:01:00.000Z')
    .stopped('contact', '2024-05-05T16:01:00.000Z', '2024-05-05T16:29:30.000Z', 'met').to('result-told', '2024-05-05T17:00:00.000Z')
    .to('assigned', '2024-05-05T18:00:00.000Z', { round: 1 }).to('confirmed', '2024-05-06T01:00:00.000Z', { round: 1, satisfaction: 50 }),
  ticket(12).registered('2024-05-05T16:00:00.000Z').to('assigned', '2024-05-05T16:05:00.000Z').clock('contact', '2024-05-05T16:05:00.000Z', '2024-05-05T16:35:00.000Z'),
  ticket(13).registered('2024-05-01T01:00:00.000Z', { region: '440000' }).to('closed-invalid', '2024-05-01T01:05:00.000Z', { region: '440000' }),
  ticket(14).registered('2024-05-01T02:00:00.000Z').clock('contact', '2024-05-01T02:10:00.000Z', '2024-05-01T02:40:00.000Z')
    .clock('review', '2024-05-01T02:00:00.000Z', '2024-05-01T02:15:00.000Z').stopped('review', '2024-05-01T02:30:00.000Z', '2024-05-01T02:15:00.000Z', 'missed')
    .stopped('contact', '2024-05-01T02:35:00.000Z', '2024-05-01T02:40:00.000Z', 'dropped').to('cancelled', '2024-05-06T02:00:00.000Z'),
  ticket(15, 'borealis').registered('2024-05-01T02:00:00.000Z').to('confirmed', '2024-05-01T03:00:00.000Z', { satisfaction: 0 }),
];

const none = { numerator: 0, denominator: 0, rate: null };
const ofRepairs = { onTimeArrival: none, firstTimeFix: none, repeatRepairs: none };
const rate = (numerator: number, denominator: number) => ({ numerator, denominator, rate: numerator / denominator });
const weekly = async (tenantId: string, from: Date, to: Date, scope: TicketScope) => quality.metrics.weekly({ tenantId, from, to, scope });

let quality: QualityDatabase;

describe('weekly metrics', () => {
  beforeAll(async () => {
    quality = await openQualityDatabase();
    await quality.take([packFact('huaxin', 1, 'Asia/Shanghai'), ...lives.flatMap(({ facts }) => facts)], 50);
  }, 60_000);
  afterAll(() => quality.close());

  it('[A13-1] [A13-2] agree with the rows counted by hand, by ISO week in the zone of the tenant', async () => {
    expect(await weekly('huaxin', ...span, everything)).toEqual({
      asOf: new Date('2024-05-06T02:00:00.000Z'),
      weeks: [
        {
          week: '2024-W18', tickets: 4, ...ofRepairs, responseTimeliness: rate(1, 2), timeliness: rate(1, 3), solved: { numerator: 1, denominator: 1, rate: 1 },
          satisfaction: { numerator: 1, denominator: 1, rate: 1, mean: 100 }, firstRound: { numerator: 1, denominator: 1, rate: 1 },
        },
        {
          week: '2024-W19', tickets: 1, ...ofRepairs, responseTimeliness: rate(1, 2), timeliness: rate(1, 2), solved: { numerator: 1, denominator: 2, rate: 0.5 },
          satisfaction: { numerator: 0, denominator: 1, rate: 0, mean: 50 }, firstRound: { numerator: 0, denominator: 2, rate: 0 },
        },
      ],
    });
  });

  it('[A13-1] count the weeks of a tenant without a pack in UTC, and no other tenant’s tickets', async () => {
    const { weeks } = await weekly('borealis', new Date('2024-05-05T23:00:00Z'), new Date('2024-05-06T00:00:00Z'), everything);
    expect(weeks).toEqual([
      {
        week: '2024-W18', tickets: 1, ...ofRepairs, responseTimeliness: none, timeliness: none, solved: { numerator: 1, denominator: 1, rate: 1 },
        satisfaction: { numerator: 0, denominator: 1, rate: 0, mean: 0 }, firstRound: { numerator: 1, denominator: 1, rate: 1 },
      },
    ]);
  });

  it('[A13-1] keep to a region and to an owner', async () => {
    const [south] = (await weekly('huaxin', ...span, { region: '440000', ownerId: null })).weeks;
    expect(south).toMatchObject({ tickets: 1, ...ofRepairs, responseTimeliness: none, timeliness: none, solved: none });
    const [own] = (await weekly('huaxin', ...span, { region: null, ownerId: 'p1' })).weeks;
    expect(own).toMatchObject({ tickets: 1, responseTimeliness: { numerator: 1, denominator: 2 } });
  });

  it('show empty weeks, and weeks across a new year by their ISO name', async () => {
    const { weeks } = await weekly('huaxin', new Date('2024-12-29T00:00:00Z'), new Date('2025-01-06T00:00:00Z'), everything);
    expect(weeks.map(({ week, tickets }) => [week, tickets])).toEqual([['2024-W52', 0], ['2025-W01', 0], ['2025-W02', 0]]);
  });
});
