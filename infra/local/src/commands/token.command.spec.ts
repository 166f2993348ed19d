import { describe, expect, it } from '@jest/globals';
import { readPeople } from '../oidc/people.file.js';
import { choosePerson } from './token.command.js';

describe('choosePerson', () => {
  it('takes a login before a role, within the tenant', async () => {
    const people = await readPeople();
    expect(choosePerson(people, 'specialist2', 'borealis')).toMatchObject({ login: 'specialist2', tenant: 'borealis' });
    expect(choosePerson(people, 'csr', 'huaxin')).toMatchObject({ tenant: 'huaxin', roles: expect.arrayContaining(['csr']) });
  });

  it('says whom it knows when nobody fits', async () => {
    const people = await readPeople();
    expect(() => choosePerson(people, 'astronaut', 'huaxin')).toThrow(/Logins: .*specialist1/);
    expect(() => choosePerson(people, 'csr', 'nowhere')).toThrow(/Known: .*huaxin/);
  });
});
