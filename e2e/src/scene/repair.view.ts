import type { GraphqlClient, Login } from '../client/index.js';
import type { TicketView } from './ticket.view.js';

/** A repair as the endpoint shows it to staff: the ticket with its plan, its visits and who was asked to make them. */
export interface RepairView extends Pick<TicketView, 'id' | 'number' | 'status' | 'wait' | 'seq' | 'round' | 'epoch' | 'ownerId' | 'priority' | 'hold' | 'escalations' | 'offers' | 'remoteSession'> {
  readonly region: string;
  readonly urgent: boolean;
  readonly visitCount: number;
  readonly entitlement: { readonly covered: boolean; readonly verdict: string } | null;
  readonly currentPlan: { readonly planId: string; readonly version: number; readonly approval: boolean; readonly consent: boolean; readonly ready: boolean } | null;
  readonly currentVisit: { readonly visitId: string; readonly engineerId: string | null; readonly from: string | null; readonly onSite: boolean } | null;
  readonly clocks: readonly { readonly target: string; readonly round: number; readonly lap: number; readonly state: string; readonly dueAt: string | null }[];
  readonly visitOffers: readonly VisitOfferView[];
  readonly visits: readonly VisitView[];
  readonly plans: readonly { readonly id: string; readonly version: number; readonly state: string; readonly approvalGrounds: readonly string[]; readonly consentGrounds: readonly string[]; readonly quote: { readonly total: number } }[];
}

export interface VisitOfferView {
  readonly id: string;
  readonly visitId: string;
  readonly personId: string;
  readonly state: string;
  readonly reasons: readonly { readonly code: string; readonly words: string }[];
  readonly note: { readonly region: string; readonly supportedBy: string; readonly cause: string; readonly words: string } | null;
}

export interface VisitView {
  readonly id: string;
  readonly state: string;
  readonly outcome: string | null;
  readonly engineerId: string | null;
  readonly testResult: string | null;
  readonly partsUsed: readonly { readonly partNumber: string; readonly quantity: number }[];
  readonly acceptance: { readonly satisfaction: string } | null;
}

const query = `query ($id: ID!) { ticket(id: $id) {
  id number status wait seq round epoch ownerId priority region urgent visitCount hold { reason expectedEnd } entitlement { covered verdict }
  currentPlan { planId version approval consent ready } currentVisit { visitId engineerId from onSite }
  clocks { target round lap state dueAt } escalations { target round level recipientId raisedAt dueAt } offers { id personId state reasons { code } }
  visitOffers { id visitId personId state reasons { code words } note { region supportedBy cause words } } remoteSession { id state result steps { check result note byId at } }
  visits { id state outcome engineerId testResult partsUsed { partNumber quantity } acceptance { satisfaction } }
  plans { id version state approvalGrounds consentGrounds quote { total } }
} }`;

/** Throws when the ticket is not there for this person. */
export const lookAtRepair = async (graphql: GraphqlClient, who: Login, ticketId: string): Promise<RepairView> => {
  const { ticket } = await graphql.request<{ ticket: RepairView | null }>(who, query, { id: ticketId });
  if (!ticket) throw new Error(`${ticketId} is not shown to ${who.login}`);
  return ticket;
};

/** The offer of a visit that is waited for. */
export const openVisitOffer = ({ visitOffers }: RepairView): VisitOfferView | undefined => visitOffers.find(({ state }) => state === 'OPEN');
