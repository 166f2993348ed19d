import { SubscriptionClient, TokenCache } from '../client/index.js';
import type { Team } from './people.js';
import type { DemoSystem } from './system.js';

const query = 'subscription { escalationRaised { clockId level recipientId } }';

/** Counts escalations as they are raised, by a subscription of each tenant's manager. For the board only: the check reads facts. */
export class EscalationWatch {
  count = 0;
  private readonly clients: readonly SubscriptionClient[];

  constructor(system: DemoSystem, teams: readonly Team[]) {
    const tokens = new TokenCache(process.env['OIDC_ISSUER'] ?? '');
    this.clients = teams.map((team) => new SubscriptionClient(system.gatewayUrl, tokens, team.one('manager')));
    for (const client of this.clients) void this.listen(client);
  }

  async close(): Promise<void> {
    await Promise.all(this.clients.map((client) => client.close()));
  }

  private async listen(client: SubscriptionClient): Promise<void> {
    try {
      for await (const _ of client.events(query)) this.count += 1;
    } catch {
      // The board goes without this count; nothing depends on it.
    }
  }
}
