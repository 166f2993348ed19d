import { forbidden } from '@mendline/contracts/errors';
import type { Role } from '@mendline/contracts/ticket';
import type { Principal } from '@mendline/platform/auth';

/** Who reads quality figures. */
export const qualityReaders = ['quality-manager', 'manager', 'supervisor', 'general-manager', 'administrator'] as const satisfies readonly Role[];

/** Which tickets a caller may see. Both null: all of the tenant. */
export interface TicketScope {
  readonly region: string | null;
  readonly ownerId: string | null;
}

/** A caller of one region, or of a team within it, sees that region. */
const regionOf = ({ dataScope, region }: Principal): string | null | undefined => {
  if (dataScope === 'all') return null;
  return dataScope === 'own' ? undefined : region;
};

/**
 * The caller's data scope, narrowed to the region asked for.
 * Throws `region.not-allowed` for a region outside it, and for a caller to whom no ticket could be shown.
 */
export const ticketScopeOf = (principal: Principal, asked: string | null = null): TicketScope => {
  const region = regionOf(principal);
  if (region === undefined) {
    if (principal.personId === undefined) throw forbidden('region.not-allowed');
    return { region: asked, ownerId: principal.personId };
  }
  if (region !== null && asked !== null && asked !== region) throw forbidden('region.not-allowed');
  return { region: region ?? asked, ownerId: null };
};
