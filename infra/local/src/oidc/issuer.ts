import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider, { type ClientMetadata, type Configuration, type UnknownObject } from 'oidc-provider';
import { clientIdOf, type DemoPerson } from './people.file.js';
import type { IssuerSecrets } from './signing.keys.js';
import { localAudience, localResource, localSecret } from './token.client.js';

export interface IssuerOptions {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
  /** The name in the tokens; default `http://<host>:<port>`. */
  readonly issuer?: string;
  readonly people: readonly DemoPerson[];
  readonly secrets: IssuerSecrets;
}

export interface RunningIssuer {
  readonly issuer: string;
  close(): Promise<void>;
}

const tokenLife = 3_600;

const claimsOf = (person: DemoPerson): UnknownObject => ({
  tenant: person.tenant,
  roles: person.roles,
  scope_data: person.scope_data,
  ...(person.personId === null ? {} : { personId: person.personId }),
  ...(person.customerId === null ? {} : { customerId: person.customerId }),
  ...(person.region === null ? {} : { region: person.region }),
});

const clientOf = (person: DemoPerson): ClientMetadata => ({
  client_id: clientIdOf(person.tenant, person.login),
  client_secret: localSecret,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
  token_endpoint_auth_method: 'client_secret_post',
});

const configuration = ({ people, secrets }: IssuerOptions): Configuration => {
  const byClient = new Map(people.map((person) => [clientIdOf(person.tenant, person.login), person]));
  return {
    clients: people.map(clientOf),
    jwks: secrets.jwks,
    cookies: { keys: secrets.cookieKeys },
    ttl: { ClientCredentials: tokenLife },
    extraTokenClaims: (_context, token) => {
      const person = token.clientId === undefined ? undefined : byClient.get(token.clientId);
      return person ? claimsOf(person) : undefined;
    },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => localResource,
        getResourceServerInfo: () => ({ scope: '', audience: localAudience, accessTokenFormat: 'jwt', accessTokenTTL: tokenLife, jwt: { sign: { alg: 'RS256' } } }),
      },
    },
  };
};

const listen = (server: Server, host: string, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve((server.address() as AddressInfo).port));
  });

/** An OIDC issuer for one machine: client credentials of the demo people, access tokens as JWT. Never for production. */
export const startIssuer = async (options: IssuerOptions): Promise<RunningIssuer> => {
  const server = createServer();
  const port = await listen(server, options.host, options.port);
  const issuer = options.issuer ?? `http://${options.host}:${port}`;
  const handle = new Provider(issuer, configuration(options)).callback();
  server.on('request', (request, response) => {
    if (request.url === '/readyz') response.writeHead(200, { 'content-type': 'application/json' }).end('{"ready":true}');
    else void handle(request, response);
  });
  return {
    issuer,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
