import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { IntakeChanges } from '../src/subscription/intake.changes.js';
import { csr, giveTo, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Caller, RunningIntake } from './support/running.intake.js';
import { subscribe } from './support/subscriber.js';
import type { Subscriber } from './support/subscriber.js';

const leader: Caller = { roles: ['csr-leader'], personId: 'p_leader' };
const notices = 'query ($unreadOnly: Boolean = false, $after: Cursor) { notices(first: 2, unreadOnly: $unreadOnly, after: $after) { edges { node { id rule text number ticketId readAt } } pageInfo { hasNextPage endCursor } } }';
const markNoticeRead = 'mutation ($input: MarkNoticeReadInput!) { markNoticeRead(input: $input) { state notice { id readAt } } }';
const addNote = 'mutation ($input: AddNoteInput!) { addNote(input: $input) { state } }';

interface NoticePage {
  readonly edges: { readonly node: { readonly id: string; readonly text: string; readonly number: string; readonly readAt: string | null } }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string };
}

jest.setTimeout(60_000);

let intake: RunningIntake;
const open: Subscriber[] = [];

beforeAll(async () => {
  intake = await startIntake();
  const people = ['p_leader', 'p_leader2'].map((id) => ({ id, login: id, roles: ['csr-leader'], name: '李组长', region: '310000' }));
  await intake.ask({ roles: ['administrator'] }, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { changed } }', { input: { key: newKey(), people } });
});

afterAll(async () => {
  open.forEach((subscriber) => subscriber.close());
  await intake.close();
});

const follow = async (caller: Caller, query: string, variables: Record<string, unknown> = {}): Promise<Subscriber> => {
  const changes = intake.app.get(IntakeChanges, { strict: false });
  const before = changes.subscribers;
  const subscriber = await subscribe(intake, caller, query, variables);
  open.push(subscriber);
  while (changes.subscribers === before && subscriber.seen.length === 0) await pause(20);
  return subscriber;
};

const page = async (caller: Caller, variables: object = {}, language = 'en'): Promise<NoticePage> =>
  ((await intake.ask(caller, notices, variables, language)).data as unknown as { notices: NoticePage }).notices;

const note = (ticketId: string): Promise<unknown> => intake.ask(csr, addNote, { input: { key: newKey(), ticketId, visibility: 'INTERNAL', text: 'asked for the alarm code' } });

describe('notices', () => {
  it('are the caller\'s own, newest first, in the caller\'s language', async () => {
    for (let i = 0; i < 3; i += 1) await register(intake);
    const first = await page(leader);
    expect(first.edges.map(({ node }) => node.text)).toEqual(first.edges.map(({ node }) => `New request ${node.number} waits for review.`));
    expect(first.pageInfo.hasNextPage).toBe(true);
    const second = await page(leader, { after: first.pageInfo.endCursor });
    expect(second.edges).toHaveLength(1);
    const numbers = [...first.edges, ...second.edges].map(({ node }) => node.number);
    expect(numbers).toEqual([...numbers].sort().reverse());
    expect((await page(leader, {}, 'zh')).edges[0]?.node.text).toMatch(/^新请求 \d+ 待审核。$/);
    expect((await page({ roles: ['specialist'], personId: 'p_nobody' })).edges).toEqual([]);
  });

  it('are read once, by their recipient only', async () => {
    const [unread] = (await page(leader)).edges;
    const id = unread?.node.id ?? '';
    const read = (by: Caller) => intake.ask(by, markNoticeRead, { input: { key: newKey(), noticeId: id } });
    expect(await read({ ...leader, personId: 'p_leader2' })).toMatchObject({ code: 'NOT_FOUND', reason: 'notice.unknown' });
    expect(await read({ ...leader, tenant: 'borealis' })).toMatchObject({ code: 'NOT_FOUND', reason: 'notice.unknown' });
    const done = await read(leader);
    expect(done.data).toMatchObject({ markNoticeRead: { state: 'DONE', notice: { id, readAt: expect.any(String) } } });
    expect((await read(leader)).data).toEqual(done.data);
    expect((await page(leader, { unreadOnly: true })).edges.map(({ node }) => node.id)).not.toContain(id);
    expect((await page(leader)).edges[0]?.node.id).toBe(id);
  });

  it('reach the customer of a request', async () => {
    const ticketId = await register(intake);
    const [row] = await intake.sql<{ id: string }>('select customer_id as id from tickets where id = $1', [ticketId]);
    const { edges } = await page({ roles: ['customer'], customerId: row?.id ?? '' });
    expect(edges[0]?.node).toMatchObject({ ticketId, rule: 'received', text: expect.stringContaining('is accepted') });
  });

  it('need somebody they could be for', async () => {
    expect(await intake.ask({ roles: ['administrator'] }, '{ notices { edges { node { id } } } }')).toMatchObject({ code: 'FORBIDDEN', reason: 'notice.no-recipient' });
  });

  it('refuse a cursor of another list', async () => {
    const cursor = Buffer.from(JSON.stringify(['p_1', 'p_1'])).toString('base64url');
    expect(await intake.ask(leader, notices, { after: cursor })).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'input.cursor-invalid' });
  });
});

