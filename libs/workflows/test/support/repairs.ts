import { expect } from '@jest/globals';
import { eventually } from '@mendline/testing';
import type { Life, Lives } from './lives.js';

/** The clock of a repair on site. */
export const repairTargets = [
  { code: 'repair', start: 'arrived', stop: 'solved', seconds: 7_200, pauseOn: ['parts'], levels: [{ percent: 100, recipientId: 'p_supervisor' }] },
] as const;

export const planOf = (life: Life, version = 1): string => `${life.ticketId}.p.${version}`;
export const visitOf = (life: Life, visit = 1): string => `${life.ticketId}.v${visit}`;

/** Nothing is kept for the ticket any more: no part, no time of an engineer, no offer. */
export const leavesNothing = async ({ dispatch, fieldService }: Lives, life: Life): Promise<void> => {
  await life.until(({ flow }) => flow.visit === null);
  await eventually(() => fieldService.reserved(life.ticketId), (reserved) => reserved.length === 0);
  await eventually(() => ![...dispatch.bookings.keys()].some((visitId) => visitId.startsWith(life.ticketId)));
  for (const [id, { outcome }] of fieldService.visits) if (id.startsWith(life.ticketId)) expect([id, outcome]).not.toEqual([id, null]);
  expect([...dispatch.offers].filter(([id, { outcome }]) => id.startsWith(life.ticketId) && outcome === null)).toEqual([]);
};
