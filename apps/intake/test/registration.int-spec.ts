import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { demoPack, publishPack } from './support/packs.js';
import { caller, csr } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Answer, Caller, RunningIntake } from './support/running.intake.js';

jest.setTimeout(60_000);

const registerTicket = 'mutation ($input: RegisterTicketInput!) { registerTicket(input: $input) { state ticket { id number kind faultClass channel receivedAt registeredAt details { channelNote } } } }';
const administrator: Caller = { roles: ['administrator'], personId: 'p_admin' };
const minute = 60_000;

/** So many full minutes ago. */
const ago = (minutes: number): string => new Date(Math.floor(Date.now() / minute) * minute - minutes * minute).toISOString();

interface Several {
  readonly registerRequest: { readonly request: { readonly tickets: readonly Registered[] } };
}

interface Registered {
  readonly id: string;
  readonly receivedAt: string;
  readonly registeredAt: string;
}

let intake: RunningIntake;

beforeAll(async () => {
  intake = await startIntake();
});

afterAll(() => intake.close());

const ask = (given: object = {}, by: Caller = csr): Promise<Answer> =>
  intake.ask(by, registerTicket, { input: { key: newKey(), kind: 'repair', channel: 'phone', region: '310000', faultClass: 'hardware', brand: '华信', model: 'HX-55', customer: caller, description: '无法开机', ...given } });

const registered = async (given: object = {}, by: Caller = csr): Promise<Registered> => {
  const { data, reason } = await ask(given, by);
  if (reason !== undefined) throw new Error(reason);
  return (data as unknown as { registerTicket: { ticket: Registered } }).registerTicket.ticket;
};

/** New tickets follow the demonstration's pack, which lets what is said of the past lie so far back. */
const withBackdate = async (most: string): Promise<void> => publishPack(intake, (await demoPack()).replace('maxBackdate: PT10M', `maxBackdate: ${most}`));

const rows = async (): Promise<unknown> =>
  intake.sql(`select (select count(*) from tickets) as tickets, (select count(*) from customers) as customers, (select count(*) from devices) as devices, (select count(*) from fact_log) as facts`);

