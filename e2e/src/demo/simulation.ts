import { setTimeout as delay } from 'node:timers/promises';
import type { Actor } from './actor.js';
import type { Life, SeenTicket } from './life.js';
import { actOut, type NextAction } from './step.js';
import type { TicketFeed } from './ticket.feed.js';

/** A ticket of the run. */
export interface RunTicket {
  readonly tenant: string;
  readonly id: string;
  readonly number: string;
  readonly life: Life;
  /** Null before it was seen in a list; with `gone` no longer among the open ones. */
  seen: SeenTicket | null;
  gone: boolean;
  busy: boolean;
  /** What was acted upon last, and when. */
  handled: { key: string; at: number } | null;
}

const readEveryMs = 700;
/** A command that was refused because things had moved on is thought over again after this time. */
const thinkAgainMs = 4_000;

const keyOf = ({ seq, wait, offer, visitOffer }: SeenTicket): string => `${seq}:${wait ?? ''}:${offer?.id ?? visitOffer?.id ?? ''}`;
const isAsking = ({ wait }: SeenTicket): boolean => wait === 'offer-answer' || wait === 'visit-offer-answer';

/** People at work: reads the lists and lets each ticket's script act on what it shows. */
export class Simulation {
  readonly tickets = new Map<string, RunTicket>();
  private running = true;

  constructor(
    private readonly feeds: readonly TicketFeed[],
    private readonly actor: Actor,
  ) {}

  /** A new ticket; one that somebody else drives for a while is `busy` until it is released. */
  add(tenant: string, id: string, number: string, life: Life, busy = false): RunTicket {
    const ticket: RunTicket = { tenant, id, number, life, seen: null, gone: false, busy, handled: null };
    this.tickets.set(id, ticket);
    return ticket;
  }

  /** Whatever was seen of a ticket counts no more: it is as it stands in the lists. */
  lookAnew(id: string): void {
    const ticket = this.tickets.get(id);
    if (ticket) Object.assign(ticket, { seen: null, gone: false, handled: null });
  }

  /** Works until stopped; an unanswered list is read again. */
  async run(): Promise<void> {
    while (this.running) {
      const began = Date.now();
      const lists = await Promise.all(this.feeds.map((feed) => feed.read().catch(() => null)));
      if (lists.every((list) => list !== null)) this.take(lists.flat());
      await delay(Math.max(100, readEveryMs - (Date.now() - began)));
    }
    while (this.actor.pending > 0) await delay(50);
  }

  stop(): void {
    this.running = false;
  }

  /** Tickets that are not archived, those not seen yet included. */
  get open(): readonly RunTicket[] {
    return [...this.tickets.values()].filter(({ gone }) => !gone);
  }

  private take(rows: readonly SeenTicket[]): void {
    const byId = new Map(rows.map((row) => [row.id, row]));
    for (const ticket of this.tickets.values()) {
      const row = byId.get(ticket.id);
      if (row) this.consider(ticket, row);
      else if (ticket.seen && !ticket.gone) this.leave(ticket);
    }
  }

  private leave(ticket: RunTicket): void {
    ticket.gone = true;
    ticket.life.archived();
  }

  private consider(ticket: RunTicket, row: SeenTicket): void {
    ticket.seen = row;
    const key = keyOf(row);
    const waited = ticket.handled?.key === key && Date.now() - ticket.handled.at < thinkAgainMs;
    if (ticket.busy || waited) return;
    if (isAsking(row) && (ticket.handled?.key === key || !(row.offer ?? row.visitOffer))) return;
    const action = ticket.life.next(row);
    if (!action) return;
    ticket.busy = true;
    void this.perform(ticket, row, action).finally(() => {
      ticket.handled = { key, at: Date.now() };
      ticket.busy = false;
    });
  }

  private async perform(ticket: RunTicket, row: SeenTicket, { delay: seconds, steps }: NextAction): Promise<void> {
    await delay(seconds * 1000);
    if (isAsking(row)) ticket.life.offerSettled(row);
    await actOut(this.actor, row.id, steps, () => this.running);
  }
}
