import { describe, expect, it } from '@jest/globals';
import { readGatewayConfig } from './gateway.config.js';

const least = { SUBGRAPHS: 'intake=http://127.0.0.1:4001/graphql, dispatch=http://127.0.0.1:4002/graphql?a=b', OIDC_ISSUER: 'http://127.0.0.1:4010' };

describe('readGatewayConfig', () => {
  it('reads the services in order', () => {
    expect(readGatewayConfig(least).SUBGRAPHS).toEqual([
      { name: 'intake', url: 'http://127.0.0.1:4001/graphql' },
      { name: 'dispatch', url: 'http://127.0.0.1:4002/graphql?a=b' },
    ]);
  });

  it.each([
    [{ ...least, SUBGRAPHS: 'intake' }, 'SUBGRAPHS'],
    [{ ...least, SUBGRAPHS: '' }, 'SUBGRAPHS'],
    [{ ...least, OIDC_ISSUER: 'nowhere' }, 'OIDC_ISSUER'],
    [{ ...least, HTTP_PORT: '70000' }, 'HTTP_PORT'],
    [{ ...least, ROLES: 'worker' }, 'ROLES'],
    [{ ...least, TRUSTED_DOCUMENTS_ONLY: 'true' }, 'TRUSTED_DOCUMENTS_FILE'],
    [{ ...least, INTROSPECTION: 'perhaps' }, 'INTROSPECTION'],
  ])('refuses a wrong environment by name', (env, name) => {
    expect(() => readGatewayConfig(env)).toThrow(name);
  });
});
