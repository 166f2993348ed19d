import { deliverySchema } from '@mendline/contracts/policy-pack';
import type { Database } from '@mendline/platform/database';
import { allDead, dropDead, replayDead } from './dead-message.repository.js';
import { deliveryCounts } from './message.repository.js';
import { perMinuteOf } from './recipient.limits.js';

const usage = `usage: notices status
       notices dead-letters list
       notices dead-letters replay [ID]
       notices dead-letters drop ID`;

type Print = (line: string) => void;

/** The pace of those who have said nothing else: an operator's replay over all tenants keeps to it. */
const rules = deliverySchema.parse({});
const pace = { person: perMinuteOf('staff', rules), group: perMinuteOf('group', rules) };

/** Runs one `notices` command and answers the exit code: 0 done, 1 nothing was found, 2 not understood. */
export const noticesCli = async (argv: readonly string[], database: Pick<Database, 'systemTx'>, print: Print): Promise<number> => {
  const [area, verb, id, more] = argv;
  if (area === 'status' && verb === undefined) return status(database, print);
  if (area !== 'dead-letters' || more !== undefined) return refuse(print);
  if (verb === 'list' && id === undefined) return list(database, print);
  if (verb === 'replay') return replay(database, id ?? null, print);
  return verb === 'drop' && id !== undefined ? drop(database, id, print) : refuse(print);
};

const refuse = (print: Print): number => {
  print(usage);
  return 2;
};

const status = async (database: Pick<Database, 'systemTx'>, print: Print): Promise<number> => {
  const { waiting, ready, dead } = await database.systemTx(deliveryCounts);
  print(`${waiting} notices wait, ${ready} messages to send, ${dead} given up`);
  return 0;
};

const list = async (database: Pick<Database, 'systemTx'>, print: Print): Promise<number> => {
  const letters = await database.systemTx(allDead);
  for (const { tenantId, id, settledAt, channel, recipientKind, recipientId, size, attempts, problem } of letters) {
    print(`${tenantId} ${id} ${settledAt.toISOString()} ${channel} ${recipientKind} ${recipientId} ${size} notices, ${attempts} tries: ${problem}`);
  }
  print(`${letters.length} given up`);
  return 0;
};

const replay = async (database: Pick<Database, 'systemTx'>, id: string | null, print: Print): Promise<number> => {
  const count = await database.systemTx(async (em) => {
    const letters = await allDead(em);
    let sum = 0;
    for (const tenant of new Set(letters.filter((letter) => id === null || letter.id === id).map(({ tenantId }) => tenantId))) sum += await replayDead(em, tenant, id, pace, await nowOf(em));
    return sum;
  });
  print(`${count} are sent again`);
  return count > 0 || id === null ? 0 : 1;
};

const drop = async (database: Pick<Database, 'systemTx'>, id: string, print: Print): Promise<number> => {
  const dropped = await database.systemTx(async (em) => {
    const letter = (await allDead(em)).find((one) => one.id === id);
    return letter !== undefined && dropDead(em, letter.tenantId, id, await nowOf(em));
  });
  print(dropped ? `${id} dropped` : `${id} is not among the given up`);
  return dropped ? 0 : 1;
};

const nowOf = async (em: Parameters<typeof allDead>[0]): Promise<Date> => {
  const [row] = await em.query<{ now: Date }[]>('select clock_timestamp() as now');
  return row?.now ?? new Date();
};
