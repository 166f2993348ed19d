import { type MigrationClass, platformMigrations } from '@mendline/platform/database';
import { CreateDispatch1790000001000 } from './1790000001000-create-dispatch.js';
import { AddDispatchOfVisits1790000002000 } from './1790000002000-add-dispatch-of-visits.js';
import { ShareWindows1790000011000 } from './1790000011000-share-windows.js';
import { IndexCommandAges1790000012000 } from './1790000012000-index-command-ages.js';
import { IndexUsedPlaces1790000013000 } from './1790000013000-index-used-places.js';
import { FollowRelocations1790000014000 } from './1790000014000-follow-relocations.js';

/** Every migration of dispatch's database, oldest first. */
export const dispatchMigrations: readonly MigrationClass[] = [
  ...platformMigrations, CreateDispatch1790000001000, AddDispatchOfVisits1790000002000, ShareWindows1790000011000, IndexCommandAges1790000012000, IndexUsedPlaces1790000013000,
  FollowRelocations1790000014000,
];
