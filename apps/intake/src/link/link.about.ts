import type { NoticeLink } from '@mendline/contracts/policy-pack';
import { aboutPlan, aboutRound } from '@mendline/platform/links';
import type { LinkPurpose } from '@mendline/platform/links';
import type { TicketEntity } from '../ticket/ticket.entity.js';

type Linked = Pick<TicketEntity, 'round' | 'wait' | 'archivedAt'> & { readonly flow: Partial<Pick<TicketEntity['flow'], 'plan'>> };

/** What a link given now is about; null: the ticket does not wait for this act, so there is no link for it. */
export const aboutOf = (purpose: NoticeLink, { round, flow }: Linked): string | null => {
  if (purpose === 'progress') return '';
  if (purpose === 'consent') return flow.plan ? aboutPlan(flow.plan) : null;
  return aboutRound(round);
};

const waits: Readonly<Partial<Record<LinkPurpose, TicketEntity['wait']>>> = { confirm: 'confirmation', survey: 'return-visit' };

/** Whether all tickets of a request that are open, and there are several, wait for the customer's word: then one word is for all of them. */
export const isForAll = (open: readonly Pick<TicketEntity, 'status'>[]): boolean => open.length > 1 && open.every(({ status }) => status === 'result-told');

/** Whether the ticket waits for the act of a link, in the round that the link is about. */
export const isAwaited = (purpose: LinkPurpose, ticket: Linked, isAbout: (about: string) => boolean): boolean => ticket.wait === waits[purpose] && isAbout(aboutRound(ticket.round));
