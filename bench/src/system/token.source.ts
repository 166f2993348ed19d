/** The secret and resource of the local issuer's demo clients; they open nothing else. */
const secret = 'mendline-local-only';
const resource = 'urn:mendline:api';

/** Access tokens of the local issuer, one per person; they live longer than a measurement. */
export class TokenSource {
  private readonly kept = new Map<string, Promise<string>>();

  constructor(
    private readonly issuer: string,
    private readonly tenant: string,
  ) {}

  /** Throws with the issuer's answer when it refuses. */
  of(login: string): Promise<string> {
    const known = this.kept.get(login);
    if (known) return known;
    const fresh = this.fetch(login);
    this.kept.set(login, fresh);
    return fresh;
  }

  private async fetch(login: string): Promise<string> {
    const body = new URLSearchParams({ grant_type: 'client_credentials', client_id: `${this.tenant}.${login}`, client_secret: secret, resource });
    const response = await fetch(`${this.issuer}/token`, { method: 'POST', body });
    const { access_token: token } = (await response.json()) as { access_token?: string };
    if (token === undefined) throw new Error(`no token for ${login}: the issuer answered ${response.status}`);
    return token;
  }
}
