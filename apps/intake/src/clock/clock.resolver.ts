import type { RequestContext } from '@mendline/platform/graphql';
import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import { Ticket, TicketEscalation } from '../ticket/ticket.model.js';
import * as view from '../ticket/ticket.view.js';
import { TicketClock } from './clock.model.js';
import { ClockReader } from './clock.reader.js';

/** What depends on the reader's language, or is worth computing only when asked for. */
@Resolver(() => TicketClock)
export class ClockResolver {
  @ResolveField(() => String, { description: "The target's name in the caller's language." })
  title(@Parent() { titles }: TicketClock, @Context() { language }: RequestContext): string {
    return titles[language];
  }

  @ResolveField(() => [String], { description: 'How it came to its deadline, line by line in the caller\'s language: every counted and skipped span with its reason, and the rules that set it.' })
  explanation(@Parent() clock: TicketClock, @Context() { language }: RequestContext): readonly string[] {
    return clock.explain(language);
  }
}

/** Clocks and escalations of tickets: each once for a whole page. */
@Resolver(() => Ticket)
export class TicketClocksResolver {
  constructor(private readonly clockReader: ClockReader) {}

  @ResolveField(() => [TicketClock])
  clocks(@Parent() { id }: Ticket, @Context() { loaders }: RequestContext): Promise<TicketClock[]> {
    return loaders.get(this.clockReader.clocks).load(id);
  }

  @ResolveField(() => [TicketEscalation], { description: 'Empty for customers: whom a late clock told is the house\'s own.' })
  async escalations(@Parent() { id }: Ticket, @Context() { loaders, principal }: RequestContext): Promise<TicketEscalation[]> {
    if (principal?.roles.includes('customer')) return [];
    return (await loaders.get(this.clockReader.escalations).load(id)).map(view.escalation);
  }
}
