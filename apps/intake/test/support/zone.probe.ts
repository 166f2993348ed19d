import { DateTime } from 'luxon';
import pg from 'pg';
import { clockPage } from '../../../../libs/sla/scripts/clock.page.js';
import { holidaysOf } from '../../src/calendar/holiday.source.js';
import { entitlementOf } from '../../src/device/entitlement.domain.js';
import { displayNumber, periodOf } from '../../src/numbering/numbering.domain.js';

/** A program of its own: prints everything in intake that has to do with days and zones. In every zone of the process the same. */
const zones = ['Asia/Shanghai', 'Europe/Oslo', 'America/St_Johns', 'UTC'];
/** Around midnights, ends of months and years, and changes of the clocks, somewhere. */
const instants = ['2024-02-28T15:59:59.999Z', '2024-02-29T16:00:00Z', '2024-03-10T05:30:00Z', '2024-03-31T01:00:00Z', '2024-10-27T01:00:00Z', '2024-11-03T04:30:00Z', '2024-12-31T22:59:59.999Z', '2025-01-01T03:30:00Z'];

const numbers = zones.flatMap((zone) =>
  (['day', 'month', 'year'] as const).flatMap((reset) => {
    const scheme = { code: 'n', prefix: '', datePattern: 'YYYYMMDD', separator: '-', width: 3, reset, zone } as const;
    return instants.map((at) => [periodOf(scheme, new Date(at)), displayNumber(scheme, new Date(at), 7n)]);
  }));

const holidays = [2023, 2024, 2025, 2026, 2027, 2030].flatMap((year) =>
  [holidaysOf('CN', null, year), holidaysOf('NO', null, year), holidaysOf('CA', 'NL', year), holidaysOf('US', null, year)].flat().map(({ date, kind, name }) => `${date} ${kind} ${name?.zh ?? ''}`));

const rule = { code: 'purchase-year', label: { zh: '一年', en: 'A year' }, basis: 'purchase', months: 12, byModel: {}, byCategory: {} } as const;
const entitlements = instants.map((at) => entitlementOf(
  {
    purchasedOn: '2024-02-29', installedOn: null, acceptedOn: null, contractFrom: null, contractUntil: null, model: null, category: null, faultClass: 'hardware',
    on: DateTime.fromISO(at, { zone: 'Asia/Shanghai' }).toISODate() ?? '',
  },
  { rules: [rule], excludedFaults: [] },
));

/** Instants on their way to the database and back. */
const roundTrips = async (): Promise<unknown> => {
  const client = new pg.Client({ connectionString: process.env['TEST_POSTGRES_URL'] });
  await client.connect();
  try {
    const { rows } = await client.query<{ at: Date; written: string }>(
      `select at, to_char(at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.MS') as written from unnest($1::timestamptz[]) as at`, [instants.map((at) => new Date(at))],
    );
    return rows.map(({ at, written }) => [at.toISOString(), written]);
  } finally {
    await client.end();
  }
};

process.stdout.write(JSON.stringify({ zone: new Date(instants[0] ?? '').getTimezoneOffset(), told: { numbers, holidays, entitlements, explained: clockPage(), rows: await roundTrips() } }));
