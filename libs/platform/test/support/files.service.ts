import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '@mendline/testing/database';
import { Module } from '@nestjs/common';
import type { Principal } from '../../src/auth/index.js';
import { CLOCK, FixedClock } from '../../src/clock/index.js';
import type { ProcessRole } from '../../src/config/index.js';
import { Database, platformMigrations, runMigrations } from '../../src/database/index.js';
import { FilesModule, filesEnv, filesMigrations, FileService, type UploadLink, type UploadWish } from '../../src/files/index.js';
import { createLogger } from '../../src/logging/index.js';
import { DataKeys, PrivacyModule } from '../../src/privacy/index.js';
import { bootstrapService, type RunningService, ServiceModule } from '../../src/service/index.js';

@Module({})
class AppModule {}

export interface FilesTest {
  readonly test: TestDatabase;
  readonly folder: string;
  readonly service: RunningService;
  readonly database: Database;
  readonly files: FileService;
  readonly keys: DataKeys;
  readonly clock: FixedClock;
  readonly lines: readonly string[];
  request(wish?: Partial<UploadWish>): Promise<UploadLink>;
  put(url: string, bytes: Buffer, headers?: Record<string, string>): Promise<Response>;
  close(): Promise<void>;
}

export const reader = (tenant: string, personId: string): Principal => ({ subject: personId, tenant, roles: ['csr'], personId, dataScope: 'all', expiresAt: new Date('2099-01-01') });

/** A service that keeps files, with the role `api` unless others are named: its policy lets the person `per_reader` read. */
export const startFilesService = async (env: NodeJS.ProcessEnv = {}, roles: readonly ProcessRole[] = ['api']): Promise<FilesTest> => {
  const [test, folder] = await Promise.all([createTestDatabase('files'), mkdtemp(join(tmpdir(), 'files-'))]);
  await runMigrations(test.ownerUrl, [...platformMigrations, ...filesMigrations]);
  const masterKeyFile = join(folder, 'master.key');
  await writeFile(masterKeyFile, randomBytes(32).toString('base64'));
  const lines: string[] = [];
  const logger = createLogger({ service: 'files', level: 'info', destination: { write: (line) => void lines.push(line) } });
  const platform = { DATABASE_URL: test.url, DATABASE_SYSTEM_URL: test.systemUrl, DATABASE_POOL: 6, DATABASE_SYSTEM_POOL: 2, LOG_LEVEL: 'info' as const };
  const config = { ...filesEnv.parse({ FILES_FOLDER: join(folder, 'store'), FILES_UPLOADS_AT_ONCE: '3', ...env }), ROLES: [...roles], DATABASE_SYSTEM_URL: test.systemUrl };
  const clock = new FixedClock('2026-11-02T08:00:00Z');
  const base = ServiceModule.forRoot({ service: 'files', config: platform, logger });
  const imports = [
    { ...base, providers: [...(base.providers ?? []), { provide: CLOCK, useValue: clock }] },
    PrivacyModule.forRoot({ masterKeyFile }),
    FilesModule.forRoot({ service: 'field-service', config, policy: () => ({ mayRead: (_em, who) => Promise.resolve(who.personId === 'per_reader') }) }),
  ];
  const service = await bootstrapService({ module: AppModule, imports }, { HTTP_HOST: '127.0.0.1', HTTP_PORT: 0 }, { service: 'files', handleSignals: false });
  const of = <T>(type: abstract new (...args: never[]) => T): T => service.app.get<T>(type, { strict: false });
  const [database, files] = [of(Database), of(FileService)];
  return {
    test, folder, service, database, files, keys: of(DataKeys), clock, lines,
    request: (wish = {}) => {
      const whole: UploadWish = { tenantId: 'huaxin', purpose: 'photo', ticketId: 'cn1_T1', personId: 'cus_1', requestedBy: 'per_engineer', ...wish };
      return database.tx(whole.tenantId, (em) => files.requestUpload(em, whole));
    },
    put: (url, bytes, headers = {}) => fetch(service.url + url, { method: 'PUT', body: new Uint8Array(bytes), headers: { 'accept-language': 'en', ...headers } }),
    close: async () => {
      await service.close();
      await Promise.all([test.drop(), rm(folder, { recursive: true })]);
    },
  };
};
