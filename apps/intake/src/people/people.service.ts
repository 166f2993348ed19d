import type { Recipient } from '@mendline/contracts/policy-pack';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { onCallAt, reachableStaff } from './people.repository.js';
import { mayOwn } from './role-groups.js';
import { resolveRecipients } from './recipient.domain.js';
import type { RecipientContext, ResolvedRecipient } from './recipient.domain.js';

type Staff = Awaited<ReturnType<typeof reachableStaff>>;

/** Who is who: finds the people that rules name, at the instant they are asked for. */
@Injectable()
export class PeopleService {
  /** What a transaction has read of its tenants' staff: one that raises several levels and tells many reads it once. */
  private readonly read = new WeakMap<EntityManager, Map<string, Promise<Staff>>>();

  /** The first of several people who may own tickets now; null when none of them may. */
  async firstOwner(em: EntityManager, tenantId: string, ids: readonly string[]): Promise<string | null> {
    const staff = await this.staff(em, tenantId);
    return ids.find((id) => staff.get(id)?.active && mayOwn(staff.get(id)?.roles ?? [])) ?? null;
  }

  /** People (and the customer) that rules name for a ticket, each once; the absent give way to deputy and manager chain. */
  async resolve(
    em: EntityManager,
    tenantId: string,
    rules: readonly Recipient[],
    context: RecipientContext,
    now: Date,
  ): Promise<readonly ResolvedRecipient[]> {
    if (rules.length === 0) return [];
    const staff = rules.every((rule) => rule === 'customer') ? new Map() : await this.staff(em, tenantId);
    const onCall = rules.some((rule) => rule.startsWith('on-call:')) ? await onCallAt(em, tenantId, now) : [];
    return resolveRecipients(rules, staff, context, now, onCall);
  }

  private staff(em: EntityManager, tenantId: string): Promise<Staff> {
    const known = this.read.get(em) ?? new Map<string, Promise<Staff>>();
    this.read.set(em, known);
    const staff = known.get(tenantId) ?? reachableStaff(em, tenantId);
    known.set(tenantId, staff);
    return staff;
  }
}
