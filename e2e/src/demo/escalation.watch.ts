import { setTimeout as delay } from 'node:timers/promises';
import { SubscriptionClient, TokenCache } from '../client/index.js';
import type { Team } from './people.js';
import type { DemoSystem } from './system.js';

const query = 'subscription { escalationRaised { clockId level recipientId } }';

/** Counts escalations as they are raised, by a subscription of each tenant's manager. For the board only: the check reads facts. */
export class EscalationWatch {
  count = 0;
  private closed = false;
  private readonly clients: readonly SubscriptionClient[];

  constructor(system: DemoSystem, teams: readonly Team[]) {
    const tokens = new TokenCache(process.env['OIDC_ISSUER'] ?? '');
    this.clients = teams.map((team) => new SubscriptionClient(system.gatewayUrl, tokens, team.one('manager')));
    for (const client of this.clients) void this.listen(client);
  }

  async close(): Promise<void> {
    this.closed = true;
    await Promise.all(this.clients.map((client) => client.close()));
  }

  /** Subscribes again when a connection ends; the board may miss what was raised in between. */
  private async listen(client: SubscriptionClient): Promise<void> {
    while (!this.closed) {
      try {
        for await (const _ of client.events(query)) this.count += 1;
      } catch {
        // Nothing but the board depends on this count: the check reads facts.
      }
      await delay(1_000);
    }
  }
}
