/** The secret of every local demo client. It opens nothing but the local issuer. */
export const localSecret = 'mendline-local-only';

/** The `aud` of access tokens. */
export const localAudience = 'mendline';

/** The resource that tokens are asked for; the standard wants an absolute URI. */
export const localResource = 'urn:mendline:api';

/** An access token of a demo person, by client credentials. Throws with the issuer's answer when it refuses. */
export const fetchToken = async (issuer: string, tenant: string, login: string): Promise<string> => {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    body: new URLSearchParams({ grant_type: 'client_credentials', client_id: `${tenant}.${login}`, client_secret: localSecret, resource: localResource }),
  });
  const answer = (await response.json()) as { readonly access_token?: string; readonly error?: string };
  if (answer.access_token === undefined) throw new Error(`No token for ${tenant}.${login}: ${answer.error ?? String(response.status)}`);
  return answer.access_token;
};
