import { createHash } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { conflict, DomainError } from '@mendline/contracts/errors';
import type { Actor } from '@mendline/contracts/ticket';
import { eventually } from '@mendline/testing';
import { DatabaseClock } from '../src/clock/index.js';
import { CommandJournal, commandStatus, createTicketCommandHandler, type CommandInputVault, type DeliveryResult, type TicketCommandSender, type TicketCommandSubmission, type TicketDelivery } from '../src/commands/index.js';
import { createServiceRelay, outboxStatus, type Relay } from '../src/outbox/index.js';
import { openPlatformDatabase, type PlatformDatabase } from './support/platform.database.js';

/** The engine as a sender sees it: answers a repeated command id with the stored answer, can be away, can be slow. */
class FakeEngine implements TicketCommandSender {
  away = false;
  slowMs = 0;
  gate: Promise<void> = Promise.resolve();
  readonly effects: TicketDelivery[] = [];
  private readonly answers = new Map<string, DeliveryResult>();
  inFlight = 0;
  mostInFlight = 0;

  async send(delivery: TicketDelivery): Promise<DeliveryResult> {
    this.inFlight += 1;
    this.mostInFlight = Math.max(this.mostInFlight, this.inFlight);
    await delay(this.slowMs);
    await this.gate;
    this.inFlight -= 1;
    if (this.away) return { state: 'PENDING' };
    const { commandId } = delivery.command;
    const known = this.answers.get(commandId);
    if (known) return known;
    const answer: DeliveryResult = commandId.startsWith('refuse') ? { state: 'REJECTED', code: 'ticket.wrong-stage' } : { state: 'DONE', status: 'reviewed', seq: this.effects.length + 1 };
    this.effects.push(delivery);
    this.answers.set(commandId, answer);
    return answer;
  }
}

const vault: CommandInputVault = {
  seal: (_em, _ref, text) => Promise.resolve(Buffer.from(text).reverse()),
  open: (_em, _ref, sealed) => Promise.resolve(Buffer.from(sealed).reverse().toString()),
  fingerprint: (tenant, text) => Promise.resolve(createHash('sha256').update(`${tenant}/${text}`).digest()),
};

const actor: Actor = { kind: 'staff', personId: 'p_1', customerId: null, roles: ['csr-leader'] };
let tickets = 0;
let ticketId: string;
const submission = (key: string, input: unknown = { decision: 'accept', remark: '王先生 13812345678' }): TicketCommandSubmission => ({
  tenantId: 'huaxin', ticketId, key, actor, operation: 'reviewTicket', input, name: 'review', epoch: null, occurredAt: new Date(),
  data: { decision: 'accept', reasonCode: null, duplicateOf: null, kind: null, priority: null },
});

let platform: PlatformDatabase;
let engine: FakeEngine;
let journal: CommandJournal;
let relay: Relay | undefined;

beforeAll(async () => {
  platform = await openPlatformDatabase();
  await platform.sql('create table effects (tenant_id text, what text)');
  await platform.sql('grant all on effects to public');
}, 30_000);

afterAll(async () => {
  await platform.drop();
});

beforeEach(() => {
  ticketId = `cn1_01J9${String((tickets += 1)).padStart(22, '0')}`;
  engine = new FakeEngine();
  journal = new CommandJournal({ database: platform.database, clock: new DatabaseClock(platform.database), vault, sender: engine, source: 'intake' });
});

afterEach(async () => {
  await relay?.stop();
  relay = undefined;
});

const startRelay = (): void => {
  relay = createServiceRelay({ systemUrl: platform.urls.systemUrl, handlers: { 'temporal.update': createTicketCommandHandler(platform.database, engine) } });
  relay.start();
};

const dueNow = () => platform.sql('update outbox set next_at = clock_timestamp() where delivered_at is null');

