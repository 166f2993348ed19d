import { Injectable } from '@nestjs/common';
import { GraphQLFederationFactory } from '@nestjs/graphql';
import { type MercuriusDriverConfig, MercuriusFederationDriver } from '@nestjs/mercurius';
import type { GraphQLSchema } from 'graphql';
import { buildSubgraph, finishSubgraph } from './subgraph.schema.js';

/** Mercurius with federation by @apollo/subgraph 2.15 (MIT throughout), which the stock driver cannot call. */
@Injectable()
export class MendlineFederationDriver extends MercuriusFederationDriver {
  constructor(private readonly factory: GraphQLFederationFactory) {
    super(factory);
  }

  override async generateSchema(options: MercuriusDriverConfig): Promise<GraphQLSchema> {
    return finishSubgraph(await this.factory.generateSchema(options, buildSubgraph));
  }
}
