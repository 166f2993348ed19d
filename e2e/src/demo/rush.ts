import { setTimeout as delay } from 'node:timers/promises';
import type { Actor } from './actor.js';
import type { Life, SeenTicket } from './life.js';
import { actOut } from './step.js';
import type { TicketReader } from './ticket.feed.js';

const lookAgainMs = 150;

/** Waits at which a life that hurries has come as far as its people can drive it at once. */
const told: readonly (string | null)[] = ['confirmation', 'return-visit', 'supervisor-review', 'archive', null];

/** Drives one life as fast as the system answers, up to the result being told; each command follows the answer to the last. */
export const driveAtOnce = async (reader: TicketReader, actor: Actor, ticketId: string, life: Life, until: number): Promise<void> => {
  let acted = '';
  while (Date.now() < until) {
    const seen = await reader.one(ticketId);
    if (seen && told.includes(seen.wait)) return;
    const key = `${seen?.seq}:${seen?.wait}:${seen?.offer?.id ?? seen?.visitOffer?.id}`;
    const done = seen !== null && key !== acted && (await actOn(seen, actor, life));
    if (done) acted = key;
    else await delay(lookAgainMs);
  }
};

const actOn = async (seen: SeenTicket, actor: Actor, life: Life): Promise<boolean> => {
  if ((seen.wait === 'offer-answer' && !seen.offer) || (seen.wait === 'visit-offer-answer' && !seen.visitOffer)) return false;
  const action = life.next(seen);
  if (!action || action.steps.length === 0) return false;
  return actOut(actor, seen.id, action.steps);
};
