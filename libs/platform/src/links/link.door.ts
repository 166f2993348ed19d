import { RateLimiter } from '../auth/tokens/index.js';
import type { Language } from '../graphql/errors/index.js';
import { type CustomerLinks, isAbout } from './customer.links.js';
import type { LinkAnswer, LinkDesk, OpenedLink } from './link.desk.js';
import { linkOtherPurpose } from './link.errors.js';
import type { LinkPage } from './link.page.js';

/** Of one network address; behind a proxy many customers have the same one. */
const perAddress = { burst: 60, perSecond: 10 };
/** Of one link. */
const perLink = { burst: 20, perSecond: 0.2 };

/** Lets in whoever has a right link, at a bearable rate. */
export class LinkDoor {
  private readonly addresses: RateLimiter;
  private readonly links: RateLimiter;

  constructor(
    private readonly customers: CustomerLinks,
    private readonly desk: LinkDesk,
    now?: () => Date,
  ) {
    // No limit for a tenant: it would let a stranger close the door to all of a tenant's customers.
    this.addresses = new RateLimiter({ perClient: perAddress, perTenant: perAddress }, now);
    this.links = new RateLimiter({ perClient: perLink, perTenant: perLink }, now);
  }

  async show(token: string, address: string, language: Language): Promise<LinkPage> {
    return this.desk.show(await this.open(token, address), language);
  }

  async act(token: string, address: string, answer: LinkAnswer, language: Language): Promise<LinkPage> {
    return this.desk.act(await this.open(token, address), answer, language);
  }

  /** Throws DomainError `rate.limited`, `link.invalid`, `link.expired`, `link.other-purpose`. */
  private async open(token: string, address: string): Promise<OpenedLink> {
    this.addresses.take({ client: address });
    const read = this.customers.read(token);
    const { tenantId, ticketId, purpose, nonce, expiresAt } = read.claim;
    const id = `${ticketId.slice(ticketId.indexOf('_') + 1)}-${nonce}`;
    this.links.take({ client: id });
    const customerId = await this.desk.customerOf(tenantId, ticketId);
    await this.customers.prove(read, customerId);
    if (customerId === null || !this.desk.purposes.includes(purpose)) throw linkOtherPurpose();
    const who = { subject: `link:${id}`, tenant: tenantId, roles: ['customer'], customerId, dataScope: 'own', expiresAt } as const;
    return { id, purpose, ticketId, who, isAbout: (about) => isAbout(read.claim, about) };
  }
}
