import { durationMs } from '@mendline/contracts/policy-pack';
import type { DeliveryRules } from '@mendline/contracts/policy-pack';
import { CustomerLinks } from '@mendline/platform/links';
import type { LinkPurpose } from '@mendline/platform/links';
import { Inject, Injectable } from '@nestjs/common';
import { LINK_BASES } from '../intake.tokens.js';

/** Where customers reach the pages behind links, without a slash at the end; null: there are no links. */
export interface LinkBases {
  readonly pages: string | null;
  /** Field-service's, where plans are agreed to. */
  readonly consent: string | null;
}

/** A notice whose rule brings a link. */
export interface LinkedNotice {
  readonly id: string;
  readonly ticketId: string | null;
  readonly linkPurpose: LinkPurpose | null;
  readonly linkAbout: string | null;
  readonly createdAt: Date;
}

/** Makes the links of notices when they are sent: no link is ever kept. A notice that is sent again brings the same link. */
@Injectable()
export class LinkGiver {
  constructor(
    private readonly links: CustomerLinks,
    @Inject(LINK_BASES) private readonly bases: LinkBases,
  ) {}

  /** The address for this customer; null where the notice brings none, or the service has no address that customers reach. */
  async linkOf(tenantId: string, customerId: string, notice: LinkedNotice, rules: Pick<DeliveryRules, 'links'>): Promise<string | null> {
    const { id, ticketId, linkPurpose: purpose, linkAbout: about, createdAt } = notice;
    if (purpose === null || about === null || ticketId === null) return null;
    const base = purpose === 'consent' ? this.bases.consent : this.bases.pages;
    if (base === null) return null;
    const expiresAt = new Date(createdAt.getTime() + durationMs(rules.links[purpose]));
    return `${base}/${purpose === 'consent' ? 'q' : 'l'}/${await this.links.give({ purpose, tenantId, ticketId, customerId, about }, id, expiresAt)}`;
  }
}
