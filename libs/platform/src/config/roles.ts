import { z } from 'zod';

/** Parts of a service that one process may run. A process with `ROLES=api` serves GraphQL and nothing else. */
export const processRoles = ['api', 'worker', 'relay', 'notices'] as const;
export type ProcessRole = (typeof processRoles)[number];

const isProcessRole = (value: string): value is ProcessRole => (processRoles as readonly string[]).includes(value);

/** Reads a comma-separated list of roles; absent, empty or `all` means every role. */
export const rolesSchema = z
  .string()
  .optional()
  .transform((text, context): ProcessRole[] => {
    const names = (text ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '');
    if (names.length === 0 || names.includes('all')) return [...processRoles];
    const known = names.filter(isProcessRole);
    const unknown = names.filter((name) => !isProcessRole(name));
    if (unknown.length > 0) {
      context.addIssue({ code: 'custom', message: `unknown role ${unknown.join(', ')}; known: ${processRoles.join(', ')}, all` });
    }
    return [...new Set(known)];
  });
