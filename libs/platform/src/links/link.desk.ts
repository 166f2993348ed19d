import type { Principal } from '../auth/index.js';
import type { Language } from '../graphql/errors/index.js';
import type { LinkPurpose } from './link.bytes.js';
import type { LinkPage } from './link.page.js';

/** A link that was proven: who opens it acts as the ticket's customer, for its purpose alone. */
export interface OpenedLink {
  /** Names the link in journals and in the audit log; nobody opens anything with it. */
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly ticketId: string;
  readonly who: Principal & { readonly customerId: string };
  isAbout(about: string): boolean;
}

/** What the customer said: the fields of one act. */
export interface LinkAnswer {
  readonly act: string;
  /** Null where nothing was said. */
  field(name: string): string | null;
  /** Everything that was ticked under a name. */
  fields(name: string): readonly string[];
}

/** What a service does behind links. Refusals are DomainErrors; the door writes them out. */
export interface LinkDesk {
  /** First part of the path, with a slash before it. */
  readonly path: string;
  readonly purposes: readonly LinkPurpose[];
  /** The customer of a ticket; null for one that is not known. */
  customerOf(tenantId: string, ticketId: string): Promise<string | null>;
  /** Opening a link changes nothing: programs that look at mails open links too. */
  show(link: OpenedLink, language: Language): Promise<LinkPage>;
  act(link: OpenedLink, answer: LinkAnswer, language: Language): Promise<LinkPage>;
}
