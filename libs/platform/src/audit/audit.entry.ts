import { createHash } from 'node:crypto';

export type JsonValue = string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/** What is put on record. Ids and codes only: never personal data, since an entry can never be removed. */
export interface AuditRecord {
  readonly tenantId: string;
  /** Person id, or the name of a system part. */
  readonly actor: string;
  /** What was done, as `'<noun>.<verb>'`, for example `person.revealed`. */
  readonly action: string;
  /** Id of the thing it was done to. */
  readonly subject: string;
  readonly detail: { readonly [name: string]: JsonValue };
}

/** One link of a tenant's chain. */
export interface AuditEntry extends AuditRecord {
  /** 1, 2, 3 … without gaps within the tenant. */
  readonly seq: number;
  readonly at: Date;
  readonly prevHash: string;
}

/** Before the first entry of a chain. */
export const genesisHash = '0'.repeat(64);

const canonical = (value: JsonValue): string => {
  if (Array.isArray(value)) return `[${value.map((item: JsonValue) => canonical(item)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`);
  return `{${members.join(',')}}`;
};

/** SHA-256 (hex) over every field and the previous hash; independent of the order of names in `detail`. */
export const hashEntry = (entry: AuditEntry): string =>
  createHash('sha256')
    .update(canonical([entry.tenantId, entry.seq, entry.at.toISOString(), entry.actor, entry.action, entry.subject, entry.detail, entry.prevHash]))
    .digest('hex');
