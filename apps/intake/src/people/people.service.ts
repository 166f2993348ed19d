import type { Recipient } from '@mendline/contracts/policy-pack';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { reachableStaff } from './people.repository.js';
import { resolveRecipients } from './recipient.domain.js';
import type { RecipientContext, ResolvedRecipient } from './recipient.domain.js';

/** Who is who: finds the people that rules name, at the instant they are asked for. */
@Injectable()
export class PeopleService {
  /** People (and the customer) that rules name for a ticket, each once; the absent give way to deputy and manager chain. */
  async resolve(
    em: EntityManager,
    tenantId: string,
    rules: readonly Recipient[],
    context: RecipientContext,
    now: Date,
  ): Promise<readonly ResolvedRecipient[]> {
    if (rules.length === 0) return [];
    const staff = rules.every((rule) => rule === 'customer') ? new Map() : await reachableStaff(em, tenantId);
    return resolveRecipients(rules, staff, context, now);
  }
}
