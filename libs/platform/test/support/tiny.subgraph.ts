import 'reflect-metadata';
import { conflict, notFound } from '@mendline/contracts/errors';
import { type INestApplication, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Args, Context, Directive, Field, ID, Int, Mutation, ObjectType, Parent, Query, ResolveField, ResolveReference, Resolver, Subscription } from '@nestjs/graphql';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { Allow, AuthModule, CurrentPrincipal, type Principal, Public, type RateLimits } from '../../src/auth/index.js';
import { graphqlModule, registerMessages, type RequestContext } from '../../src/graphql/index.js';

registerMessages({
  zh: { 'thing.not-found': '找不到 {id}。', 'thing.closed': '已关闭。' },
  en: { 'thing.not-found': 'No thing {id}.', 'thing.closed': 'Already closed.' },
});

@ObjectType()
@Directive('@key(fields: "id")')
export class Thing {
  @Field(() => ID)
  id!: string;

  @Field()
  name!: string;

  @Field(() => Date)
  madeAt!: Date;
}

const thing = (id: string): Thing => Object.assign(new Thing(), { id, name: `thing ${id}`, madeAt: new Date('2026-03-01T08:00:00Z') });

@Resolver(() => Thing)
export class ThingResolver {
  @Public()
  @Query(() => String)
  hello(): string {
    return 'hello';
  }

  @Allow('csr', 'supervisor')
  @Query(() => Thing, { nullable: true })
  thing(@Args('id', { type: () => ID }) id: string): Thing {
    if (id === 'none') throw notFound('thing.not-found', { id });
    if (id === 'bug') throw new Error('secret: password=42');
    return thing(id);
  }

  @Allow('csr')
  @Query(() => [Thing])
  things(@Args('first', { type: () => Int }) first: number): Thing[] {
    return Array.from({ length: Math.min(first, 3) }, (_, i) => thing(String(i)));
  }

  @Allow('manager')
  @Query(() => String)
  secret(@CurrentPrincipal() principal: Principal): string {
    return principal.subject;
  }

  @Allow('csr')
  @Mutation(() => Thing)
  close(@Args('at', { type: () => Date }) at: Date, @CurrentPrincipal() principal: Principal): Thing {
    if (at.getTime() === 0) throw conflict('thing.closed');
    return thing(`${principal.tenant} ${at.toISOString()}`);
  }

  @Allow('csr')
  @Subscription(() => Int, { resolve: (value: number) => value })
  async *count(@Args('to', { type: () => Int }) to: number): AsyncGenerator<number> {
    for (let i = 1; i <= to; i += 1) yield await Promise.resolve(i);
  }

  @Allow('csr')
  @Subscription(() => Int, { resolve: (value: number) => value })
  forever(): AsyncIterableIterator<number> {
    return { next: () => new Promise(() => undefined), return: () => Promise.resolve({ done: true, value: undefined }), [Symbol.asyncIterator]() { return this; } };
  }

  @Allow('csr')
  @Subscription(() => Thing, { resolve: (id: string) => thing(id) })
  async *made(): AsyncGenerator<string> {
    yield await Promise.resolve('1');
  }

  @ResolveField(() => [Thing])
  list(@Parent() { id }: Thing, @Args('first', { type: () => Int }) first: number): Thing[] {
    return [thing(id)].slice(0, first);
  }

  @ResolveField(() => Thing)
  parent(@Parent() { id }: Thing): Thing {
    return thing(`${id}.`);
  }

  @Allow('manager')
  @ResolveField(() => String, { nullable: true })
  price(@Context() context: RequestContext): string {
    return context.language;
  }

  @Allow('csr', 'supervisor')
  @ResolveReference()
  resolveReference({ id }: { id: string }): Thing {
    return thing(id);
  }
}

@Module({})
class TinyModule {}

/** A subgraph with one entity, on a free port. */
export const startTinySubgraph = async (issuer: string, rateLimits?: RateLimits): Promise<{ readonly url: string; readonly app: INestApplication }> => {
  const imports = [AuthModule.forRoot({ issuer, audience: 'mendline', ...(rateLimits ? { rateLimits } : {}) }), graphqlModule({ introspection: true })];
  const app = await NestFactory.create({ module: TinyModule, imports, providers: [ThingResolver] }, new FastifyAdapter(), { logger: false });
  await app.listen(0, '127.0.0.1');
  return { url: `${(await app.getUrl()).replace('[::1]', '127.0.0.1')}/graphql`, app };
};
