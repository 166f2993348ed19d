import { ticketEscalated, ticketRegistered, type Fact, type FactData } from '@mendline/contracts/facts';
import type { RestoredEvidence, ToldEscalation } from '../checker/index.js';
import { ExtraProcess, Ledger, type FaultRun } from '../fault/index.js';
import { dumpTopics, topicsOf } from '../leaks/index.js';

const owners = ['INTAKE', 'DISPATCH', 'FIELD_SERVICE', 'QUALITY_ANALYTICS'];
const tables = ['quality_tickets', 'quality_clocks', 'quality_escalations', 'quality_visits', 'quality_devices'];

const escalationsSql = `
  select ticket_id || ':' || target || ':' || round || case when lap > 0 then ':' || lap else '' end as "clockId", level, recipient_id as "recipientId",
         to_char(due_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "dueAt", to_char(raised_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "raisedAt"
  from escalations where ticket_id = any($1)`;

/* A notice's cause names the fact that it is of: the ticket and the fact's version. */
const toldAgainSql = `
  select l.envelope #>> '{data,clockId}' as key from fact_log l
  join notices n on n.tenant_id = l.tenant_id and n.cause = l.key || ':' || (l.envelope ->> 'aggregateversion')
  where l.type = $1 and l.key = any($2) and exists (
    select from jsonb_to_recordset($3::jsonb) as lost("clockId" text, level int, "recipientId" text, "raisedAt" text)
    where lost."clockId" = l.envelope #>> '{data,clockId}' and lost.level = (l.envelope #>> '{data,level}')::int
      and lost."recipientId" = l.envelope #>> '{data,recipientId}' and lost."raisedAt" = l.envelope #>> '{data,raisedAt}')`;

type ReadModel = Readonly<Record<string, readonly string[]>>;

/** A fact is read so much later at most. */
const readerLagMs = 5_000;

const ticketOf = (row: string): { readonly ticket_id?: string; readonly last_fact_at?: string } => JSON.parse(row) as { ticket_id?: string; last_fact_at?: string };

/** Tickets that went on meanwhile, by their own clocks: of these nothing can be compared. */
const movedSince = ({ quality_tickets: tickets = [] }: ReadModel, since: number): ReadonlySet<string | undefined> =>
  new Set(tickets.map(ticketOf).filter(({ last_fact_at: at }) => Date.parse(at ?? '') >= since).map(({ ticket_id }) => ticket_id));

const without = (model: ReadModel, moved: ReadonlySet<string | undefined>): ReadModel =>
  Object.fromEntries(Object.entries(model).map(([table, rows]) => [table, rows.filter((row) => { const { ticket_id: id } = ticketOf(row); return id === undefined || !moved.has(id); })]));

/** What the databases and Kafka of a run look like. Looks behind the services' backs. */
export class RestoreWitness {
  private readonly ledgers: readonly Ledger[];

  constructor(private readonly run: FaultRun) {
    this.ledgers = owners.map((owner) => new Ledger(run.env[`${owner}_DATABASE_URL`] ?? ''));
  }

  /** Everything that the check asks for; `lost` is what was listed, `registered` what was registered in the lost span. */
  async look(lost: readonly Fact[], registered: RestoredEvidence['registered']): Promise<RestoredEvidence> {
    const lostEscalations = lost.filter(({ type }) => type === ticketEscalated.type).map(({ data }) => data as FactData<typeof ticketEscalated>);
    const keys = [...new Set(lost.map(({ subject }) => subject))];
    const began = Date.now() - readerLagMs;
    const [readModel, rebuilt] = [await this.readModel(), await this.rebuilt()];
    const moved = movedSince(rebuilt, began);
    return {
      registered,
      listed: lost.map(({ id, subject, type, data }) => ({ id, ticketId: subject, number: type === ticketRegistered.type ? (data as { number: string }).number : null })),
      logged: await this.ids('select id::text as id from fact_log'),
      published: await this.published(),
      read: new Set([...(await this.ids('select fact_id::text as id from ticket_timeline', 0)), ...(await this.ids('select fact_id::text as id from quality_facts', 3))]),
      rows: await this.ids('select id from tickets', 0),
      running: new Set((await Promise.all(registered.map(async ({ id }) => ((await this.run.engine.runsOf(id)).includes('RUNNING') ? [id] : [])))).flat()),
      lostEscalations,
      escalations: await this.rows<ToldEscalation>(0, escalationsSql, [keys]),
      toldAgain: (await this.rows<{ key: string }>(0, toldAgainSql, [ticketEscalated.type, keys, JSON.stringify(lostEscalations)])).map(({ key }) => key),
      readModel: without(readModel, moved),
      rebuilt: without(rebuilt, moved),
    };
  }

  async close(): Promise<void> {
    await Promise.all(this.ledgers.map((ledger) => ledger.close()));
  }

  private async rebuilt(): Promise<Readonly<Record<string, readonly string[]>>> {
    await ExtraProcess.tool(this.run.env, 'apps/quality-analytics/dist/cli/rebuild.js', [], 'quality-analytics');
    return this.readModel();
  }

  private async readModel(): Promise<Record<string, readonly string[]>> {
    const found: Record<string, readonly string[]> = {};
    for (const table of tables) found[table] = (await this.rows<{ row: string }>(3, `select to_jsonb(t)::text as row from ${table} t order by 1`)).map(({ row }) => row);
    return found;
  }

  private async published(): Promise<Set<string>> {
    const brokers = this.run.env['KAFKA_BROKERS'] ?? '';
    const dump = await dumpTopics(brokers, await topicsOf(brokers));
    const lines = [...dump.values()].flatMap((text) => text.split('\n')).filter((line) => line.includes('{'));
    return new Set(lines.map((line) => (JSON.parse(line.slice(line.indexOf('{'))) as { id: string }).id));
  }

  /** Of one database, or of all. */
  private async ids(sql: string, of?: number): Promise<Set<string>> {
    const places = of === undefined ? this.ledgers.map((_, n) => n) : [of];
    const rows = await Promise.all(places.map((place) => this.rows<{ id: string }>(place, sql)));
    return new Set(rows.flat().map(({ id }) => id));
  }

  private rows<T extends object>(place: number, sql: string, values: readonly unknown[] = []): Promise<readonly T[]> {
    const ledger = this.ledgers[place];
    if (!ledger) throw new Error(`there is no database ${place}`);
    return ledger.rows<T>(sql, values);
  }
}