describe('subscriptions', () => {
  const ticketChanged = 'subscription ($id: ID!) { ticketChanged(ticketId: $id) { id status notes { text } } }';

  it('tell of a ticket after each commit, read anew', async () => {
    const ticketId = await register(intake);
    const other = await register(intake);
    const subscriber = await follow(csr, ticketChanged, { id: ticketId });
    await note(ticketId);
    await subscriber.until(1);
    await note(other);
    await note(ticketId);
    expect(await subscriber.until(2)).toEqual([
      { ticketChanged: { id: ticketId, status: 'registered', notes: [{ text: 'asked for the alarm code' }] } },
      { ticketChanged: { id: ticketId, status: 'registered', notes: [{ text: 'asked for the alarm code' }, { text: 'asked for the alarm code' }] } },
    ]);
    await pause(200);
    expect(subscriber.seen).toHaveLength(2);
  });

  it('[A1-4] refuse a ticket that the subscriber cannot see', async () => {
    const ticketId = await register(intake);
    for (const caller of [{ ...csr, tenant: 'borealis' }, { roles: ['specialist'], personId: 'p_1', scope: 'own' as const }, { roles: ['customer'], customerId: 'c_other' }]) {
      const subscriber = await follow(caller, ticketChanged, { id: ticketId });
      expect(JSON.stringify(await subscriber.until(1))).toContain('ticket.unknown');
    }
  });

  it('[A1-4] fall silent for one who may no longer see the ticket', async () => {
    const ticketId = await register(intake);
    await giveTo(intake, ticketId, 'p_spec');
    const subscriber = await follow({ roles: ['specialist'], personId: 'p_spec', scope: 'own' }, ticketChanged, { id: ticketId });
    await note(ticketId);
    await subscriber.until(1);
    await pause(200);
    await giveTo(intake, ticketId, 'p_next');
    await note(ticketId);
    await pause(300);
    expect(subscriber.seen).toHaveLength(1);
  });

  it('tell of notices to their recipient, in the subscriber\'s language', async () => {
    const noticeReceived = 'subscription { noticeReceived { rule text ticketId } }';
    const mine = await follow(leader, noticeReceived);
    const foreign = await follow({ ...leader, tenant: 'borealis' }, noticeReceived);
    const ticketId = await register(intake);
    expect(await mine.until(1)).toEqual([{ noticeReceived: { rule: 'to-review', text: expect.stringMatching(/^New request/), ticketId } }]);
    await pause(200);
    expect(mine.seen).toHaveLength(1);
    expect(foreign.seen).toEqual([]);
  });

  it('tell of escalations within the subscriber\'s scope', async () => {
    const escalationRaised = 'subscription { escalationRaised { ticketId clockId level recipientId corrected } }';
    const supervisor = await follow({ roles: ['supervisor'], personId: 'p_sup', scope: 'region', region: '310000' }, escalationRaised);
    const elsewhere = await follow({ roles: ['supervisor'], personId: 'p_sup2', scope: 'region', region: '110000' }, escalationRaised);
    const foreign = await follow({ tenant: 'borealis', roles: ['supervisor'], personId: 'p_sup' }, escalationRaised);
    const ticketId = await register(intake);
    await intake.sql(
      `insert into escalations (tenant_id, ticket_id, target, round, level, recipient_id, via, due_at, level_due_at, raised_at)
       values ('huaxin', $1, 'review', 0, 1, 'p_sup', 'role:supervisor', now(), now(), now())`,
      [ticketId],
    );
    expect(await supervisor.until(1)).toEqual([{ escalationRaised: { ticketId, clockId: `${ticketId}:review:0`, level: 1, recipientId: 'p_sup', corrected: false } }]);
    await pause(200);
    expect([elsewhere.seen, foreign.seen]).toEqual([[], []]);
  });

  it('carry ids only on the channel of the database', async () => {
    const [row] = await intake.sql<{ source: string }>(`select string_agg(prosrc, ' ') as source from pg_proc where proname like 'notify\\_%'`);
    expect(row?.source).toContain('intake_changes');
    expect(row?.source).not.toMatch(/summary|description|body|new\.(zh|en)\b/);
  });

  it('[A1-4] of escalations are for staff', async () => {
    const subscriber = await follow({ roles: ['customer'], customerId: 'c_1' }, 'subscription { escalationRaised { level } }');
    expect(JSON.stringify(await subscriber.until(1))).toContain('auth.role-not-allowed');
  });
});
