import { policyPackSchema } from '@mendline/contracts/policy-pack';
import type { DeliveryRules } from '@mendline/contracts/policy-pack';
import { DomainError } from '@mendline/contracts';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type { RecipientKind } from './delivery.repository.js';

/** DingTalk and WeCom both: 20 a minute for a robot, and silence for those who send more. */
const robotsPerMinute = 20;

/** How many messages a recipient may get within any minute. */
export const perMinuteOf = (kind: RecipientKind, rules: DeliveryRules): number => {
  if (kind === 'webhook') return Number.POSITIVE_INFINITY;
  return kind === 'group' ? robotsPerMinute : rules.perMinute;
};

/** The delivery rules of tenants: those of the pack that new tickets get. */
@Injectable()
export class RecipientLimits {
  constructor(private readonly packs: PolicyPackService) {}

  async rules(em: EntityManager, tenantId: string): Promise<DeliveryRules> {
    try {
      return (await this.packs.current(em, tenantId)).pack.delivery;
    } catch (error) {
      if (error instanceof DomainError && error.code === 'policy-pack.none') return policyPackSchema.shape.delivery.parse({});
      throw error;
    }
  }
}
