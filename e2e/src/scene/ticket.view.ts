import type { GraphqlClient, Login } from '../client/index.js';

/** A ticket as the endpoint shows it to staff. Instants are ISO 8601. */
export interface TicketView {
  readonly id: string;
  readonly number: string;
  readonly status: string;
  readonly wait: string | null;
  readonly seq: number;
  readonly round: number;
  readonly epoch: number;
  readonly ownerId: string | null;
  readonly priority: string;
  readonly outcomeCode: string | null;
  readonly satisfaction: number | null;
  readonly hold: { readonly reason: string; readonly expectedEnd: string } | null;
  readonly clocks: readonly { readonly target: string; readonly round: number; readonly state: string; readonly startedAt: string; readonly dueAt: string | null }[];
  readonly escalations: readonly { readonly target: string; readonly round: number; readonly level: number; readonly recipientId: string; readonly raisedAt: string; readonly dueAt: string }[];
  readonly links: readonly { readonly relation: string; readonly ticketId: string }[];
  readonly offers: readonly { readonly id: string; readonly personId: string; readonly state: string; readonly reasons: readonly { readonly code: string }[] }[];
  readonly remoteSession: RemoteSessionView | null;
  readonly timeline: { readonly edges: readonly { readonly node: TimelineNode }[] };
}

export interface RemoteSessionView {
  readonly id: string;
  readonly state: string;
  readonly result: string | null;
  readonly steps: readonly { readonly check: string; readonly result: string; readonly note: string | null; readonly byId: string; readonly at: string }[];
}

export interface TimelineNode {
  readonly type: string;
  readonly command: string | null;
  readonly from: string | null;
  readonly to: string | null;
  readonly actor: string | null;
}

/** An in-app notice to the caller. */
export interface NoticeView {
  readonly rule: string;
  readonly text: string;
  readonly number: string | null;
  readonly ticketId: string | null;
}

const query = `query ($id: ID!) { ticket(id: $id) {
  id number status wait seq round epoch ownerId priority outcomeCode satisfaction hold { reason expectedEnd }
  clocks { target round state startedAt dueAt } escalations { target round level recipientId raisedAt dueAt } links { relation ticketId }
  offers { id personId state reasons { code } } remoteSession { id state result steps { check result note byId at } }
  timeline(first: 100) { edges { node { type command from to actor } } }
} }`;

/** Throws when the ticket is not there for this person. */
export const lookAt = async (graphql: GraphqlClient, who: Login, ticketId: string): Promise<TicketView> => {
  const { ticket } = await graphql.request<{ ticket: TicketView | null }>(who, query, { id: ticketId });
  if (!ticket) throw new Error(`${ticketId} is not shown to ${who.login}`);
  return ticket;
};

/** The statuses after the registration in order, as the timeline tells them. */
export const pathOf = ({ timeline }: TicketView): readonly string[] => {
  const steps = timeline.edges.map(({ node }) => node.to).filter((to) => to !== null);
  return steps.filter((status, index) => status !== steps[index - 1]);
};
