import { buildSubgraphSchema } from '@apollo/subgraph';
import { transformSchema } from '@nestjs/graphql';
import { type DocumentNode, type GraphQLFieldResolver, type GraphQLResolveInfo, type GraphQLScalarType, type GraphQLSchema, isObjectType, isScalarType } from 'graphql';
import { tokenMissing } from '../../auth/tokens/index.js';
import type { RequestContext } from '../context/request.context.js';
import { toWireError } from '../errors/client-error.js';
import { cursorScalar } from '../schema/cursor.scalar.js';
import { dateTimeScalar } from '../schema/date-time.scalar.js';

type Resolver = GraphQLFieldResolver<unknown, RequestContext>;
type Subscribers = Readonly<Record<string, { readonly subscribe?: Resolver } | undefined>>;

const scalars: readonly GraphQLScalarType[] = [dateTimeScalar, cursorScalar];

/** Builds the executable subgraph as @apollo/subgraph 2.15 wants it: a list of modules, and subscriptions put in by hand. */
export const buildSubgraph = ({ typeDefs, resolvers }: { typeDefs: DocumentNode; resolvers: Record<string, unknown> }): GraphQLSchema => {
  const schema = buildSubgraphSchema([{ typeDefs, resolvers: resolvers as never }]);
  const subscribers = (resolvers['Subscription'] ?? {}) as Subscribers;
  return transformSchema(schema, (type) => {
    if (isObjectType(type) && type.name === 'Subscription') {
      for (const field of Object.values(type.getFields())) {
        const subscribe = subscribers[field.name]?.subscribe;
        if (subscribe) field.subscribe ??= subscribe;
      }
    }
    return type;
  });
};

/** Last touches on the finished schema: our scalars, coded subscriptions, and no entity look-up without a token. */
export const finishSubgraph = (schema: GraphQLSchema, checkSubscription: (info: GraphQLResolveInfo) => void): GraphQLSchema => {
  for (const scalar of scalars) {
    const type = schema.getType(scalar.name);
    if (isScalarType(type)) Object.assign(type, { serialize: scalar.serialize, parseValue: scalar.parseValue, parseLiteral: scalar.parseLiteral });
  }
  for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
    if (field.subscribe) field.subscribe = codedSubscribe(field.subscribe, checkSubscription);
  }
  const entities = schema.getQueryType()?.getFields()['_entities'];
  if (entities?.resolve) entities.resolve = authenticated(entities.resolve);
  return schema;
};

const authenticated =
  (resolve: Resolver): Resolver =>
  (source, args, context, info) => {
    if (!context.principal) throw context.authError ?? tokenMissing();
    return resolve(source, args, context, info);
  };

const codedSubscribe =
  (subscribe: Resolver, check: (info: GraphQLResolveInfo) => void): Resolver =>
  async (source, args, context, info) => {
    try {
      check(info);
      const events = (await subscribe(source, args, context, info)) as AsyncIterable<unknown>;
      return freshEvents(events, context);
    } catch (error) {
      throw toWireError(error, context);
    }
  };

/** Each event is read with empty loaders, as if it were a request of its own; a failing source ends with a coded error. */
const freshEvents = (events: AsyncIterable<unknown>, context: RequestContext): AsyncIterableIterator<unknown> => {
  const source = events[Symbol.asyncIterator]();
  const done: IteratorResult<unknown> = { done: true, value: undefined };
  return {
    next: async () => {
      try {
        const event = await source.next();
        context.loaders.clear();
        return event;
      } catch (error) {
        throw toWireError(error, context);
      }
    },
    // Straight to the source: a generator of our own would wait for its pending `next` before it could end.
    return: async () => (await source.return?.()) ?? done,
    throw: async (error: unknown) => {
      await source.return?.();
      throw toWireError(error, context);
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
};
