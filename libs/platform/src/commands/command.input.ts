import type { Actor } from '@mendline/contracts/ticket';
import type { EntityManager } from 'typeorm';

/** Injection token of {@link CommandInputVault}. */
export const COMMAND_INPUT_VAULT = Symbol('mendline.command-input-vault');

/** Whose key protects an input, and which input it is. */
export interface InputRef {
  readonly tenantId: string;
  readonly commandId: string;
  /** The person whom the input is about; erasing this person makes it unreadable. */
  readonly personId: string;
}

/** Keeps what callers have said: readable by its service alone, comparable without being readable. */
export interface CommandInputVault {
  seal(em: EntityManager, ref: InputRef, text: string): Promise<Buffer>;
  /** The text, or null once the person's data was erased. */
  open(em: EntityManager, ref: InputRef, sealed: Buffer): Promise<string | null>;
  /** Keyed hash: equal texts of a tenant have equal fingerprints, and nobody without the key can try texts out. */
  fingerprint(tenantId: string, text: string): Promise<Buffer>;
}

/** JSON with sorted keys: the same input is the same text, however the caller ordered it. */
export const canonicalJson = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item ?? null)).join(',')}]`;
  if (value instanceof Date) return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, item]) => item !== undefined);
  return `{${fields.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, item]) => `${JSON.stringify(name)}:${canonicalJson(item)}`).join(',')}}`;
};

/** Who gave a command, as far as a copy of it must come from the same. */
export const giverOf = ({ kind, personId, customerId }: Actor): readonly (string | null)[] => [kind, personId, customerId];

/** What makes two submissions the same command: operation, target, input and caller. The key alone does not. */
export const identityOf = (what: { actor: Actor; operation: string; ticketId: string | null; input: unknown }): string =>
  canonicalJson({
    by: giverOf(what.actor),
    operation: what.operation,
    ticketId: what.ticketId,
    input: what.input,
  });