describe('a command on a live ticket', () => {
  it('is journaled, delivered at once and answered with its outcome', async () => {
    expect(await journal.submitTicketCommand(submission('a1'))).toEqual({ commandId: 'a1', state: 'DONE', status: 'reviewed', seq: 1 });
    expect(engine.effects[0]).toMatchObject({ tenantId: 'huaxin', ticketId, command: { name: 'review', commandId: 'a1', source: 'intake', first: true, actor } });
    expect(await journal.find('huaxin', 'a1')).toMatchObject({ state: 'DONE', operation: 'reviewTicket', ticketId, outcome: { status: 'reviewed', seq: 1 } });
    expect(await platform.database.systemTx(outboxStatus)).toMatchObject({ waiting: 0, failing: 0, oldestSeconds: 0 });
  });

  it('keeps what was said for its owner only: sealed in the journal, absent from the outbox, unseen by other tenants', async () => {
    await journal.submitTicketCommand(submission('a2'));
    const rows = await platform.sql('select c.*, o.payload from commands c join outbox o on o.key = c.ticket_id where command_id = $1', ['a2']);
    expect(JSON.stringify(rows)).not.toContain('13812345678');
    expect(await platform.database.tx('huaxin', (em) => journal.readInput(em, 'huaxin', 'a2'))).toEqual({ decision: 'accept', remark: '王先生 13812345678' });
    expect(await journal.find('borealis', 'a2')).toBeNull();
    expect(await platform.database.tx('borealis', (em) => journal.readInput(em, 'huaxin', 'a2'))).toBeNull();
  });

  it('sent 20 times at once has one effect and one answer', async () => {
    engine.slowMs = 150;
    const answers = await Promise.all([...Array(20).keys()].map(() => journal.submitTicketCommand(submission('twenty', { decision: 'accept' }))));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify({ commandId: 'twenty', state: 'DONE', status: 'reviewed', seq: 1 })]));
    expect(engine.effects).toHaveLength(1);
    expect(await platform.sql('select 1 from commands where command_id = $1', ['twenty'])).toHaveLength(1);
  });

  it('is refused when its key was used for other input, another operation or by another person, and changes nothing', async () => {
    await journal.submitTicketCommand(submission('a3'));
    const reused = { kind: 'conflict', code: 'command.key-reused' };
    await expect(journal.submitTicketCommand(submission('a3', { decision: 'reject' }))).rejects.toMatchObject(reused);
    await expect(journal.submitTicketCommand({ ...submission('a3'), operation: 'cancelTicket' })).rejects.toMatchObject(reused);
    await expect(journal.submitTicketCommand({ ...submission('a3'), actor: { ...actor, personId: 'p_2' } })).rejects.toMatchObject(reused);
    expect(engine.effects).toHaveLength(1);
    expect(await journal.submitTicketCommand(submission('a3'))).toMatchObject({ state: 'DONE', seq: 1 });
  });

  it.each(['', 'a b', 'x'.repeat(129), `';drop table commands`, 'ключ'])('with the key %j is refused', async (key) => {
    await expect(journal.submitTicketCommand(submission(key))).rejects.toMatchObject({ kind: 'invalid', code: 'command.key-invalid' });
  });

  it('that has not happened yet is refused', async () => {
    const future = { ...submission('a4'), occurredAt: new Date(Date.now() + 3_600_000) };
    await expect(journal.submitTicketCommand(future)).rejects.toMatchObject({ kind: 'invalid', code: 'command.occurred-in-future' });
    expect(await journal.find('huaxin', 'a4')).toBeNull();
  });

  it('that the workflow refuses is REJECTED with its code, for every copy', async () => {
    const rejected = { commandId: 'refuse1', state: 'REJECTED', code: 'ticket.wrong-stage' };
    expect(await journal.submitTicketCommand(submission('refuse1', 1))).toEqual(rejected);
    expect(await journal.submitTicketCommand(submission('refuse1', 1))).toEqual(rejected);
  });

  it('is PENDING while the engine is away, and the relay sees to it: all commands, in their order, once', async () => {
    engine.away = true;
    const keys = [...Array(8).keys()].map((n) => `down${n}`);
    for (const key of keys) expect(await journal.submitTicketCommand(submission(key))).toEqual({ commandId: key, state: 'PENDING' });
    expect(await platform.database.systemTx(commandStatus)).toMatchObject({ pending: 8 });
    startRelay();
    await dueNow();
    await eventually(() => platform.database.systemTx(outboxStatus), (status) => status.failing > 0);
    engine.away = false;
    await eventually(() => journal.find('huaxin', 'down7'), (found) => found?.state === 'DONE');
    expect(engine.effects.map((effect) => effect.command.commandId)).toEqual(keys);
    expect(engine.effects.every((effect) => !effect.command.first)).toBe(true);
    expect(await platform.database.systemTx(outboxStatus)).toMatchObject({ waiting: 0 });
  });

  it('stays in line: at most 5 of a ticket are at the engine, later ones wait and do not overtake', async () => {
    let open = (): void => undefined;
    engine.gate = new Promise((resolve) => {
      open = resolve;
    });
    startRelay();
    const keys = [...Array(12).keys()].map((n) => `line${n}`);
    const answers: Promise<unknown>[] = [];
    for (const key of keys) {
      answers.push(journal.submitTicketCommand(submission(key)));
      await eventually(() => journal.find('huaxin', key), (found) => found !== null);
    }
    await eventually(() => engine.inFlight, (count) => count === 5);
    open();
    await Promise.all(answers);
    await eventually(() => journal.find('huaxin', 'line11'), (found) => found?.state === 'DONE');
    expect(engine.mostInFlight).toBe(5);
    expect(engine.effects.map((effect) => effect.command.commandId)).toEqual(keys);
  });

  it('above 100 open ones of a ticket is refused as busy; other tickets are not', async () => {
    engine.away = true;
    for (let n = 0; n < 100; n += 1) await journal.submitTicketCommand(submission(`many${n}`));
    await expect(journal.submitTicketCommand(submission('many100'))).rejects.toMatchObject({ kind: 'busy', code: 'ticket.busy' });
    expect(await journal.find('huaxin', 'many100')).toBeNull();
    expect(await journal.submitTicketCommand(submission('many7'))).toMatchObject({ commandId: 'many7', state: 'PENDING' });
    expect(await journal.submitTicketCommand({ ...submission('elsewhere'), ticketId: 'cn1_01J9AAAAAAAAAAAAAAAAAAAAAA' })).toMatchObject({ state: 'PENDING' });
    await platform.sql('delete from outbox where delivered_at is null');
  }, 30_000);
});

