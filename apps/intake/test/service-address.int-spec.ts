import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { ComplaintOpening } from '../src/ticket/complaint.opening.js';
import { Recorder } from './support/life.js';
import { csr, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { RunningIntake } from './support/running.intake.js';

jest.setTimeout(60_000);

let intake: RunningIntake;

beforeAll(async () => {
  intake = await startIntake();
});
afterAll(() => intake.close());

const reached = async (ticketId: string): Promise<unknown> => {
  const { data } = await intake.ask(csr, 'mutation ($input: RevealPersonalDataInput!) { revealPersonalData(input: $input) { revealed { name email address company } } }', {
    input: { key: newKey(), ticketId, fields: ['name', 'email', 'address', 'company'], purpose: 'calling back as agreed' },
  });
  return (data as { revealPersonalData?: { revealed: unknown } } | null)?.revealPersonalData?.revealed;
};

const customer = { name: '赵六', phone: '13911110001', email: null, company: null };
const [first, second, third] = ['上海市浦东新区张江路1号', '苏州市工业园区星湖街2号', '无锡市滨湖区太湖大道3号'];

describe('a customer with several places', () => {
  it('[A2-6] [A7-1] each request keeps where its work is to be done, and what is said later is not lost', async () => {
    const one = await register(intake, { customer: { ...customer, address: first } });
    const two = await register(intake, { region: '320500', customer: { ...customer, name: '赵太太', address: second, email: 'zhao@example.com' } });
    expect(await reached(one)).toEqual({ name: '赵六', email: 'zhao@example.com', address: first, company: null });
    expect(await reached(two)).toEqual({ name: '赵六', email: 'zhao@example.com', address: second, company: null });
    const { data } = await intake.ask(csr, 'query ($id: ID!) { ticket(id: $id) { customer { address } } }', { id: one });
    const [masked] = [JSON.stringify(data)];
    expect(masked).toContain('上海');
    expect(masked).not.toContain('张江路1号');
  });

  it('[A7-12] a change of address is the ticket\'s own, and that of requests that come later', async () => {
    const one = await register(intake, { customer: { ...customer, address: first } });
    const two = await register(intake, { customer: { ...customer, address: second } });
    await intake.ask(csr, 'mutation ($input: ChangeContactInput!) { changeContact(input: $input) { state } }', { input: { key: newKey(), ticketId: two, contact: { address: third } } });
    expect([await reached(one), await reached(two)]).toMatchObject([{ address: first }, { address: third }]);
    expect(await reached(await register(intake, { customer: { ...customer, address: null } }))).toMatchObject({ address: third });
    expect(await intake.sql('select count(distinct customer_id)::int as n from tickets where id = any($1)', [[one, two]])).toEqual([{ n: 1 }]);
  });

  it('[A10-15] a complaint that follows from a visit is about the place of the visit', async () => {
    const life = new Recorder(intake, await register(intake, { repair: {}, customer: { ...customer, address: first } }));
    await register(intake, { customer: { ...customer, address: second } });
    await life.record({ name: 'cancel', data: { reasonCode: 'solved-itself' }, to: 'cancelled' });
    const [visit] = await intake.sql<{ id: string }>('select command_id as id from ticket_transitions where ticket_id = $1', [life.ticketId]);
    await intake.app.get(ComplaintOpening, { strict: false }).open({ tenantId: 'huaxin', ticketId: life.ticketId, key: `${life.ticketId}:complaint:1`, kind: 'complaint-service', commandId: visit?.id ?? '' });
    const [complaint] = await intake.sql<{ id: string }>(`select ticket_id as id from ticket_links where other_id = $1 and relation = 'caused-by'`, [life.ticketId]);
    expect(await reached(complaint?.id ?? '')).toMatchObject({ address: first });
  });

  it('[A11-5] a place is encrypted; a ticket from before has the customer\'s', async () => {
    const id = await register(intake, { customer: { ...customer, phone: '13911110002', address: first } });
    const rows = await intake.sql<{ text: string }>(`select encode(service_address, 'escape') || t::text as text from tickets t where id = $1`, [id]);
    expect(rows[0]?.text.includes('张江路')).toBe(false);
    await intake.sql(`update tickets set service_address = null where id = $1`, [id]);
    expect(await reached(id)).toMatchObject({ address: first });
  });
});
