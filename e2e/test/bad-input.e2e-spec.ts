import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TokenCache, type Login } from '../src/client/index.js';
import { Ledger } from '../src/fault/index.js';
import { Scene } from '../src/scene/index.js';
import { casesOf, type World } from './bad-input.cases.js';
import { problemOf, send, type BadRequest } from './bad-request.js';

const databases = ['INTAKE', 'DISPATCH', 'FIELD_SERVICE'];

/** The names of the cases, before there is a world to make them of. */
const nowhere: World = {
  csr: { tenant: '', login: '' }, leader: { tenant: '', login: '' }, supervisor: { tenant: '', login: '' }, specialist: { tenant: '', login: '' }, customer: { tenant: '', login: '' },
  stranger: { tenant: '', login: '' }, owner: { tenant: '', login: '' }, foreigner: { tenant: '', login: '' },
  ticketId: '', region: '', ownedId: '', ownerId: '', archivedId: '', foreignId: '', usedKey: '', key: () => '',
};

describe('bad input through the gateway', () => {
  let scene: Scene;
  let tokens: TokenCache;
  let ledgers: readonly Ledger[];
  let world: World;
  let cases: ReadonlyMap<string, BadRequest>;

  const ask = (request: BadRequest, language: string) => send(scene.system.gatewayUrl, tokens, request, language);

  /** What the world's tickets are made of, and the commands of this spec: any effect would be seen in one of these. Others work beside it. */
  const state = async (): Promise<unknown> => {
    const ids = [world.ticketId, world.ownedId, world.archivedId, world.foreignId];
    const [intake] = ledgers;
    const rows = await intake?.rows('select id, seq, status, owner_id, priority, fact_version from tickets where id = any($1) order by id', [ids]);
    const count = async (sql: string): Promise<number | undefined> => intake?.count(sql, [ids]);
    return {
      rows,
      notes: await count('select count(*) from ticket_notes where ticket_id = any($1)'),
      links: await count('select count(*) from ticket_links where ticket_id = any($1) or other_id = any($1)'),
      transitions: await count('select count(*) from ticket_transitions where ticket_id = any($1)'),
      done: await Promise.all(ledgers.map((ledger) => ledger.count(`select count(*) from commands where state <> 'REJECTED' and starts_with(command_id, $1)`, [scene.runId]))),
      people: await intake?.count('select count(*) from people'),
      packs: await intake?.count('select count(*) from policy_packs'),
    };
  };

  beforeAll(async () => {
    scene = await Scene.open('bad-input');
    tokens = new TokenCache(scene.need('OIDC_ISSUER'));
    ledgers = databases.map((name) => new Ledger(scene.need(`${name}_DATABASE_URL`)));
    world = await makeWorld(scene);
    cases = new Map(casesOf(world).map((request) => [request.name, request]));
  });

  afterAll(() => Promise.all(ledgers.map((ledger) => ledger.close())));

  it.each(casesOf(nowhere).map(({ name, reason }) => [name, reason]))('refuses %s with %s, in two languages, and changes nothing', async (name, reason) => {
    const request = cases.get(name);
    if (!request) throw new Error(`no case ${name}`);
    const before = await state();
    const [en, zh] = (await Promise.all([ask(request, 'en'), ask(request, 'zh')])).map(problemOf);
    expect([en?.reason, zh?.reason]).toEqual([reason, reason]);
    expect(en?.message).toMatch(/^[A-Z]/);
    expect(zh?.message).toMatch(/\p{Script=Han}/u);
    expect(await state()).toEqual(before);
  });

  it('takes emoji, rare characters and SQL in a text for what they are', async () => {
    const text = "🧊 doesn't cool; drop table tickets; -- 𠮷 شكرا {\"a\": 1} ${x} </script>";
    const { id } = await scene.register({ description: text });
    const query = 'query ($id: ID!) { ticket(id: $id) { summary } }';
    expect(await scene.system.graphql.request(world.supervisor, query, { id })).toEqual({ ticket: { summary: text } });
    await scene.do(world.csr, 'cancelTicket', id, { reasonCode: 'solved-itself' });
  });

  it('answers the same command sent twice the same, with one effect', async () => {
    const input = { key: scene.key(), ticketId: world.ticketId, visibility: 'INTERNAL', text: 'called back' };
    const request: BadRequest = { name: 'twice', reason: '', who: world.csr, query: 'mutation ($input: AddNoteInput!) { addNote(input: $input) { commandId state } }', variables: { input } };
    const [first, second] = [await ask(request, 'en'), await ask(request, 'en')];
    expect(second).toEqual(first);
    expect(await ledgers[0]?.count('select count(*) from ticket_notes where command_id = $1', [input.key])).toBe(1);
  });
});

const makeWorld = async (scene: Scene): Promise<World> => {
  const [team, others] = scene.teams;
  const [customer, stranger] = team.customers;
  if (!customer || !stranger) throw new Error('two customers are needed');
  const csr: Login = { ...team.one('csr'), login: 'csr1' };
  const usedKey = scene.key();
  const region = team.regions[0] ?? '';
  const registration = { kind: 'consultation', channel: 'online', region, faultClass: 'hardware', description: 'first', customer: { name: customer.name, phone: customer.phone } };
  const { ticket } = await scene.system.commands.settle(customer, 'registerTicket', usedKey, registration);
  const [owned, ended, foreign] = await Promise.all([scene.register(), scene.register(), scene.register({ customer: { name: 'Oppdiktet', phone: '+4799911111' } }, others.one('csr'), others)]);
  await scene.do(csr, 'cancelTicket', ended.id, { reasonCode: 'solved-itself' });
  const owner = await scene.owned(owned.id);
  await scene.archived(ended.id);
  await quiet(scene, [...(ticket ? [ticket.id] : []), owned.id, foreign.id], others.one('supervisor'));
  return {
    csr, leader: team.one('csr-leader'), supervisor: team.one('supervisor'), specialist: owner, customer, stranger, ticketId: ticket?.id ?? '', region,
    ownedId: owned.id, owner, ownerId: owner.personId, archivedId: ended.id, foreignId: foreign.id, foreigner: others.one('supervisor'), usedKey, key: () => scene.key(),
  };
};

/** Lets every escalation of the tickets come first: then nothing moves them but commands. */
const quiet = async (scene: Scene, [ticketId = '', ownedId = '', foreignId = '']: readonly string[], foreigner: Login): Promise<void> => {
  const level = (target: string, wanted: number) => ({ escalations }: { escalations: readonly { target: string; level: number }[] }): boolean => escalations.some((raised) => raised.target === target && raised.level === wanted);
  await Promise.all([
    scene.until(ticketId, 'escalated to the end', level('review', 2)),
    scene.until(foreignId, 'escalated to the end', level('review', 2), foreigner),
    scene.until(ownedId, 'escalated to the end', (ticket) => level('answer', 1)(ticket) && level('contact', 2)(ticket)),
  ]);
};
