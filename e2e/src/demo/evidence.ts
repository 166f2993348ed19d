import { readHistory } from '../checker/index.js';
import type { QualityRow, SystemEvidence, TicketEvidence, TicketRow, TimelineEntry } from '../checker/index.js';
import type { GraphqlClient } from '../client/index.js';
import type { Team } from './people.js';
import type { DemoSystem } from './system.js';

interface Connection<T> {
  readonly edges: readonly { readonly node: T }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

const end = 'pageInfo { hasNextPage endCursor }';
const rowsQuery = `query ($after: Cursor) { tickets(first: 100, after: $after) { edges { node { id number status wait seq round ownerId priority } } ${end} } }`;
const openQuery = `query ($after: Cursor) { tickets(first: 100, after: $after, filter: { open: true }) { edges { node { id } } ${end} } }`;
const qualityQuery = `query ($after: Cursor) { qualityTickets(first: 100, after: $after) { edges { node {
  ticketId number status ticketSeq round clocksMet clocksMissed escalations { clockId level recipientId } } } ${end} } }`;
const timelineQuery = `query ($id: ID!, $after: Cursor) { ticket(id: $id) { timeline(first: 100, after: $after) { edges { node { id seq at type data } } ${end} } } }`;

const alertsQuery = `query ($after: Cursor) { defectAlerts(first: 100, after: $after) { edges { node { raisedAt } } ${end} } }`;

const atOnce = 6;

/** Looks at a system from every side that the endpoint offers. */
export class Evidence {
  private readonly graphql: GraphqlClient;

  constructor(private readonly system: DemoSystem) {
    this.graphql = system.graphql;
  }

  /** The tickets of a tenant with these ids, from lists, timelines and quality analysis. */
  async ofTickets(team: Team, ids: readonly string[]): Promise<TicketEvidence[]> {
    const wanted = new Set(ids);
    const histories = await this.histories(team, ids);
    const rows = await this.all<TicketRow>(team.one('manager'), rowsQuery, 'tickets', ids.length, wanted, ({ id }) => id);
    const quality = await this.all<QualityRow>(team.one('quality-manager'), qualityQuery, 'qualityTickets', ids.length, wanted, ({ ticketId }) => ticketId);
    return ids.map((ticketId) => ({
      tenant: team.tenant,
      ticketId,
      rows: rows.filter(({ id }) => id === ticketId),
      quality: quality.filter((row) => row.ticketId === ticketId),
      history: readHistory(ticketId, histories.get(ticketId)?.entries ?? []),
      readAt: histories.get(ticketId)?.readAt ?? Date.now(),
    }));
  }

  /** What the services' operator pages say is still under way. A service that gives no page is left out. */
  async ofSystem(): Promise<SystemEvidence> {
    const pages = await Promise.all(Object.values(this.system.services).map(statusPage));
    const parts = pages.flatMap((page) => Object.entries(page));
    const sum = (field: string, of?: string): number => parts.filter(([part]) => of === undefined || part === of).reduce((total, [, section]) => total + numberAt(section, field), 0);
    return {
      waitingCommands: sum('waiting', 'commands'),
      waitingOutbox: sum('waiting', 'outbox'),
      unpublishedFacts: sum('unpublishedFacts'),
      deadLetters: sum('open', 'deadLetters'),
      consumerLag: sum('lag'),
      ticketsWithoutWorkflow: sum('count', 'ticketsWithoutWorkflow'),
      failingWorkflowTasks: sum('failingTasks', 'workflows'),
    };
  }

  /** Running lives beyond the open tickets of these teams, which are all tenants there are: none, as none of an open ticket is missing either. */
  async surplusWorkflows(teams: readonly Team[]): Promise<number> {
    const page = await statusPage(this.system.services['intake'] ?? '');
    const running = numberAt(Reflect.get(page, 'workflows'), 'running');
    let open = 0;
    for (const team of teams) open += await this.countOpen(team);
    return Math.max(0, running - open);
  }

  /** Alerts of frequent faults that were raised from an instant on, in milliseconds. */
  async alertsSince(team: Team, since: number): Promise<number> {
    let count = 0;
    for (let after: string | null = null; ; ) {
      const { defectAlerts }: { defectAlerts: Connection<{ readonly raisedAt: string }> } = await this.graphql.request(team.one('quality-manager'), alertsQuery, { after });
      const fresh = defectAlerts.edges.filter(({ node }) => Date.parse(node.raisedAt) >= since);
      count += fresh.length;
      after = defectAlerts.pageInfo.endCursor;
      if (!defectAlerts.pageInfo.hasNextPage || after === null || fresh.length < defectAlerts.edges.length) return count;
    }
  }

  private async countOpen(team: Team): Promise<number> {
    let count = 0;
    for (let after: string | null = null; ; ) {
      const { tickets }: { tickets: Connection<unknown> } = await this.graphql.request(team.one('manager'), openQuery, { after });
      count += tickets.edges.length;
      after = tickets.pageInfo.endCursor;
      if (!tickets.pageInfo.hasNextPage || after === null) return count;
    }
  }

  private async histories(team: Team, ids: readonly string[]): Promise<Map<string, { entries: TimelineEntry[]; readAt: number }>> {
    const found = new Map<string, { entries: TimelineEntry[]; readAt: number }>();
    const left = [...ids];
    const worker = async (): Promise<void> => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) found.set(id, { readAt: Date.now(), entries: await this.timeline(team, id) });
    };
    await Promise.all(Array.from({ length: atOnce }, worker));
    return found;
  }

  /** Everything that was written about a ticket, by whichever service, oldest first. */
  async timeline(team: Team, id: string): Promise<TimelineEntry[]> {
    const entries: TimelineEntry[] = [];
    for (let after: string | null = null; ; ) {
      const data: { ticket: { timeline: Connection<TimelineEntry> } | null } = await this.graphql.request(team.one('manager'), timelineQuery, { id, after });
      const timeline: Connection<TimelineEntry> | undefined = data.ticket?.timeline;
      entries.push(...(timeline?.edges.map(({ node }) => node) ?? []));
      after = timeline?.pageInfo.endCursor ?? null;
      if (!timeline?.pageInfo.hasNextPage || after === null) return entries;
    }
  }

  /** Pages, newest first, until all that are wanted were met once and the page after shows no copy. */
  private async all<T>(who: Team['staff'][number], query: string, field: string, count: number, wanted: ReadonlySet<string>, idOf: (row: T) => string): Promise<T[]> {
    const rows: T[] = [];
    for (let after: string | null = null, complete = false; ; ) {
      const data: Record<string, Connection<T>> = await this.graphql.request(who, query, { after });
      const page: Connection<T> | undefined = data[field];
      rows.push(...(page?.edges.map(({ node }) => node).filter((row) => wanted.has(idOf(row))) ?? []));
      after = page?.pageInfo.endCursor ?? null;
      if (!page?.pageInfo.hasNextPage || after === null || complete) return rows;
      complete = new Set(rows.map(idOf)).size >= count;
    }
  }
}

/** Not by `instanceof`: what comes from outside a test's own realm has another Object. */
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const statusPage = async (url: string): Promise<object> => {
  try {
    const response = await fetch(`${url}/ops/status`, { signal: AbortSignal.timeout(10_000) });
    const page: unknown = response.ok ? await response.json() : null;
    return isRecord(page) ? page : {};
  } catch {
    return {};
  }
};

const numberAt = (section: unknown, field: string): number => {
  const value = isRecord(section) ? section[field] : undefined;
  return typeof value === 'number' ? value : 0;
};
