import type { PackParents } from '@mendline/contracts/policy-pack';
import type { EntityManager } from 'typeorm';
import { shippedPacks } from './pack.parents.js';
import { PolicyPackEntity } from './policy-pack.entity.js';
import type { PackParent } from './policy-pack.entity.js';

/** The packs that a tenant's may extend: its own, each in its newest version and as it was resolved, then those that come with the system. */
export interface TenantPacks extends PackParents {
  /** Which version counts for a code; null for one that comes with the system. */
  versionOf(code: string): PackParent;
}

export const packsOfTenant = (em: EntityManager, tenantId: string): TenantPacks => {
  const versions = new Map<string, number>();
  return {
    find: async (code) => {
      const row = await em.findOne(PolicyPackEntity, { where: { tenantId, pack: code }, order: { version: 'DESC' } });
      if (!row) return shippedPacks.find(code);
      versions.set(code, row.version);
      return row.content;
    },
    codes: async () => {
      const own = await em.query<{ pack: string }[]>('select distinct pack from policy_packs where tenant_id = $1', [tenantId]);
      return [...new Set([...own.map(({ pack }) => pack), ...(await shippedPacks.codes())])].sort();
    },
    versionOf: (pack) => ({ pack, version: versions.get(pack) ?? null }),
  };
};
