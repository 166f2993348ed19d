import type { ArchivePlan } from '@mendline/contracts/intake';
import type { PolicyPack } from '@mendline/contracts/policy-pack';

/** When a tenant's archive run begins, by the pack of its new tickets. */
export const archivePlanOf = (tenantId: string, { archiveRun, zone }: Pick<PolicyPack, 'archiveRun' | 'zone'>): ArchivePlan => ({
  tenantId,
  daily: archiveRun && { at: archiveRun.at, zone },
});
