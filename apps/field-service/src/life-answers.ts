import { answerOnce, type PartAnswer } from '@mendline/platform/commands';
import type { EntityManager } from 'typeorm';

/** What the life of a ticket asks for, by which command or owed step. */
export interface AskedOfLife {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly what: 'open-visit' | 'schedule-visit' | 'mark-visit' | 'close-visit' | 'close-remote-session' | 'submit-plan' | 'settle-plan';
  /** Undefined from engines that began before steps said it. */
  readonly key: string | undefined;
}

const memory = { table: 'life_answers', subject: 'ticket_id', key: 'key' };

/** Does once what a ticket's life asks for, in the caller's transaction. */
export const once = (em: EntityManager, { tenantId, ticketId, what, key }: AskedOfLife, job: () => Promise<PartAnswer>): Promise<PartAnswer> =>
  answerOnce(em, memory, { tenantId, subject: ticketId, key: key && `${what}/${key}` }, job);
