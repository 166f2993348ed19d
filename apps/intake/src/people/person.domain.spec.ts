import { describe, expect, it } from '@jest/globals';
import { checkPeople, largestImport } from './person.domain.js';
import type { KnownPerson, PersonRecord } from './person.domain.js';

const record = (id: string, given: Partial<PersonRecord> = {}): PersonRecord => ({
  id, login: id.toLowerCase(), roles: ['specialist'], name: '张伟', phone: '13800138000', email: 'a@example.com', department: 'tech-support', region: '310000',
  managerId: null, deputyId: null, active: true, ...given,
});

const refusal = (records: readonly PersonRecord[], known: readonly KnownPerson[] = []): unknown => {
  try {
    checkPeople(records, known);
    return null;
  } catch (error) {
    return (error as { code: unknown }).code;
  }
};

describe('an import of people', () => {
  it('takes whole teams: managers and deputies of the same list, two who stand in for each other', () => {
    const team = [record('a', { managerId: 'c', deputyId: 'b' }), record('b', { managerId: 'c', deputyId: 'a' }), record('c')];
    expect(refusal(team)).toBeNull();
    expect(checkPeople([record('a', { roles: ['specialist', 'csr', 'csr'] })], [])[0]?.roles).toEqual(['csr', 'specialist']);
  });

  it('knows managers and deputies who are there already', () => {
    expect(refusal([record('a', { managerId: 'm', deputyId: 'm' })], [{ id: 'm', login: 'm', managerId: null }])).toBeNull();
  });

  it.each<[string, string, Partial<PersonRecord>]>([
    ['an id with other characters', 'person.id-invalid', { id: 'p 1' }],
    ['a login with other characters', 'person.login-invalid', { login: 'Zhang Wei' }],
    ['no name', 'person.name-missing', { name: '' }],
    ['no role', 'person.roles-missing', { roles: [] }],
    ['an unknown role', 'person.role-unknown', { roles: ['specialist', 'boss'] }],
    ['the customer\'s role', 'person.role-unknown', { roles: ['customer'] }],
    ['the system\'s role', 'person.role-unknown', { roles: ['system'] }],
    ['a telephone number that is none', 'person.phone-invalid', { phone: '12' }],
    ['an e-mail address that is none', 'person.email-invalid', { email: 'zhang.wei' }],
    ['a region that is none', 'person.region-invalid', { region: '上海' }],
    ['an unknown manager', 'person.manager-unknown', { managerId: 'nobody' }],
    ['an unknown deputy', 'person.deputy-unknown', { deputyId: 'nobody' }],
    ['oneself as deputy', 'person.deputy-itself', { deputyId: 'a' }],
    ['oneself as manager', 'person.manager-cycle', { managerId: 'a' }],
  ])('refuses %s', (_, code, given) => {
    expect(refusal([record('z'), record('a', given)])).toBe(code);
  });

  it('refuses a circle of managers, in the list or through those who are there', () => {
    expect(refusal([record('a', { managerId: 'b' }), record('b', { managerId: 'c' }), record('c', { managerId: 'a' })])).toBe('person.manager-cycle');
    expect(refusal([record('a', { managerId: 'b' })], [{ id: 'b', login: 'b', managerId: 'a' }])).toBe('person.manager-cycle');
  });

  it('takes a change that opens a circle', () => {
    const known = [{ id: 'a', login: 'a', managerId: 'b' }, { id: 'b', login: 'b', managerId: null }];
    expect(refusal([record('a'), record('b', { managerId: 'a' })], known)).toBeNull();
  });

  it('refuses a person listed twice, and a login that is somebody else\'s', () => {
    expect(refusal([record('a'), record('a', { login: 'other' })])).toBe('person.listed-twice');
    expect(refusal([record('a', { login: 'x' }), record('b', { login: 'x' })])).toBe('person.login-taken');
    expect(refusal([record('a', { login: 'x' })], [{ id: 'b', login: 'x', managerId: null }])).toBe('person.login-taken');
    expect(refusal([record('a', { login: 'x' }), record('b', { login: 'y' })], [{ id: 'b', login: 'x', managerId: null }])).toBeNull();
  });

  it('refuses nothing and too much', () => {
    expect(refusal([])).toBe('person.import-size');
    expect(refusal(Array.from({ length: largestImport + 1 }, (_, i) => record(`p${i}`)))).toBe('person.import-size');
  });
});
