import type { GraphqlClient } from '../client/index.js';
import type { SeenTicket } from './life.js';
import type { Team } from './people.js';

interface Offered {
  readonly id: string;
  readonly personId: string;
  readonly state: string;
}

interface Row extends Omit<SeenTicket, 'offer' | 'visitOffer' | 'plan' | 'visit'> {
  readonly currentPlan: SeenTicket['plan'];
  readonly currentVisit: SeenTicket['visit'];
  readonly offers?: readonly Offered[];
  readonly visitOffers?: readonly Offered[];
}

interface Page {
  readonly tickets: { readonly edges: readonly { readonly node: Row }[]; readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null } };
}

const fields = 'id number status wait seq round epoch ownerId priority region currentPlan { planId version } currentVisit { visitId engineerId from onSite }';
const page = (filter: string, more: string): string => `
  query ($after: Cursor) { tickets(first: 100, after: $after, sort: NEWEST, filter: { ${filter} }) {
    edges { node { ${fields} ${more} } } pageInfo { hasNextPage endCursor } } }`;

const openTickets = page('open: true', '');
const offeredTickets = page('open: true, wait: "offer-answer"', 'offers { id personId state }');
const offeredVisits = page('open: true, wait: "visit-offer-answer"', 'visitOffers { id personId state }');

const oneTicket = `query ($id: ID!) { ticket(id: $id) { ${fields} offers { id personId state } visitOffers { id personId state } } }`;

const openOf = (offers: readonly Offered[] | undefined): Offered | null => offers?.find(({ state }) => state.toUpperCase() === 'OPEN') ?? null;

const seenOf = ({ currentPlan: plan, currentVisit: visit, offers, visitOffers, ...row }: Row): SeenTicket => ({ ...row, plan, visit, offer: openOf(offers), visitOffer: openOf(visitOffers) });

const offersOf = (row: Row | undefined): Pick<Row, 'offers' | 'visitOffers'> => ({ ...(row?.offers && { offers: row.offers }), ...(row?.visitOffers && { visitOffers: row.visitOffers }) });

/** Reads single tickets as the tenant's manager sees them. */
export interface TicketReader {
  one(id: string): Promise<SeenTicket | null>;
}

/** The open tickets of a tenant as its manager's list shows them, read again and again. */
export class TicketFeed implements TicketReader {
  constructor(
    private readonly graphql: GraphqlClient,
    readonly team: Team,
  ) {}

  async one(id: string): Promise<SeenTicket | null> {
    const { ticket } = await this.graphql.request<{ ticket: Row | null }>(this.team.one('manager'), oneTicket, { id });
    return ticket && seenOf(ticket);
  }

  /** Every open ticket, those with an open offer with that offer. */
  async read(): Promise<readonly SeenTicket[]> {
    const rows = await this.all(openTickets);
    const waitFor = (asked: string): boolean => rows.some(({ wait }) => wait === asked);
    const asked = [...(waitFor('offer-answer') ? await this.all(offeredTickets) : []), ...(waitFor('visit-offer-answer') ? await this.all(offeredVisits) : [])];
    const offered = new Map(asked.map((row) => [row.id, row]));
    return rows.map((row) => seenOf({ ...row, ...offersOf(offered.get(row.id)) }));
  }

  private async all(query: string): Promise<Row[]> {
    const rows: Row[] = [];
    for (let after: string | null = null; ; ) {
      const { tickets }: Page = await this.graphql.request<Page>(this.team.one('manager'), query, { after });
      rows.push(...tickets.edges.map(({ node }) => node));
      after = tickets.pageInfo.endCursor;
      if (!tickets.pageInfo.hasNextPage || after === null) return rows;
    }
  }
}
