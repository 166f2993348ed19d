import 'reflect-metadata';
import { Database } from '@mendline/platform/database';
import { readLostFacts } from '@mendline/platform/facts';
import { entities } from '../database/entities.js';
import { readConfig } from '../intake.config.js';
import { lossLine, RestoredTicketService } from '../ticket/restored-ticket.service.js';

/** After a restore, before intake runs: `restored FILE` tells which tickets have lost something, and takes escalations of the lost span back on record. */
const config = readConfig();
const database = new Database({ url: config.DATABASE_URL, systemUrl: config.DATABASE_SYSTEM_URL, entities, poolSize: 1, systemPoolSize: 1 });
try {
  const lost = await readLostFacts(process.argv[2] ?? '');
  const tickets = new RestoredTicketService(database, config.MENDLINE_CELL);
  for (const loss of await tickets.losses(lost)) process.stdout.write(`${lossLine(loss)}\n`);
  process.stdout.write(`intake: ${await tickets.keepEscalations(lost)} escalations of the lost span are on record again\n`);
} finally {
  await database.close();
}
