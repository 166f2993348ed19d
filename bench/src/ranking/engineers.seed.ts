import type pg from 'pg';
import { benchTenant } from '../system/tenant.setup.js';

/** The ticket that engineers are ranked for; no life belongs to it. */
export const rankedTicket = 'bench-ranking';
const home = '310000';

const staffSql = `
  insert into staff (tenant_id, person_id, active, roles, incarnation, version)
  select $1, 'bench-engineer-' || n, true, '{engineer}', 1, 1 from generate_series(1, $2::int) n`;
const profilesSql = `
  insert into profiles (tenant_id, person_id, region, neighbour_regions, skills, kinds, max_load, active, updated_at)
  select $1, 'bench-engineer-' || n, (array['310000', '320500', '320200', '330400'])[1 + n % 4], '{}', '{hardware}', '{repair}', 10, true, now()
  from generate_series(1, $2::int) n`;
const bookingsSql = `
  insert into visit_bookings (tenant_id, visit_id, ticket_id, engineer_id, during, booked_at)
  select $1, 'bench-' || n || '.v' || i, 'bench-' || n, 'bench-engineer-' || n, tstzrange(now() + i * interval '2 hours', now() + i * interval '2 hours' + interval '1 hour'), now()
  from generate_series(1, $2::int) n, generate_series(1, 3) i`;
const ticketSql = `insert into ticket_copies (tenant_id, ticket_id, kind, fault_class, region, severity, status) values ($1, $2, 'repair', 'hardware', $3, 3, 'consented')`;

/** Engineers of four neighbouring cities with visits on the day, and a repair that all of them could do. */
export const seedEngineers = async (database: pg.Client, count: number): Promise<void> => {
  for (const sql of [staffSql, profilesSql, bookingsSql]) await database.query(sql, [benchTenant, count]);
  await database.query(ticketSql, [benchTenant, rankedTicket, home]);
};

/** What a search reads, as one statement: what PostgreSQL alone takes to find and send it. */
export const rowsOfSearch = `
  select p.*, s.roles from profiles p join staff s using (tenant_id, person_id)
  where p.tenant_id = $1 and 'engineer' = any(s.roles) and 'repair' = any(p.kinds) and 'hardware' = any(p.skills)`;
