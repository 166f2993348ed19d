import { Injectable } from '@nestjs/common';
import { GraphQLFederationFactory } from '@nestjs/graphql';
import { type MercuriusDriverConfig, MercuriusFederationDriver } from '@nestjs/mercurius';
import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql';
import { buildSubgraph, finishSubgraph } from './subgraph.schema.js';

export interface SubgraphDriverConfig extends MercuriusDriverConfig {
  /** Refuses a subscription that costs too much, by throwing. Mercurius' own hook does not know the variables. */
  readonly checkSubscription: (info: GraphQLResolveInfo) => void;
}

/** Mercurius with federation by @apollo/subgraph 2.15 (MIT throughout), which the stock driver cannot call. */
@Injectable()
export class MendlineFederationDriver extends MercuriusFederationDriver {
  constructor(private readonly factory: GraphQLFederationFactory) {
    super(factory);
  }

  override async generateSchema(options: SubgraphDriverConfig): Promise<GraphQLSchema> {
    return finishSubgraph(await this.factory.generateSchema(options, buildSubgraph), options.checkSubscription);
  }
}
