import { type INestApplication, Module, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { AuthModule } from '@mendline/platform/auth';
import { graphqlModule } from '@mendline/platform/graphql';
import { addTimeHook } from '@mendline/platform/service';

@Module({})
class TinyModule {}

/** A running subgraph of a spec. */
export interface TinySubgraph {
  readonly url: string;
  readonly port: number;
  readonly app: INestApplication;
}

export interface TinyOptions {
  readonly port?: number;
  readonly orphanedTypes?: readonly Type[];
  /** By which it judges tokens, and which it tells; the machine's own where nothing is said. */
  readonly now?: () => Date;
}

/** Boots resolvers as a subgraph; port 0 takes a free one. */
export const startTinySubgraph = async (issuer: string, resolvers: readonly Type[], { port = 0, orphanedTypes = [], now = () => new Date() }: TinyOptions = {}): Promise<TinySubgraph> => {
  const rate = { burst: 100_000, perSecond: 100_000 };
  const imports = [AuthModule.forRoot({ issuer, audience: 'mendline', now, rateLimits: { perClient: rate, perTenant: rate } }), graphqlModule({ introspection: true, orphanedTypes })];
  const app = await NestFactory.create({ module: TinyModule, imports, providers: [...resolvers] }, new FastifyAdapter({ forceCloseConnections: true }), { logger: false });
  addTimeHook(app.getHttpAdapter().getInstance(), now);
  await app.listen(port, '127.0.0.1');
  const bound = Number(new URL(await app.getUrl()).port);
  return { url: `http://127.0.0.1:${bound}/graphql`, port: bound, app };
};
