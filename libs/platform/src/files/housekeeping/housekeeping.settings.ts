import type { FileStore } from '../store/file-store.port.js';

/** Injection token of {@link FileHousekeepingSettings}. */
export const FILE_HOUSEKEEPING = Symbol('mendline.file-housekeeping');

export interface FileHousekeepingSettings {
  /** DATABASE_SYSTEM_URL. */
  readonly systemUrl: string;
  readonly store: FileStore;
  readonly orphanHours: number;
}
