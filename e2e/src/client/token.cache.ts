/** The secret and resource of the local issuer's demo clients; they open nothing else. */
const secret = 'mendline-local-only';
const resource = 'urn:mendline:api';

interface TokenAnswer {
  readonly access_token?: string;
  readonly expires_in?: number;
  readonly error?: string;
}

interface KeptToken {
  readonly token: Promise<string>;
  refreshAt: number;
}

/** Who signs in: a login of a tenant, as in infra/local/people.json. */
export interface Login {
  readonly tenant: string;
  readonly login: string;
}

/** Access tokens of the local issuer by client credentials, each fetched once and again before it ends. */
export class TokenCache {
  private readonly kept = new Map<string, KeptToken>();

  constructor(private readonly issuer: string) {}

  /** Throws with the issuer's answer when it refuses. */
  async get({ tenant, login }: Login): Promise<string> {
    const client = `${tenant}.${login}`;
    const known = this.kept.get(client);
    if (known && Date.now() < known.refreshAt) return known.token;
    const fresh: KeptToken = { token: this.fetch(client, (seconds) => { fresh.refreshAt = Date.now() + seconds * 800; }), refreshAt: Date.now() + 30_000 };
    this.kept.set(client, fresh);
    fresh.token.catch(() => this.kept.delete(client));
    return fresh.token;
  }

  private async fetch(client: string, lives: (seconds: number) => void): Promise<string> {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: client, client_secret: secret, resource });
    const response = await fetch(`${this.issuer}/token`, { method: 'POST', body, signal: AbortSignal.timeout(10_000) });
    const answer = (await response.json()) as TokenAnswer;
    if (answer.access_token === undefined) throw new Error(`no token for ${client}: ${answer.error ?? String(response.status)}`);
    lives(answer.expires_in ?? 60);
    return answer.access_token;
  }
}
