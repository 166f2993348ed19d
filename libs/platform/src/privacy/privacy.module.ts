import { type DynamicModule, Module } from '@nestjs/common';
import { PersonalData } from './encryption/personal-data.js';
import { PersonalStreams } from './encryption/personal-streams.js';
import { DataKeys } from './keys/data-keys.js';
import { FileKeyManagement } from './keys/file.key-management.js';
import { BlindIndexes } from './lookup/blind-index.js';

/** Injection token of the master keys (`KeyManagement`). */
export const KEY_MANAGEMENT = Symbol('mendline.key-management');

/** Encryption, erasure and exact look-ups of personal data for a service process. Global; import once. */
@Module({})
export class PrivacyModule {
  static forRoot({ masterKeyFile }: { readonly masterKeyFile: string }): DynamicModule {
    return {
      module: PrivacyModule,
      global: true,
      providers: [
        { provide: KEY_MANAGEMENT, useFactory: () => FileKeyManagement.fromFile(masterKeyFile) },
        { provide: DataKeys, inject: [KEY_MANAGEMENT], useFactory: (kms: FileKeyManagement) => new DataKeys(kms) },
        { provide: PersonalData, inject: [DataKeys], useFactory: (keys: DataKeys) => new PersonalData(keys) },
        { provide: PersonalStreams, inject: [DataKeys], useFactory: (keys: DataKeys) => new PersonalStreams(keys) },
        { provide: BlindIndexes, inject: [KEY_MANAGEMENT], useFactory: (kms: FileKeyManagement) => new BlindIndexes(kms) },
      ],
      exports: [KEY_MANAGEMENT, DataKeys, PersonalData, PersonalStreams, BlindIndexes],
    };
  }
}
