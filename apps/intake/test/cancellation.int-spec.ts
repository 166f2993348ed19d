import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aVisit, Recorder } from './support/life.js';
import { csr, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { RunningIntake } from './support/running.intake.js';

let intake: RunningIntake;

beforeAll(async () => {
  intake = await startIntake();
  const people = [{ id: 'p_sup', login: 'sup', name: '主管', roles: ['supervisor'] }, { id: 'p_spec', login: 'spec', name: '专员', roles: ['specialist'] }];
  const { reason } = await intake.ask({ roles: ['administrator'], personId: 'p_admin' }, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { state } }', { input: { key: newKey(), people } });
  if (reason) throw new Error(reason);
}, 120_000);

afterAll(() => intake.close());

const told = async (ticketId: string, to: string): Promise<string[]> =>
  (await intake.sql<{ rule: string }>('select rule from notices where ticket_id = $1 and recipient_id = $2 order by created_at', [ticketId, to])).map(({ rule }) => rule);

describe('a cancellation that is asked for after work has begun', () => {
  it('is there for people, with its deadline; the supervisor is told at once and again, customer and owner of the word on it', async () => {
    const life = new Recorder(intake, await register(intake, { repair: {} }));
    await life.untilDispatch();
    const visit = aVisit(life.ticketId, { engineerId: 'p_eng' });
    await life.record({ name: 'assign-engineer', data: { engineerId: 'p_eng' }, to: 'dispatched', flow: { visit, workBegun: true } });
    const since = new Date().toISOString();
    await life.record({ name: 'cancel', data: { reasonCode: 'no-longer-needed' }, to: 'dispatched', flow: { cancelRequest: { reasonCode: 'no-longer-needed', since, passed: 0 } } });
    const query = 'query ($id: ID!) { ticket(id: $id) { status wait cancelRequest { reasonCode since } deadline { kind at } } }';
    const { data } = await intake.ask(csr, query, { id: life.ticketId });
    expect(data).toMatchObject({ ticket: { status: 'dispatched', wait: 'cancel-decision', cancelRequest: { reasonCode: 'no-longer-needed', since }, deadline: { kind: 'cancel-decision' } } });
    expect((await told(life.ticketId, 'p_sup')).at(-1)).toBe('cancel-requested');
    const deadlineId = (await life.state()).flow.deadline?.id ?? '';
    await life.record({ name: 'pass-deadline', data: { deadlineId }, to: 'dispatched', flow: { cancelRequest: { reasonCode: 'no-longer-needed', since, passed: 1 } } });
    expect((await told(life.ticketId, 'p_sup')).slice(-2)).toEqual(['cancel-requested', 'cancel-requested']);
    await life.record({ name: 'settle-cancel', data: { decision: 'decline', reasonCode: 'nearly-done' }, to: 'dispatched', flow: { cancelRequest: null } });
    expect((await intake.ask(csr, query, { id: life.ticketId })).data).toMatchObject({ ticket: { wait: 'visit-window', cancelRequest: null } });
    expect((await told(life.ticketId, 'p_spec')).at(-1)).toBe('cancel-settled');
  });

  it('is settled by supervisors, by reasons of the pack, within the tenant', async () => {
    const ticketId = await register(intake, { repair: {} });
    const settle = (given: object, by: object = { roles: ['supervisor'], personId: 'p_sup' }) =>
      intake.ask(by as typeof csr, 'mutation ($input: SettleCancellationInput!) { settleCancellation(input: $input) { state } }', { input: { key: newKey(), ticketId, grant: false, ...given } });
    expect(await settle({ reasonCode: 'because' })).toMatchObject({ reason: 'ticket.unknown-code' });
    expect(await settle({ grant: true }, csr)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await settle({ grant: true }, { roles: ['supervisor'], personId: 'p_x', tenant: 'borealis' })).toMatchObject({ code: 'NOT_FOUND' });
  });
});
