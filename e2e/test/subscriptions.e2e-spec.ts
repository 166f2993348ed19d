import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { SubscriptionClient, TokenCache, type Login } from '../src/client/index.js';
import { Scene } from '../src/scene/index.js';

/** One person's subscription and what came so far; `failure` is how it was refused. */
interface Following<T> {
  readonly seen: T[];
  failure: string | null;
}

const readyMs = 2_000;

describe('subscriptions through the gateway', () => {
  let scene: Scene;
  let tokens: TokenCache;
  const open: SubscriptionClient[] = [];

  const follow = <T>(who: Login, query: string, variables: Record<string, unknown> = {}): Following<T> => {
    const client = new SubscriptionClient(scene.system.gatewayUrl, tokens, who);
    open.push(client);
    const following: Following<T> = { seen: [], failure: null };
    const read = async (): Promise<void> => {
      for await (const event of client.events<T>(query, variables)) following.seen.push(event);
    };
    read().catch((error: unknown) => {
      following.failure = error instanceof Error ? error.message : JSON.stringify(error);
    });
    return following;
  };

  const until = async (what: string, holds: () => boolean, limitMs = 60_000): Promise<void> => {
    const end = Date.now() + limitMs;
    while (!holds()) {
      if (Date.now() > end) throw new Error(`never: ${what}`);
      await delay(100);
    }
  };

  beforeAll(async () => {
    scene = await Scene.open('subscriptions');
    tokens = new TokenCache(scene.need('OIDC_ISSUER'));
  });

  afterAll(() => Promise.all(open.map((client) => client.close())));

  it('tell who may see the ticket of every change, and refuse other customers and other tenants', async () => {
    const [customer, stranger] = scene.team.customers;
    const [first, second] = scene.teams;
    if (!customer || !stranger) throw new Error('two customers are needed');
    const { id } = await scene.register({ channel: 'online', customer: { name: customer.name, phone: customer.phone } }, customer);
    const query = 'subscription ($id: ID!) { ticketChanged(ticketId: $id) { id status seq } }';
    type Event = { ticketChanged: { id: string; status: string; seq: number } };
    const [supervisor, own] = [first.one('supervisor'), customer].map((who) => follow<Event>(who, query, { id }));
    const refused = [stranger, second.one('supervisor'), first.withRole('specialist')[5] ?? stranger].map((who) => follow<Event>(who, query, { id }));
    await until('the others are refused', () => refused.every(({ failure }) => failure !== null));
    await delay(readyMs);
    await scene.do(first.one('csr-leader'), 'reviewTicket', id, { decision: 'INVALID', reasonCode: 'no-request' });
    const ended = (following?: Following<Event>): boolean => following?.seen.some(({ ticketChanged }) => ticketChanged.status === 'closed-invalid') ?? false;
    await until('both see the end', () => ended(supervisor) && ended(own));
    for (const { failure, seen } of refused) {
      expect(failure).toMatch(/找不到该工单|There is no such ticket/);
      expect(seen).toEqual([]);
    }
    const seqs = supervisor?.seen.map(({ ticketChanged }) => ticketChanged.seq) ?? [];
    expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
    expect(new Set(supervisor?.seen.map(({ ticketChanged }) => ticketChanged.id))).toEqual(new Set([id]));
  });

  it('[A6-1] tell staff of the tenant of an escalation once for each recipient, and nobody else', async () => {
    const [first, second] = scene.teams;
    const query = 'subscription { escalationRaised { ticketId target level recipientId } }';
    type Event = { escalationRaised: { ticketId: string; target: string; level: number; recipientId: string } };
    const ours = follow<Event>(first.one('supervisor'), query);
    const theirs = follow<Event>(second.one('supervisor'), query);
    const customer = follow<Event>(first.customers[0] ?? first.one('supervisor'), query);
    await until('the customer is refused', () => customer.failure !== null);
    await delay(readyMs);
    const { id } = await scene.register({ priority: 'urgent' });
    const ticket = await scene.until(id, 'escalated', ({ escalations }) => escalations.some(({ level }) => level === 1));
    await scene.do(first.one('csr-leader'), 'reviewTicket', id, { decision: 'INVALID', reasonCode: 'no-request' });
    const told = (): Event['escalationRaised'][] => ours.seen.map(({ escalationRaised }) => escalationRaised).filter(({ ticketId }) => ticketId === id);
    await until('it is told', () => told().length >= ticket.escalations.length);
    for (const { level, recipientId, target } of ticket.escalations) {
      expect(told().filter((event) => event.level === level && event.recipientId === recipientId)).toEqual([{ ticketId: id, target, level, recipientId }]);
    }
    expect(theirs.seen.filter(({ escalationRaised }) => escalationRaised.ticketId === id)).toEqual([]);
    expect(customer.failure).toMatch(/没有执行此操作的权限|not allowed/);
  });

  it('[A7-6] tell the recipient alone of a notice', async () => {
    const [first, second] = scene.teams;
    const query = 'subscription { noticeReceived { rule ticketId number } }';
    type Event = { noticeReceived: { rule: string; ticketId: string; number: string } };
    const specialists = first.withRole('specialist');
    const all = new Map(specialists.map((who) => [who.personId, follow<Event>(who, query)]));
    const theirs = second.withRole('specialist').map((who) => follow<Event>(who, query));
    await delay(readyMs);
    const { id, number } = await scene.register();
    const owner = await scene.owned(id);
    const told = (personId: string): Event['noticeReceived'][] => (all.get(personId)?.seen ?? []).map(({ noticeReceived }) => noticeReceived).filter(({ ticketId, rule }) => ticketId === id && rule === 'assigned');
    await until('the owner is told', () => told(owner.personId).length > 0);
    await scene.do(first.one('csr'), 'cancelTicket', id, { reasonCode: 'solved-itself' });
    expect(told(owner.personId)).toEqual([{ rule: 'assigned', ticketId: id, number }]);
    for (const { personId } of specialists.filter((who) => who.personId !== owner.personId)) expect(told(personId)).toEqual([]);
    expect(theirs.flatMap(({ seen }) => seen).filter(({ noticeReceived }) => noticeReceived.ticketId === id)).toEqual([]);
  });

  it('are refused without a token', async () => {
    const { WebSocket } = await import('ws');
    const socket = new WebSocket(scene.system.gatewayUrl.replace(/^http/, 'ws'), 'graphql-transport-ws');
    const messages: string[] = [];
    const closed = new Promise<number>((resolve) => { socket.once('close', resolve); });
    socket.on('message', (data) => messages.push((data as Buffer).toString('utf8')));
    await new Promise((resolve) => { socket.once('open', resolve); });
    socket.send(JSON.stringify({ type: 'connection_init' }));
    socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: 'subscription { escalationRaised { ticketId } }' } }));
    const code = await Promise.race([closed, delay(5_000, 0)]);
    socket.terminate();
    expect(messages.join('\n')).not.toContain('"data"');
    expect(code >= 4_400 || messages.join('\n').includes('auth.token-missing')).toBe(true);
  });
});
