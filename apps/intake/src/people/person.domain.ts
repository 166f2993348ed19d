import { conflict, invalid } from '@mendline/contracts';
import type { Role } from '@mendline/contracts/ticket';
import { staffRoles } from './role-groups.js';

/** A member of staff as an import says it. */
export interface PersonRecord {
  readonly id: string;
  readonly login: string;
  readonly roles: readonly string[];
  readonly name: string;
  readonly phone: string | null;
  readonly email: string | null;
  readonly department: string | null;
  readonly region: string | null;
  readonly managerId: string | null;
  readonly deputyId: string | null;
  readonly active: boolean;
}

/** What is known of everybody of the tenant: enough to check references. */
export interface KnownPerson {
  readonly id: string;
  readonly login: string;
  readonly managerId: string | null;
}

/** A record whose roles are known roles of staff. */
export type CheckedPerson = PersonRecord & { readonly roles: readonly Role[] };

export const largestImport = 500;

const idForm = /^[A-Za-z0-9][A-Za-z0-9_.:-]{0,63}$/;
const loginForm = /^[a-z0-9][a-z0-9._@-]{0,63}$/;
const regionForm = /^[A-Za-z0-9][A-Za-z0-9-]{1,19}$/;
const emailForm = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/u;

/**
 * Checks an import as a whole against everybody who is known already. Throws coded errors; then nothing may be changed.
 * Two people may stand in for each other; nobody may lead their own leader.
 */
export const checkPeople = (records: readonly PersonRecord[], known: readonly KnownPerson[]): readonly CheckedPerson[] => {
  if (records.length === 0 || records.length > largestImport) throw invalid('person.import-size', { max: largestImport });
  const checked = records.map(checkRecord);
  const everybody = new Map([...known, ...checked].map((person) => [person.id, person]));
  checkUnique(records, everybody);
  for (const { id, managerId, deputyId } of checked) {
    if (managerId !== null && !everybody.has(managerId)) throw invalid('person.manager-unknown', { id, manager: managerId });
    if (deputyId !== null && !everybody.has(deputyId)) throw invalid('person.deputy-unknown', { id, deputy: deputyId });
    if (deputyId === id) throw invalid('person.deputy-itself', { id });
    checkChain(id, everybody);
  }
  return checked;
};

const checkRecord = (record: PersonRecord): CheckedPerson => {
  const { id, login } = record;
  if (!idForm.test(id)) throw invalid('person.id-invalid', { id: shown(id) });
  if (!loginForm.test(login)) throw invalid('person.login-invalid', { id, login: shown(login) });
  if (record.name === '') throw invalid('person.name-missing', { id });
  if (record.region !== null && !regionForm.test(record.region)) throw invalid('person.region-invalid', { id });
  if (record.email !== null && !emailForm.test(record.email)) throw invalid('person.email-invalid', { id });
  const digits = record.phone?.normalize('NFKC').replace(/\D/gu, '') ?? '';
  if (record.phone !== null && (digits.length < 5 || digits.length > 17)) throw invalid('person.phone-invalid', { id });
  return { ...record, roles: checkRoles(record) };
};

const checkRoles = ({ id, roles: given }: PersonRecord): readonly Role[] => {
  if (given.length === 0) throw invalid('person.roles-missing', { id });
  return [...new Set(given)].sort().map((role) => staffRoles.find((one) => one === role) ?? unknownRole(id, role));
};

const unknownRole = (id: string, role: string): never => {
  throw invalid('person.role-unknown', { id, role: shown(role), allowed: staffRoles.join(', ') });
};

const shown = (text: string): string => text.slice(0, 40);

const checkUnique = (records: readonly PersonRecord[], everybody: ReadonlyMap<string, KnownPerson>): void => {
  const ids = new Set<string>();
  for (const { id } of records) {
    if (ids.has(id)) throw invalid('person.listed-twice', { id });
    ids.add(id);
  }
  const byLogin = new Map<string, string>();
  for (const { id, login } of everybody.values()) {
    const other = byLogin.get(login);
    if (other !== undefined) throw conflict('person.login-taken', { id, login, other });
    byLogin.set(login, id);
  }
};

const checkChain = (id: string, everybody: ReadonlyMap<string, KnownPerson>): void => {
  const seen = new Set([id]);
  for (let next = everybody.get(id)?.managerId ?? null; next !== null; next = everybody.get(next)?.managerId ?? null) {
    if (seen.has(next)) throw invalid('person.manager-cycle', { id });
    seen.add(next);
  }
};
