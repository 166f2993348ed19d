import { PeopleService } from './people.service.js';
import { PersonDirectory } from './person-directory.service.js';
import { PersonEntity } from './person.entity.js';

/** Tables of this folder. */
export const peopleEntities = [PersonEntity];

/** What the folder puts into the service's module. */
export const peopleProviders = [PeopleService, PersonDirectory];