describe('a registration', () => {
  it.each(['phone', 'online', 'email', 'on-site'])('[A2-1] [A2-3] by %s keeps the channel', async (channel) => {
    expect(await registered({ channel })).toMatchObject({ channel, details: { channelNote: null } });
  });

  it('[A2-2] [A2-3] by a way that the list does not name says it in words, which are redacted where people are named', async () => {
    expect(await ask({ channel: 'other' })).toMatchObject({ code: 'BAD_USER_INPUT', reason: 'ticket.channel-note-missing' });
    expect(await ask({ channel: 'other', details: { channelNote: '  ' } })).toMatchObject({ reason: 'ticket.channel-note-missing' });
    expect(await ask({ channel: 'telepathy' })).toMatchObject({ reason: 'ticket.unknown-code' });
    expect(await registered({ channel: 'other', details: { channelNote: '王小明来函' } })).toMatchObject({ channel: 'other', details: { channelNote: '[姓名]来函' } });
  });

  it.each([['receptionist', 'p_rec'], ['engineer', 'p_eng']])('[A2-5] of what is told on the spot is made by a %s', async (role, personId) => {
    const { id } = await registered({ channel: 'on-site' }, { roles: [role], personId });
    expect(await intake.sql('select registered_by as "by" from tickets where id = $1', [id])).toEqual([{ by: personId }]);
  });

  it('[A2-10] keeps when it was reported, beside when it was entered', async () => {
    await withBackdate('PT4H');
    const reported = ago(30);
    const ticket = await registered({ occurredAt: reported });
    expect(ticket.receivedAt).toBe(reported);
    expect(Date.parse(ticket.registeredAt)).toBeGreaterThan(Date.parse(reported));
    await withBackdate('PT10M');
  });

  it('that lies further back than the pack lets it counts from when it is entered, whatever way it comes: its clocks and its warranty', async () => {
    const device = { kind: 'repair', faultClass: 'hardware', brand: '华信', model: 'HX-55', category: 'TV', description: '无法开机', purchasedOn: '2015-03-01' };
    const late = { occurredAt: new Date('2015-06-01T00:00:00Z').toISOString() };
    const key = newKey();
    const one = await registered({ ...device, ...late, key });
    const several = await intake.ask(csr, 'mutation ($input: RegisterRequestInput!) { registerRequest(input: $input) { request { tickets { id receivedAt registeredAt } } } }', {
      input: { key: newKey(), channel: 'phone', region: '310000', customer: caller, devices: [device, device], ...late },
    });
    const split = await intake.ask(csr, 'mutation ($input: SplitTicketInput!) { splitTicket(input: $input) { ticket { id receivedAt registeredAt } } }', { input: { key: newKey(), ticketId: one.id, device, ...late } });
    const tickets = [one, ...(several.data as unknown as Several).registerRequest.request.tickets, (split.data as unknown as { splitTicket: { ticket: Registered } }).splitTicket.ticket];
    expect(tickets).toHaveLength(4);
    for (const { id, receivedAt, registeredAt } of tickets) {
      expect(receivedAt).toBe(registeredAt);
      const [row] = await intake.sql<{ on: string; covered: boolean; started: Date }>(
        `select entitlement ->> 'on' as on, (entitlement -> 'covered')::boolean as covered, (select min(started_at) from ticket_clocks where ticket_id = id) as started from tickets where id = $1`, [id]);
      expect(row).toMatchObject({ covered: false, started: new Date(registeredAt) });
      expect(row?.on.slice(0, 4)).not.toBe('2015');
      expect(await intake.sql('select 1 from escalations where ticket_id = $1', [id])).toEqual([]);
    }
    expect(await intake.sql('select occurred_at as at from commands where command_id = $1', [key])).toEqual([{ at: new Date(late.occurredAt) }]);
    const within = ago(5);
    expect((await registered({ occurredAt: within })).receivedAt).toBe(within);
  });

  it.each([
    ['no customer', { customer: null }, 'ticket.customer-missing'],
    ['a customer without a name', { customer: { name: ' ', phone: caller.phone } }, 'customer.name-missing'],
    ['nobody to be reached', { customer: { name: caller.name } }, 'customer.contact-missing'],
    ['a telephone number that cannot be', { customer: { name: caller.name, phone: '12' } }, 'customer.phone-invalid'],
    ['a mail address that cannot be', { customer: { name: caller.name, email: 'wang@' } }, 'customer.email-invalid'],
    ['no problem', { description: ' ' }, 'input.text-empty'],
    ['a device that nobody could find', { brand: null, model: null }, 'ticket.device-missing'],
  ])('[A2-12] with %s is refused and leaves nothing', async (_what, given, reason) => {
    const before = await rows();
    expect(await ask(given)).toMatchObject({ data: null, code: 'BAD_USER_INPUT', reason });
    expect(await rows()).toEqual(before);
  });

  it('[A3-2] [A3-3] [A3-4] [C8] names kind and fault class apart, each from the list of the tenant', async () => {
    expect(await registered({ kind: 'consultation', faultClass: 'software' })).toMatchObject({ kind: 'consultation', faultClass: 'software' });
    expect(await registered({ kind: 'repair', faultClass: 'human-damage' })).toMatchObject({ kind: 'repair', faultClass: 'human-damage' });
    expect(await registered({ kind: 'complaint-service', faultClass: 'none' })).toMatchObject({ kind: 'complaint-service', faultClass: 'none' });
    expect(await ask({ faultClass: 'maintenance' })).toMatchObject({ reason: 'ticket.unknown-code' });

    const demo = await readFile(new URL('../../../data/packs/demo.yaml', import.meta.url), 'utf8');
    const other = demo.replace('  - { code: software, label: { zh: 软件故障, en: Software fault } }', '  - { code: maintenance, label: { zh: 维护保养, en: Maintenance } }\n  - { code: operation, label: { zh: 操作咨询, en: Operation } }');
    const borealis = { ...csr, tenant: 'borealis' };
    const published = await intake.ask({ ...administrator, tenant: 'borealis' }, 'mutation ($input: PublishPolicyPackInput!) { publishPolicyPack(input: $input) { state } }', { input: { key: newKey(), yaml: other } });
    expect(published.data).toEqual({ publishPolicyPack: { state: 'DONE' } });
    expect(await registered({ faultClass: 'maintenance' }, borealis)).toMatchObject({ kind: 'repair', faultClass: 'maintenance' });
    expect(await ask({ faultClass: 'software' }, borealis)).toMatchObject({ reason: 'ticket.unknown-code' });
    expect(await registered({ faultClass: 'software' })).toMatchObject({ faultClass: 'software' });
  });
});
