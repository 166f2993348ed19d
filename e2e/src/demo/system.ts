import { CommandClient, GraphqlClient, TokenCache } from '../client/index.js';

/** A running system as seen from outside. */
export interface DemoSystem {
  readonly graphql: GraphqlClient;
  readonly commands: CommandClient;
  readonly gatewayUrl: string;
  /** Base URLs of the services, for their operator pages. */
  readonly services: Readonly<Record<string, string>>;
}

const serviceNames = ['intake', 'dispatch', 'field-service', 'quality-analytics'];

/** Reads where the system is from the environment that the launcher hands out. Throws with what is missing. */
export const connect = (env: NodeJS.ProcessEnv): DemoSystem => {
  const need = (name: string): string => {
    const value = env[name];
    if (!value) throw new Error(`${name} is not set: start the system first (npm run serve) and run this by npm run demo`);
    return value;
  };
  const gatewayUrl = need('GATEWAY_URL');
  const graphql = new GraphqlClient({ url: gatewayUrl, tokens: new TokenCache(need('OIDC_ISSUER')) });
  const services = serviceNames.flatMap((name) => {
    const url = env[`${name.toUpperCase().replaceAll('-', '_')}_URL`];
    return url ? [[name, url] as const] : [];
  });
  return { graphql, commands: new CommandClient(graphql), gatewayUrl, services: Object.fromEntries(services) };
};
