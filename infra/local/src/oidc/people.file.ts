import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const personSchema = z.object({
  login: z.string().regex(/^[a-z][a-z0-9-]*$/),
  tenant: z.string().regex(/^[a-z][a-z0-9-]*$/),
  personId: z.string().nullable(),
  customerId: z.string().nullable(),
  roles: z.array(z.string()).min(1),
  name: z.string(),
  phone: z.string(),
  email: z.email(),
  department: z.string().nullable(),
  /** A region's code, written as on tickets. */
  region: z.string().nullable(),
  managerLogin: z.string().nullable(),
  deputyLogin: z.string().nullable(),
  skills: z.array(z.string()),
  scope_data: z.enum(['own', 'team', 'region', 'all']),
});

/** A made-up person of the demonstration: a member of staff (`personId`) or a customer (`customerId`). */
export type DemoPerson = z.infer<typeof personSchema>;

/** Where the demo people lie, from source and from compiled output alike. */
export const peopleFile = new URL('../../people.json', import.meta.url);

/** Reads and checks the demo people. */
export const readPeople = async (file: URL | string = peopleFile): Promise<readonly DemoPerson[]> =>
  z.array(personSchema).parse(JSON.parse(await readFile(file, 'utf8')));

/** The OIDC client of a person. */
export const clientIdOf = (tenant: string, login: string): string => `${tenant}.${login}`;
