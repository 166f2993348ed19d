import type { EntityManager } from 'typeorm';
import type { Principal } from '../auth/tokens/index.js';
import type { FileRow } from './file.row.js';

/** Injection token of the service's {@link FileReadPolicy}. */
export const FILE_READ_POLICY = Symbol('mendline.file-read-policy');

/** Who may read a file [A11-4]: the service that keeps it knows, from its own rows, who has to do with the ticket. */
export interface FileReadPolicy {
  /** In the transaction and tenant of the reader. False is answered as if there were no such file. */
  mayRead(em: EntityManager, reader: Principal, file: FileRow): Promise<boolean>;
}
