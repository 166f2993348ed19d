import { invalid } from '@mendline/contracts/errors';
import type { Type } from '@nestjs/common';
import { ArgsType, Directive, Field, Int, ObjectType } from '@nestjs/graphql';
import { cursorScalar, decodeCursor, encodeCursor, type Keyset } from './cursor.scalar.js';

export const largestPage = 100;

@ObjectType()
@Directive('@shareable')
export class PageInfo {
  @Field()
  hasNextPage!: boolean;

  @Field()
  hasPreviousPage!: boolean;

  @Field(() => cursorScalar, { nullable: true })
  startCursor!: string | null;

  @Field(() => cursorScalar, { nullable: true })
  endCursor!: string | null;
}

/** Arguments of every list: `first` from 1 to 100 (default 20) and `after`. Read them by `readPage`. */
@ArgsType()
export class PageArgs {
  @Field(() => Int, { defaultValue: 20, description: 'Page size, 1 to 100.' })
  first!: number;

  @Field(() => cursorScalar, { nullable: true, description: 'The endCursor of the page before.' })
  after?: string | null;
}

/** A page as a repository needs it: fetch `limit + 1` rows beyond `after`. */
export interface PageRequest {
  readonly limit: number;
  readonly after: Keyset | null;
}

/** Throws `input.page-size` or `input.cursor-invalid`. */
export const readPage = ({ first, after }: PageArgs): PageRequest => {
  if (!Number.isInteger(first) || first < 1 || first > largestPage) throw invalid('input.page-size', { max: largestPage });
  return { limit: first, after: after === undefined || after === null ? null : decodeCursor(after) };
};

export interface Edge<T> {
  readonly cursor: string;
  readonly node: T;
}

/** Relay's connection; forward paging only. */
export interface Connection<T> {
  readonly edges: readonly Edge<T>[];
  readonly pageInfo: PageInfo;
}

/** A connection of the rows that were fetched with `limit + 1`; `keyset` tells what the list is sorted by. */
export const connectionPage = <T>(rows: readonly T[], page: PageRequest, keyset: (row: T) => Keyset): Connection<T> => {
  const edges = rows.slice(0, page.limit).map((node) => ({ cursor: encodeCursor(keyset(node)), node }));
  return {
    edges,
    pageInfo: {
      hasNextPage: rows.length > page.limit,
      hasPreviousPage: page.after !== null,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
};

/**
 * Base class of a connection type: `@ObjectType() export class TicketConnection extends connectionOf(Ticket) {}`.
 * The edge type is named after the node (`TicketEdge`).
 */
export const connectionOf = <T extends object>(node: Type<T>, name: string = node.name): Type<Connection<T>> => {
  @ObjectType(`${name}Edge`)
  class NodeEdge implements Edge<T> {
    @Field(() => cursorScalar)
    cursor!: string;

    @Field(() => node)
    node!: T;
  }

  @ObjectType({ isAbstract: true })
  class NodeConnection implements Connection<T> {
    @Field(() => [NodeEdge])
    edges!: NodeEdge[];

    @Field(() => PageInfo)
    pageInfo!: PageInfo;
  }
  return NodeConnection;
};
