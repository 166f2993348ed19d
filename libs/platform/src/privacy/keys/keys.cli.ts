import type { Database } from '../../database/index.js';
import { DataKeys } from './data-keys.js';
import type { KeyManagement } from './key-management.port.js';

/** What a service hands to its command line. */
export interface KeysCliOptions {
  readonly service: string;
  /** Arguments after the program's name. */
  readonly argv: readonly string[];
  readonly database: Pick<Database, 'systemTx'>;
  readonly kms: KeyManagement;
  readonly print?: (line: string) => void;
}

interface KeyCount {
  readonly tenantId: string;
  readonly masterKeyId: string;
  readonly persons: number;
}

const countSql = `
  select tenant_id as "tenantId", kms_key_id as "masterKeyId", count(*)::int as persons
  from data_keys where wrapped_key is not null group by 1, 2 order by 1, 2`;

const usage = `usage: keys status
       keys rewrap`;

/**
 * Runs one `keys` command and answers the exit code: 0 done, 2 not understood. `status` tells how many persons' keys each master key wraps;
 * `rewrap` wraps all anew with the newest one, beside running services, and may be repeated or broken off at any time.
 */
export const keysCli = async ({ service, argv, database, kms, print = (line) => void process.stdout.write(`${line}\n`) }: KeysCliOptions): Promise<number> => {
  const counts = (): Promise<KeyCount[]> => database.systemTx((em) => em.query<KeyCount[]>(countSql));
  const [verb, ...rest] = argv;
  if (rest.length > 0 || (verb !== 'status' && verb !== 'rewrap')) {
    print(usage);
    return 2;
  }
  const newest = await kms.newestKeyId();
  if (verb === 'rewrap') {
    const keys = new DataKeys(kms);
    const tenants = [...new Set((await counts()).filter(({ masterKeyId }) => masterKeyId !== newest).map(({ tenantId }) => tenantId))];
    for (const tenantId of tenants) print(`${service} ${tenantId}: ${await rewrapAll(keys, database, tenantId)} wrapped anew`);
  }
  for (const { tenantId, masterKeyId, persons } of await counts()) print(`${service} ${tenantId}: ${persons} by ${masterKeyId}${masterKeyId === newest ? ', the newest' : ''}`);
  return 0;
};

/** In small transactions: nobody waits long for a key, and what is done stays done. */
const rewrapAll = async (keys: DataKeys, database: Pick<Database, 'systemTx'>, tenantId: string): Promise<number> => {
  let all = 0;
  for (;;) {
    const some = await database.systemTx((em) => keys.rewrap(em, tenantId));
    if (some === 0) return all;
    all += some;
  }
};
