import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { FaultRun } from '../../src/fault/index.js';

const seed = 108;
const copies = 20;

describe('copies of one command at once', () => {
  let run: FaultRun;

  beforeAll(async () => {
    run = await FaultRun.open('copies', seed);
  });

  afterAll(() => run.close());

  const times = <T>(one: () => Promise<T>): Promise<T[]> => Promise.all(Array.from({ length: copies }, one));

  it('register one ticket, review it once, note it once, and all get the same answer', async () => {
    const { commands } = run.system;
    const csr = run.team.one('csr');
    const leader = run.team.one('csr-leader');
    const request = { kind: 'consultation', channel: 'phone', region: run.team.regions[0] ?? '', faultClass: 'hardware', description: `copied ${run.runId}`, customer: { name: '虚构客户', phone: '13900005108' } };
    const registered = await times(() => commands.settle(csr, 'registerTicket', `${run.runId}-register`, request));
    const [first] = registered;
    expect(first).toMatchObject({ state: 'DONE', commandId: `${run.runId}-register` });
    expect(registered).toEqual(registered.map(() => first));
    expect(await run.ledger.count('select count(*) from tickets where summary = $1', [request.description])).toBe(1);

    const ticketId = first?.ticket?.id ?? '';
    const reviewed = await times(() => commands.settle(leader, 'reviewTicket', `${run.runId}-review`, { ticketId, decision: 'ACCEPT' }));
    expect(reviewed).toEqual(reviewed.map(() => ({ commandId: `${run.runId}-review`, state: 'DONE', code: null, ticket: null, plan: null, request: null, each: [] })));
    expect((await run.ledger.recordedCommands([ticketId])).get(ticketId)?.filter((id) => id === `${run.runId}-review`)).toHaveLength(1);

    const noted = await times(() => commands.settle(csr, 'addNote', `${run.runId}-note`, { ticketId, visibility: 'INTERNAL', text: 'once' }));
    expect(noted).toEqual(noted.map(() => ({ commandId: `${run.runId}-note`, state: 'DONE', code: null, ticket: null, plan: null, request: null, each: [] })));
    expect(await run.ledger.count('select count(*) from ticket_notes where ticket_id = $1', [ticketId])).toBe(1);
  });

  it('refuses a key that comes again with other input, and changes nothing', async () => {
    const { id } = await run.register();
    const leader = run.team.one('csr-leader');
    const key = `${run.runId}-reused`;
    expect(await run.system.commands.settle(leader, 'reviewTicket', key, { ticketId: id, decision: 'ACCEPT' })).toMatchObject({ state: 'DONE' });
    const again = run.system.commands.send(leader, 'reviewTicket', key, { ticketId: id, decision: 'INVALID', reasonCode: 'no-request' });
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT', reason: 'command.key-reused' });
    const other = run.system.commands.send(leader, 'cancelTicket', key, { ticketId: id, reasonCode: 'no-longer-needed' });
    await expect(other).rejects.toMatchObject({ code: 'CONFLICT', reason: 'command.key-reused' });
    expect((await run.ledger.recordedCommands([id])).get(id)?.filter((command) => command === key)).toEqual([key]);
  });
});
