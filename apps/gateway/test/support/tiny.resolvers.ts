import 'reflect-metadata';
import { Allow, CurrentPrincipal, type Principal, Public } from '@mendline/platform/auth';
import type { RequestContext } from '@mendline/platform/graphql';
import { registerMessages } from '@mendline/platform/graphql/errors';
import { notFound } from '@mendline/contracts/errors';
import { Args, Context, Directive, Field, ID, Int, Mutation, ObjectType, Query, ResolveField, ResolveReference, Resolver, Subscription } from '@nestjs/graphql';

registerMessages({ zh: { 'ticket.not-found': '找不到工单 {id}。' }, en: { 'ticket.not-found': 'No ticket {id}.' } });

@ObjectType('Ticket')
@Directive('@key(fields: "id")')
export class OwnedTicket {
  @Field(() => ID)
  id!: string;

  @Field()
  number!: string;
}

const ticketOf = (id: string): OwnedTicket => Object.assign(new OwnedTicket(), { id, number: `N${id}` });

/** The owner of tickets. */
@Resolver(() => OwnedTicket)
export class TicketResolver {
  @Public()
  @Query(() => String)
  hello(): string {
    return 'hello';
  }

  @Allow('csr')
  @Query(() => OwnedTicket, { nullable: true })
  async ticket(@Args('id', { type: () => ID }) id: string): Promise<OwnedTicket> {
    if (id === 'none') throw notFound('ticket.not-found', { id });
    if (id === 'bug') throw new Error('secret at http://127.0.0.1:4001');
    if (id === 'slow') await new Promise((resolve) => setTimeout(resolve, 500));
    return ticketOf(id);
  }

  @Allow('csr', 'supervisor')
  @Query(() => String)
  async me(@CurrentPrincipal() principal: Principal): Promise<string> {
    await new Promise((resolve) => setTimeout(resolve, 20));
    return principal.subject;
  }

  @Allow('csr')
  @Query(() => String)
  heard(@Context() context: RequestContext): string {
    return `${context.language} ${context.correlationId}`;
  }

  @Allow('csr')
  @Mutation(() => OwnedTicket)
  open(@Args('text') text: string): OwnedTicket {
    return ticketOf(String(text.length));
  }

  @Allow('csr')
  @Subscription(() => OwnedTicket, { resolve: (id: string) => ticketOf(id) })
  async *ticketChanged(@Args('times', { type: () => Int }) times: number): AsyncGenerator<string> {
    for (let i = 1; i <= times; i += 1) yield await Promise.resolve(String(i));
  }

  @Allow('csr')
  @Subscription(() => Int, { resolve: (value: number) => value })
  async *late(): AsyncGenerator<number> {
    for (let i = 1; i <= 3; i += 1) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      yield i;
    }
  }

  @Allow('csr')
  @Subscription(() => Int, { resolve: (value: number) => value })
  forever(): AsyncIterableIterator<number> {
    const done = { done: true, value: undefined } as const;
    return {
      next: () => new Promise(() => undefined),
      return: () => Promise.resolve(done),
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  @Allow('csr')
  @ResolveReference()
  resolveReference({ id }: { id: string }): OwnedTicket {
    return ticketOf(id);
  }
}

@ObjectType('Ticket')
@Directive('@key(fields: "id")')
export class VisitedTicket {
  @Field(() => ID)
  id!: string;
}

/** Another service that adds a field to tickets. */
@Resolver(() => VisitedTicket)
export class VisitResolver {
  @Public()
  @Query(() => String)
  visits(): string {
    return 'visits';
  }

  @Allow('csr')
  @ResolveReference()
  resolveReference({ id }: { id: string }): VisitedTicket {
    return Object.assign(new VisitedTicket(), { id });
  }

  @ResolveField(() => String, { nullable: true })
  visitor(@Context() context: RequestContext): string {
    return `${context.principal?.tenant ?? 'nobody'} engineer`;
  }
}
