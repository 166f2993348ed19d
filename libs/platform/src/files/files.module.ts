import { type DynamicModule, type InjectionToken, Module, type ModuleMetadata, type Provider } from '@nestjs/common';
import { AuditLog } from '../audit/index.js';
import { CLOCK, type Clock } from '../clock/index.js';
import type { PlatformConfig } from '../config/index.js';
import { Database } from '../database/index.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { KEY_MANAGEMENT, type KeyManagement, PersonalStreams } from '../privacy/index.js';
import { FileLinks } from './file.links.js';
import { FILE_READ_POLICY, type FileReadPolicy } from './file.read-policy.js';
import { FileService } from './file.service.js';
import { FILE_SETTINGS, type FilesConfig, fileSettings, type FileSettings } from './files.env.js';
import { FilesHttp } from './files.http.js';
import { FilesHousekeeping } from './housekeeping/files.housekeeping.js';
import { FILE_HOUSEKEEPING, type FileHousekeepingSettings } from './housekeeping/housekeeping.settings.js';
import { FILE_STORE, type FileStore } from './store/file-store.port.js';
import { createFileStore } from './store/store.factory.js';
import { FileDownloads } from './transfer/file.downloads.js';
import { FileUploads } from './transfer/file.uploads.js';

export interface FilesOptions {
  /** Name of the service: its folder in the store. */
  readonly service: string;
  readonly config: FilesConfig & Pick<PlatformConfig, 'ROLES' | 'DATABASE_SYSTEM_URL'>;
  /** Modules whose providers `policy` is given. */
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
  readonly inject?: readonly InjectionToken[];
  /** Makes the service's say on who may read [A11-4]. */
  readonly policy: (...dependencies: never[]) => FileReadPolicy;
}

const inner = (options: FilesOptions): Provider[] => [
  { provide: FILE_SETTINGS, useFactory: () => fileSettings(options.config) },
  { provide: FILE_STORE, useFactory: () => createFileStore(options.service, options.config) },
  { provide: FILE_READ_POLICY, inject: [...(options.inject ?? [])], useFactory: options.policy as (...dependencies: unknown[]) => FileReadPolicy },
  {
    provide: FileLinks,
    inject: [KEY_MANAGEMENT, CLOCK],
    useFactory: (kms: KeyManagement, clock: Clock) => new FileLinks(kms, clock, options.config.FILES_PUBLIC_URL ?? ''),
  },
  FileService,
];

const transfers: Provider[] = [
  {
    provide: FileUploads,
    inject: [Database, CLOCK, FILE_STORE, PersonalStreams, FILE_SETTINGS],
    useFactory: (database: Database, clock: Clock, store: FileStore, cipher: PersonalStreams, settings: FileSettings) =>
      new FileUploads({ database, clock, store, cipher, settings }),
  },
  {
    provide: FileDownloads,
    inject: [Database, AuditLog, FILE_STORE, PersonalStreams, LOGGER],
    useFactory: (database: Database, audit: AuditLog, store: FileStore, cipher: PersonalStreams, log: Logger) => new FileDownloads({ database, audit, store, cipher, log }),
  },
  FilesHttp,
];

const housekeeping = ({ config }: FilesOptions): Provider[] => [
  {
    provide: FILE_HOUSEKEEPING,
    inject: [FILE_STORE, FILE_SETTINGS],
    useFactory: (store: FileStore, { orphanHours }: FileSettings): FileHousekeepingSettings => ({ systemUrl: config.DATABASE_SYSTEM_URL, store, orphanHours }),
  },
  FilesHousekeeping,
];

/**
 * Files of a service: `FileService` everywhere, the routes in processes with the role `api`, housekeeping in those with `relay`. Needs `ServiceModule` and
 * `PrivacyModule`, and `filesMigrations` among the service's migrations. Global; import once.
 */
@Module({})
export class FilesModule {
  static forRoot(options: FilesOptions): DynamicModule {
    const { ROLES: roles } = options.config;
    return {
      module: FilesModule,
      global: true,
      imports: [...(options.imports ?? [])],
      providers: [...inner(options), ...(roles.includes('api') ? transfers : []), ...(roles.includes('relay') ? housekeeping(options) : [])],
      exports: [FileService],
    };
  }
}