describe('a plain journaled transaction', () => {
  const add = (key: string, what: string, work?: () => Promise<never>) =>
    journal.runLocal({
      tenantId: 'huaxin', actor, key, operation: 'addNote', input: { what },
      work: async (em) => {
        await em.query('insert into effects values ($1, $2)', ['huaxin', what]);
        await delay(20);
        return work ? work() : { noteId: `n_${what}` };
      },
    });
  const effects = (what: string) => platform.sql('select 1 from effects where what = $1', [what]);

  it('sent 20 times at once has one effect and one answer', async () => {
    const answers = await Promise.all([...Array(20).keys()].map(() => add('local20', 'twenty')));
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(new Set([JSON.stringify({ commandId: 'local20', state: 'DONE', outcome: { noteId: 'n_twenty' } })]));
    expect(await effects('twenty')).toHaveLength(1);
  });

  it('that is refused has no effect, and its copies get the same refusal', async () => {
    const refuse = () => Promise.reject(conflict('note.too-late', { days: 3 }));
    await expect(add('late', 'late', refuse)).rejects.toMatchObject({ kind: 'conflict', code: 'note.too-late', params: { days: 3 } });
    await expect(add('late', 'late')).rejects.toMatchObject({ code: 'note.too-late', params: { days: 3 } });
    expect(await effects('late')).toHaveLength(0);
    expect(await journal.find('huaxin', 'late')).toMatchObject({ state: 'REJECTED' });
  });

  it('that fails or finds something busy leaves nothing behind and may be tried again', async () => {
    await expect(add('again', 'again', () => Promise.reject(new Error('disk')))).rejects.toThrow('disk');
    await expect(add('again', 'again', () => Promise.reject(new DomainError('busy', 'ticket.busy')))).rejects.toThrow('ticket.busy');
    expect(await journal.find('huaxin', 'again')).toBeNull();
    expect(await add('again', 'again')).toMatchObject({ state: 'DONE' });
    expect(await effects('again')).toHaveLength(1);
  });

  it('with a used key and other input is refused', async () => {
    await add('once', 'first');
    await expect(add('once', 'second')).rejects.toMatchObject({ code: 'command.key-reused' });
    expect(await effects('second')).toHaveLength(0);
  });
});
