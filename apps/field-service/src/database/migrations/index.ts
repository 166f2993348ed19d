import { type MigrationClass, platformMigrations } from '@mendline/platform/database';
import { filesMigrations } from '@mendline/platform/files';
import { CreateFieldService1790000002000 } from './1790000002000-create-field-service.js';
import { CreateRepairs1790000003000 } from './1790000003000-create-repairs.js';
import { ConsentLinks1790000104000 } from './1790000104000-consent-links.js';
import { NameTheBrand1790000105000 } from './1790000105000-name-the-brand.js';
import { IndexCommandAges1790000106000 } from './1790000106000-index-command-ages.js';
import { LifeAnswers1790000107000 } from './1790000107000-life-answers.js';
import { KnowTheSupervised1790000108000 } from './1790000108000-know-the-supervised.js';

/** Every migration of field-service's database, oldest first. */
export const fieldServiceMigrations: readonly MigrationClass[] = [
  ...platformMigrations, ...filesMigrations, CreateFieldService1790000002000, CreateRepairs1790000003000, ConsentLinks1790000104000, NameTheBrand1790000105000,
  IndexCommandAges1790000106000, LifeAnswers1790000107000, KnowTheSupervised1790000108000,
];
