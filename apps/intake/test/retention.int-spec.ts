import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { fieldServiceFacts } from '@mendline/contracts/facts';
import { Database } from '@mendline/platform/database';
import { forget, retentionEnv } from '@mendline/platform/retention';
import { aFact } from '@mendline/testing/facts';
import { retention } from '../src/intake.retention.js';
import { addToTimeline } from '../src/timeline/timeline.repository.js';
import { csr, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { RunningIntake } from './support/running.intake.js';

jest.setTimeout(90_000);

let intake: RunningIntake;
let database: Database;

beforeAll(async () => {
  intake = await startIntake();
  database = intake.app.get(Database, { strict: false });
});
afterAll(() => intake.close());

const forgetAll = async (): Promise<void> => {
  const session = { query: <Row extends object>(sql: string, parameters: readonly unknown[] = []) => database.systemTx((em) => em.query<Row[]>(sql, [...parameters])) };
  for await (const _batch of forget(session, { days: retentionEnv.parse({}), ...retention })) continue;
};

/** A ticket with a command of a year ago that was settled. */
const withOldCommand = async (): Promise<{ readonly ticketId: string; readonly key: string }> => {
  const [ticketId, key] = [await register(intake), newKey()];
  await intake.ask(csr, 'mutation ($input: AddNoteInput!) { addNote(input: $input) { state } }', { input: { key, ticketId, visibility: 'INTERNAL', text: 'asked for the alarm code' } });
  await intake.sql(`update commands set received_at = received_at - interval '365 days' where command_id = $1`, [key]);
  return { ticketId, key };
};

describe('what intake forgets', () => {
  it('are commands of tickets that are archived since long; the ticket keeps what was written', async () => {
    const [open, archived, over] = [await withOldCommand(), await withOldCommand(), await withOldCommand()];
    await intake.sql(`update tickets set archived_at = now() - interval '89 days' where id = $1`, [archived.ticketId]);
    await intake.sql(`update tickets set archived_at = now() - interval '91 days' where id = $1`, [over.ticketId]);
    await forgetAll();
    const left = await intake.sql<{ key: string }>('select command_id as key from commands where command_id = any($1)', [[open.key, archived.key, over.key]]);
    expect(left.map(({ key }) => key).sort()).toEqual([open.key, archived.key].sort());
    expect(await intake.sql('select 1 from ticket_notes where ticket_id = $1', [over.ticketId])).toHaveLength(1);
    expect(await intake.ask(csr, 'mutation ($input: AddNoteInput!) { addNote(input: $input) { state } }', { input: { key: open.key, ticketId: open.ticketId, visibility: 'INTERNAL', text: 'another text' } })).toMatchObject({ reason: 'command.key-reused' });
  });

  it('does no harm where a fact is sent again: the timeline has an entry for a fact, whether or not the inbox knows it', async () => {
    const ticketId = await register(intake);
    const [definition] = fieldServiceFacts;
    if (!definition) throw new Error('field-service tells nothing');
    const fact = aFact(definition, { subject: ticketId });
    for (let again = 0; again < 2; again += 1) await database.systemTx((em) => addToTimeline(em, fact));
    expect(await intake.sql('select 1 from ticket_timeline where fact_id = $1', [fact.id])).toHaveLength(1);
  });
});
