import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { findLeaks, plantPersonalData } from '@mendline/testing';
import { dumpDatabase, dumpLogs, dumpTopics, fillTopic, HistoryDump, inDatabase, removeTopic, serviceDatabases, topicsOf } from '../../src/leaks/index.js';
import { Scene } from '../../src/scene/index.js';
import { carelessLife, carelessRefusals } from './privacy.script.js';

const corpus = plantPersonalData({ seed: 1107, people: 4 });
const planted = corpus.texts.map(({ text }) => text);
const scratch = `leak_search_${Date.now().toString(36)}`;
const proof = 'leakSearchProof';

const leaksIn = (dump: ReadonlyMap<string, string>, needles: readonly string[]) =>
  [...dump].flatMap(([place, text]) => findLeaks(text, needles).map(({ needle, form, excerpt }) => ({ place, needle, form, excerpt })));

/** Needles that the search reports in a dump, however often. */
const reported = (dump: ReadonlyMap<string, string>): string[] => [...new Set(leaksIn(dump, corpus.needles).map(({ needle }) => needle))].sort();

describe('personal data at rest and on the way', () => {
  const all = [...corpus.needles].sort();
  let scene: Scene;
  let histories: HistoryDump;
  let staff: readonly string[];
  let tickets: readonly string[];
  let admin: string;
  let brokers: string;
  let folder: string;

  beforeAll(async () => {
    scene = await Scene.open('privacy');
    admin = scene.need('DATABASE_ADMIN_URL');
    brokers = scene.need('KAFKA_BROKERS');
    folder = scene.need('MENDLINE_TEST_DATA_DIR');
    histories = await HistoryDump.connect(scene.need('TEMPORAL_ADDRESS'), scene.need('TEMPORAL_NAMESPACE'));
    staff = scene.teams.flatMap((team) => team.staff.flatMap(({ name, phone, email }) => [name, phone, email]));
    const [first] = corpus.people;
    if (!first) throw new Error('nobody is planted');
    tickets = await Promise.all([...corpus.people.map((person) => carelessLife(scene, corpus, person)), carelessRefusals(scene, corpus, first)]);
    await Promise.all(tickets.map((id) => scene.archived(id)));
  });

  afterAll(() => histories.close());

  describe('the search', () => {
    it('[A11-5] finds every needle in a table that holds them in clear, as text and as bytes', async () => {
      const [database = ''] = await serviceDatabases(admin);
      const dump = await inDatabase(admin, database, async (client) => {
        await client.query(`create table ${scratch} (clear text, bytes bytea, document jsonb)`);
        try {
          for (const text of planted) await client.query(`insert into ${scratch} values ($1, $2, $3)`, [text, Buffer.from(text), JSON.stringify({ text })]);
          return await dumpDatabase(admin, database);
        } finally {
          await client.query(`drop table ${scratch}`);
        }
      });
      expect(reported(dump)).toEqual(all);
      expect(leaksIn(dump, corpus.needles).filter(({ form }) => form === 'hex')).toHaveLength(all.length);
    });

    it('[A11-5] finds every needle in a topic that holds them in clear', async () => {
      await fillTopic(brokers, scratch, planted.map((text) => JSON.stringify({ text })));
      try {
        expect(reported(await dumpTopics(brokers, [scratch]))).toEqual(all);
      } finally {
        await removeTopic(brokers, scratch);
      }
    });

    it('[A11-5] finds every needle in a log file that holds them in clear', async () => {
      const file = join(folder, 'logs', `${scratch}.log`);
      await writeFile(file, planted.map((msg) => JSON.stringify({ level: 'info', msg })).join('\n'));
      try {
        expect(reported(await dumpLogs(folder))).toEqual(all);
      } finally {
        await rm(file);
      }
    });

    it('[A11-5] finds every needle in the history of a workflow without encryption', async () => {
      await histories.plant(proof, scratch, planted);
      const dump = await until(() => histories.read(`WorkflowType = '${proof}' and WorkflowId = '${scratch}'`), (found) => found.size > 0);
      expect(reported(dump)).toEqual(all);
    });
  });

  describe('of customers and staff is in clear in', () => {
    const needles = (): readonly string[] => [...corpus.needles, ...staff];

    it('[A11-5] [C17] no table of the four databases', async () => {
      const databases = await serviceDatabases(admin);
      expect(databases).toHaveLength(4);
      const dumps = await Promise.all(databases.map((database) => dumpDatabase(admin, database)));
      expect(dumps.map((dump) => dump.size > 5)).toEqual([true, true, true, true]);
      for (const id of tickets) expect(dumps.map((dump) => [...dump.values()].some((text) => text.includes(id)))).toEqual([true, true, true, true]);
      for (const dump of dumps) expect(leaksIn(dump, needles())).toEqual([]);
    });

    it('[A11-5] [C17] no topic', async () => {
      const dump = await dumpTopics(brokers, (await topicsOf(brokers)).filter((topic) => topic !== scratch));
      for (const id of tickets) expect(dump.get('intake.ticket.v1')).toContain(id);
      expect(leaksIn(dump, needles())).toEqual([]);
    });

    it('[A11-5] [C17] no log file', async () => {
      const dump = await dumpLogs(folder);
      expect(dump.size).toBeGreaterThan(6);
      expect(leaksIn(dump, needles())).toEqual([]);
    });

    it('[A11-5] [C17] no workflow history', async () => {
      const dump = await histories.read(`WorkflowType != '${proof}'`);
      const names = [...dump.keys()].join('\n');
      for (const id of tickets) expect(names).toContain(id);
      expect(leaksIn(dump, needles())).toEqual([]);
    });
  });

  it('[A11-5] [C17] is masked and redacted in tickets, notes and timelines as staff see them', async () => {
    const query = `query ($id: ID!) { ticket(id: $id) { brand model category summary customer { name phone email address company } notes { text }
      remoteSessions { note noteWithheld steps { note noteWithheld } } timeline(first: 100) { edges { node { data } } } } }`;
    const shown = await Promise.all(tickets.map((id) => scene.system.graphql.request(scene.team.one('supervisor'), query, { id })));
    expect(findLeaks(JSON.stringify(shown), corpus.needles)).toEqual([]);
    expect(JSON.stringify(shown)).toContain('BCD');
    expect(JSON.stringify(shown)).toContain('"noteWithheld":true');
  });

  it('[C17] is shown in clear to who may, for a purpose, and the reveal is on record without it', async () => {
    const supervisor = scene.team.one('supervisor');
    const [person] = corpus.people;
    const input = { key: scene.key(), ticketId: tickets[0], fields: ['name', 'phone', 'description'], purpose: `call ${person?.name ?? ''} back on ${person?.phone ?? ''}` };
    const reveal = 'mutation ($input: RevealPersonalDataInput!) { revealPersonalData(input: $input) { revealed { name phone description address } } }';
    const { revealPersonalData } = await scene.system.graphql.request<{ revealPersonalData: { revealed: Record<string, string | null> } }>(supervisor, reveal, { input });
    expect(revealPersonalData.revealed).toMatchObject({ name: person?.name, address: null });
    expect(revealPersonalData.revealed['description']).toBe(planted[0]);
    const dumps = await Promise.all([dumpDatabase(admin, 'mendline_intake'), dumpLogs(folder)]);
    expect(dumps.flatMap((dump) => leaksIn(dump, corpus.needles))).toEqual([]);
    const audit = [...(dumps[0] ?? [])].find(([place]) => place.endsWith('audit_log'))?.[1] ?? '';
    expect(audit).toContain('personal-data.revealed');
  });
});

const until = async <T>(read: () => Promise<T>, holds: (value: T) => boolean, tries = 40): Promise<T> => {
  const value = await read();
  if (holds(value) || tries === 0) return value;
  await new Promise((resolve) => { setTimeout(resolve, 250); });
  return until(read, holds, tries - 1);
};
