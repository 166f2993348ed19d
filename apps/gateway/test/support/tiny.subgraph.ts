import { type INestApplication, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AuthModule } from '@mendline/platform/auth';
import { graphqlModule } from '@mendline/platform/graphql';

@Module({})
class TinyModule {}

/** A running subgraph of a spec. */
export interface TinySubgraph {
  readonly url: string;
  readonly port: number;
  readonly app: INestApplication;
}

/** Boots resolvers as a subgraph; port 0 takes a free one. */
export const startTinySubgraph = async (issuer: string, resolvers: readonly Type[], { port = 0, orphanedTypes = [] }: { readonly port?: number; readonly orphanedTypes?: readonly Type[] } = {}): Promise<TinySubgraph> => {
  const rate = { burst: 100_000, perSecond: 100_000 };
  const imports = [AuthModule.forRoot({ issuer, audience: 'mendline', rateLimits: { perClient: rate, perTenant: rate } }), graphqlModule({ introspection: true, orphanedTypes })];
  const app = await NestFactory.create({ module: TinyModule, imports, providers: [...resolvers] }, new FastifyAdapter({ forceCloseConnections: true }), { logger: false });
  await app.listen(port, '127.0.0.1');
  const bound = Number(new URL(await app.getUrl()).port);
  return { url: `http://127.0.0.1:${bound}/graphql`, port: bound, app };
};
