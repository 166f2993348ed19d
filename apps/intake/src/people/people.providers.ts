import { PeopleResolver } from './people.resolver.js';
import { PeopleService } from './people.service.js';
import { PersonDirectory } from './person-directory.service.js';
import { PersonEntity } from './person.entity.js';
import { PersonMutations } from './person.mutations.js';
import { PersonReader } from './person.reader.js';
import { StaffContacts } from './staff-contacts.service.js';
import { OnCallDutyEntity } from './roster.entity.js';
import { RosterResolver } from './roster.resolver.js';
import { RosterService } from './roster.service.js';
import { StaffCipher } from './staff.cipher.js';
import { StaffService } from './staff.service.js';
import { StaffWriter } from './staff.writer.js';

/** Tables of this folder. */
export const peopleEntities = [PersonEntity, OnCallDutyEntity];

/** What the folder puts into the service's module. */
export const peopleProviders = [PeopleService, PersonDirectory, StaffContacts, StaffCipher, StaffWriter, StaffService, PersonReader, PersonMutations, PeopleResolver, RosterService, RosterResolver];
