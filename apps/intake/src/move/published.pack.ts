import { notFound } from '@mendline/contracts';
import type { EntityManager } from 'typeorm';
import type { PolicyPackService } from '../policy-pack/policy-pack.service.js';
import type { Destination } from '../ticket/ticket-move.service.js';

/** A published pack as somewhere to move tickets to; the newest version if none is said. Throws DomainError `policy-pack.unknown`. */
export const publishedPack = async (
  em: EntityManager, packs: PolicyPackService, { tenantId, pack, version }: { readonly tenantId: string; readonly pack: string; readonly version: number | null },
): Promise<Destination> => {
  const packVersion = version ?? (await packs.newestOf(em, tenantId, pack));
  if (packVersion === null) throw notFound('policy-pack.unknown', { pack: pack.slice(0, 40), version: 0 });
  const pin = { tenantId, pack, packVersion };
  return { pin, pack: await packs.of(em, pin) };
};
