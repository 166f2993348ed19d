import { type Actor, roles, type Role } from '@mendline/contracts/ticket';
import { z } from 'zod';

/** How far a caller may see inside the tenant, from the claim `scope_data`. */
export const dataScopes = ['own', 'team', 'region', 'all'] as const;
export type DataScope = (typeof dataScopes)[number];

/** Who calls, taken from a verified token and nothing else [A1-4]. */
export interface Principal {
  /** The issuer's name for the caller (claim `sub`); also the client of rate limits. */
  readonly subject: string;
  readonly tenant: string;
  readonly roles: readonly Role[];
  /** Member of staff, when the caller is one. */
  readonly personId?: string;
  /** Customer, when the caller is one. */
  readonly customerId?: string;
  readonly dataScope: DataScope;
  readonly region?: string;
  /** Instant from which the token counts no longer. */
  readonly expiresAt: Date;
}

const id = z.string().min(1).max(128);

const claimsSchema = z
  .object({
    sub: id,
    tenant: z.string().regex(/^[a-z][a-z0-9-]{0,31}$/),
    roles: z.array(z.string().max(64)).max(32),
    personId: id.optional(),
    customerId: id.optional(),
    scope_data: z.enum(dataScopes).default('own'),
    region: z.string().min(1).max(64).optional(),
    exp: z.number().int().positive(),
  })
  .refine((claims) => !claims.roles.includes('customer') || claims.customerId !== undefined);

const isRole = (value: string): value is Role => roles.some((role) => role === value);

/** Reads verified claims. Roles that this system does not know are ignored; `undefined` when the claims have another form or name no known role. */
export const principalFromClaims = (claims: unknown): Principal | undefined => {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return undefined;
  const { sub, tenant, personId, customerId, scope_data, region, exp } = parsed.data;
  const known = parsed.data.roles.filter(isRole);
  if (known.length === 0 || known.includes('system')) return undefined;
  return {
    subject: sub,
    tenant,
    roles: known,
    dataScope: scope_data,
    expiresAt: new Date(exp * 1000),
    ...(personId === undefined ? {} : { personId }),
    ...(customerId === undefined ? {} : { customerId }),
    ...(region === undefined ? {} : { region }),
  };
};

/** Whether the caller has at least one of the roles. */
export const hasRole = (principal: Principal, allowed: readonly Role[]): boolean => allowed.some((role) => principal.roles.includes(role));

/** The caller as commands carry it. */
export const actorOf = (principal: Principal): Actor => ({
  kind: principal.roles.includes('customer') ? 'customer' : 'staff',
  personId: principal.personId ?? null,
  customerId: principal.customerId ?? null,
  roles: principal.roles,
});
