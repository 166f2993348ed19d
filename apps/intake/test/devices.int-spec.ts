import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { Recorder } from './support/life.js';
import { caller, csr, giveTo, register } from './support/requests.js';
import { newKey, startIntake } from './support/running.intake.js';
import type { Answer, Caller, RunningIntake } from './support/running.intake.js';

jest.setTimeout(60_000);

let intake: RunningIntake;

beforeAll(async () => {
  intake = await startIntake();
  const people = [['p_spec', 'specialist'], ['p_sup', 'supervisor']].map(([id, role]) => ({ id, login: id, roles: [role], name: '陈工', region: '310000' }));
  await intake.ask({ roles: ['administrator'] }, 'mutation ($input: ImportPeopleInput!) { importPeople(input: $input) { changed } }', { input: { key: newKey(), people } });
});

afterAll(() => intake.close());

const supervisor: Caller = { roles: ['supervisor'], personId: 'p_sup' };
const specialist: Caller = { roles: ['specialist'], personId: 'p_spec', scope: 'own' };
const day = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

const ask = (by: Caller, mutation: string, type: string, input: object, selection = 'state'): Promise<Answer> =>
  intake.ask(by, `mutation ($input: ${type}!) { ${mutation}(input: $input) { ${selection} } }`, { input: { key: newKey(), ...input } });

const ofTicket = async <T>(id: string, selection: string, by: Caller = csr): Promise<T> => {
  const { data, reason } = await intake.ask(by, `query ($id: ID!) { ticket(id: $id) { ${selection} } }`, { id });
  if (reason !== undefined) throw new Error(reason);
  return (data as unknown as { ticket: T }).ticket;
};

const deviceSelection = 'device { id brand model serialNumber batch purchasedOn version }';
interface OfDevice {
  readonly device: { readonly id: string; readonly version: number; readonly serialNumber: string };
}

describe('devices', () => {
  it('[A2-7] [A4-1] are found again by serial number, however it is written, and learn what was not known', async () => {
    const first = await register(intake, { repair: { serialNumber: 'AB-1000-77', batch: 'B24' } });
    const { device } = await ofTicket<OfDevice>(first, deviceSelection);
    expect(device).toMatchObject({ brand: '华信', model: 'HX-55', serialNumber: '***-77', batch: 'B24', purchasedOn: null, version: 1 });
    const second = await register(intake, { customer: { name: '李雷', phone: '13900139000' }, repair: { serialNumber: 'ab 1000 77', brand: null, model: null, purchasedOn: '2024-01-05', batch: 'other' } });
    expect(await ofTicket(second, `brand model ${deviceSelection}`)).toMatchObject({ brand: '华信', model: 'HX-55', device: { id: device.id, batch: 'B24', purchasedOn: '2024-01-05', version: 2 } });
    const { data } = await intake.ask(csr, 'query ($n: String!) { deviceBySerialNumber(serialNumber: $n) { id tickets(first: 10) { edges { node { id } } } } }', { n: 'AB100077' });
    expect(data).toEqual({ deviceBySerialNumber: { id: device.id, tickets: { edges: [{ node: { id: second } }, { node: { id: first } }] } } });
  });

  it('are made once by registrations at the same time', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, () => register(intake, { repair: { serialNumber: 'SAME-2000' } })));
    const devices = await Promise.all(ids.map((id) => ofTicket<OfDevice>(id, 'device { id version serialNumber }')));
    expect(new Set(devices.map(({ device }) => device.id)).size).toBe(1);
  });

  it('[A11-5] keep their serial numbers encrypted, and another tenant finds none', async () => {
    await register(intake, { repair: { serialNumber: 'GEHEIM-31415' } });
    const rows = await intake.sql<{ text: string }>(`select d::text as text from devices d union all select t::text from tickets t union all select f::text from fact_log f union all select c::text from commands c`);
    const text = rows.map((row) => row.text).join('\n');
    for (const secret of ['GEHEIM-31415', Buffer.from('GEHEIM-31415').toString('hex')]) expect(text.includes(secret)).toBe(false);
    const query = 'query ($n: String!) { deviceBySerialNumber(serialNumber: $n) { id } }';
    expect(await intake.ask({ ...csr, tenant: 'borealis' }, query, { n: 'GEHEIM-31415' })).toMatchObject({ code: 'NOT_FOUND', reason: 'device.unknown' });
    expect(await intake.ask(csr, query, { n: 'none' })).toMatchObject({ reason: 'device.unknown' });
  });

  it('[A2-7] [A11-5] are told to readers of facts, whole with every change, without serial number and telephone numbers', async () => {
    const id = await register(intake, { repair: { serialNumber: 'FACT-1', model: 'HX-55', batch: 'B1' } });
    const { device } = await ofTicket<OfDevice>(id, deviceSelection);
    await ask(csr, 'correctDevice', 'CorrectDeviceInput', { deviceId: device.id, batch: 'B2', category: 'call 13800138000' });
    const facts = await intake.sql(
      `select topic, envelope -> 'aggregateversion' as version, envelope -> 'data' ->> 'model' as model, envelope -> 'data' ->> 'batch' as batch, envelope -> 'data' ->> 'category' as category
       from fact_log where key = $1 order by position`,
      [device.id],
    );
    expect(facts).toEqual([
      { topic: 'intake.device.v1', version: 1, model: 'HX-55', batch: 'B1', category: 'TV' },
      { topic: 'intake.device.v1', version: 2, model: 'HX-55', batch: 'B2', category: 'call [电话]' },
    ]);
  });

  it('are refused with days that are none', async () => {
    const wrong = (given: object): Promise<unknown> => register(intake, { repair: { serialNumber: 'X-1', ...given } }).catch((error: Error) => error.message);
    expect(await wrong({ purchasedOn: '2024-02-30' })).toBe('device.date-invalid');
    expect(await wrong({ acceptedOn: 'yesterday' })).toBe('device.date-invalid');
    expect(await wrong({ contractFrom: '2024-02-01', contractUntil: '2024-01-01' })).toBe('device.contract-reversed');
  });
});

describe('entitlement', () => {
  const selection = 'entitlement { covered verdict rule basis from to read { rule result } overriddenById }';

  it('[A1-2] [A4-1] [A4-4] [C11] is on the ticket with its evidence from the registration on', async () => {
    const fresh = await register(intake, { repair: { serialNumber: 'W-1', purchasedOn: day(-10) } });
    expect(await ofTicket(fresh, selection)).toMatchObject({ entitlement: { covered: true, verdict: 'covered', rule: 'purchase-year', basis: 'purchase', from: day(-10), overriddenById: null } });
    const old = await register(intake, { repair: { serialNumber: 'W-2', purchasedOn: '2015-03-01' } });
    expect(await ofTicket(old, selection)).toMatchObject({ entitlement: { covered: false, verdict: 'not-covered', to: '2016-02-29' } });
    const broken = await register(intake, { repair: { serialNumber: 'W-3', purchasedOn: day(-10), faultClass: 'human-damage' } });
    expect(await ofTicket(broken, selection)).toMatchObject({ entitlement: { covered: false, verdict: 'excluded-fault' } });
    const facts = await intake.sql(`select envelope -> 'data' -> 'covered' as covered, envelope -> 'data' ->> 'rule' as rule from fact_log where key = $1 and envelope ->> 'type' = 'intake.ticket.entitled.v1'`, [fresh]);
    expect(facts).toEqual([{ covered: true, rule: 'purchase-year' }]);
  });

  it('[A4-5] is computed again when the device is corrected, on its open tickets only', async () => {
    const id = await register(intake, { repair: { serialNumber: 'W-4' } });
    const done = await register(intake, { repair: { serialNumber: 'W-4' } });
    await intake.sql(`update tickets set status = 'archived', archived_at = now() where id = $1`, [done]);
    expect(await ofTicket(id, selection)).toMatchObject({ entitlement: { covered: false, verdict: 'no-date' } });
    const { device } = await ofTicket<OfDevice>(id, deviceSelection);
    const key = newKey();
    const correct = () => ask(csr, 'correctDevice', 'CorrectDeviceInput', { key, deviceId: device.id, installedOn: day(-30) }, 'state device { version }');
    expect((await correct()).data).toEqual({ correctDevice: { state: 'DONE', device: { version: 2 } } });
    expect((await correct()).data).toEqual({ correctDevice: { state: 'DONE', device: { version: 2 } } });
    expect(await ofTicket(id, selection)).toMatchObject({ entitlement: { covered: true, rule: 'installation-year', basis: 'installation' } });
    expect(await ofTicket(done, selection)).toMatchObject({ entitlement: { verdict: 'no-date' } });
    expect(await intake.sql(`select 1 from fact_log where key = $1 and envelope ->> 'type' = 'intake.ticket.entitled.v1'`, [id])).toHaveLength(2);
    await ask(csr, 'correctDevice', 'CorrectDeviceInput', { deviceId: device.id, batch: 'B7' });
    expect(await intake.sql(`select 1 from fact_log where key = $1 and envelope ->> 'type' = 'intake.ticket.entitled.v1'`, [id])).toHaveLength(2);
    expect(await ask(csr, 'correctDevice', 'CorrectDeviceInput', { deviceId: 'dv_none' })).toMatchObject({ code: 'NOT_FOUND', reason: 'device.unknown' });
    expect(await ask({ ...csr, tenant: 'borealis' }, 'correctDevice', 'CorrectDeviceInput', { deviceId: device.id })).toMatchObject({ code: 'NOT_FOUND', reason: 'device.unknown' });
  });

  it('[C11] is decided otherwise by a supervisor, with a reason, and then stays', async () => {
    const id = await register(intake, { repair: { serialNumber: 'W-5', purchasedOn: '2015-01-01' } });
    const override = (by: Caller, reason = '长期客户，按保修处理') => ask(by, 'overrideEntitlement', 'OverrideEntitlementInput', { ticketId: id, covered: true, reason });
    expect(await override(csr)).toMatchObject({ code: 'FORBIDDEN' });
    expect(await override(supervisor, 'ok')).toMatchObject({ reason: 'entitlement.reason-missing' });
    expect((await override(supervisor)).data).toEqual({ overrideEntitlement: { state: 'DONE' } });
    expect(await ofTicket(id, `${selection} notes { visibility text }`)).toMatchObject({
      entitlement: { covered: true, verdict: 'overridden', rule: 'purchase-year', overriddenById: 'p_sup' }, notes: [{ visibility: 'internal', text: '长期客户，按保修处理' }],
    });
    const { device } = await ofTicket<OfDevice>(id, deviceSelection);
    await ask(csr, 'correctDevice', 'CorrectDeviceInput', { deviceId: device.id, purchasedOn: '2016-01-01' });
    expect(await ofTicket(id, selection)).toMatchObject({ entitlement: { verdict: 'overridden' } });
  });
});

describe('what a customer says of a device', () => {
  const customer: Caller = { roles: ['customer'], customerId: 'c_self' };
  const claims = { purchasedOn: day(-10), installedOn: day(-9), acceptedOn: day(-8), contractFrom: day(-7), contractUntil: '2099-12-31' };
  const selection = `entitlement { covered verdict } details { remarks } ${deviceSelection.replace('purchasedOn', 'purchasedOn installedOn acceptedOn contractFrom contractUntil')}`;
  const unknown = { purchasedOn: null, installedOn: null, acceptedOn: null, contractFrom: null, contractUntil: null };

  it('identifies it; days and contracts are for staff to look at, and prove no warranty', async () => {
    const id = await register(intake, { by: customer, repair: { serialNumber: 'OWN-1', batch: 'B1', ...claims, details: { remarks: '周末上门' } } });
    const ticket = await ofTicket<{ details: { remarks: string } }>(id, selection);
    expect(ticket).toMatchObject({ entitlement: { covered: false, verdict: 'no-date' }, device: { brand: '华信', model: 'HX-55', batch: 'B1', ...unknown } });
    expect(ticket.details.remarks.split('\n')).toEqual(['周末上门', ...Object.entries(claims).map(([field, said]) => `${field}: ${said}`)]);
    const device = { kind: 'repair', faultClass: 'hardware', brand: '华信', model: 'HX-55', description: '没有声音', ...claims };
    const { data } = await ask(customer, 'registerRequest', 'RegisterRequestInput', { channel: 'online', region: '310000', customer: caller, devices: [device, device] }, 'request { tickets { id } }');
    for (const one of (data as unknown as { registerRequest: { request: { tickets: { id: string }[] } } }).registerRequest.request.tickets) {
      expect(await ofTicket(one.id, selection)).toMatchObject({ entitlement: { verdict: 'no-date' }, device: unknown });
    }
  });

  it("changes no day of somebody else's, whose record goes on deciding", async () => {
    const theirs = await register(intake, { customer: { name: '韩梅', phone: '13700137000' }, repair: { serialNumber: 'THEIRS-1', purchasedOn: '2015-03-01' } });
    const id = await register(intake, { by: customer, repair: { serialNumber: 'THEIRS-1', ...claims } });
    const { device } = await ofTicket<OfDevice>(theirs, deviceSelection);
    expect(await ofTicket(id, selection)).toMatchObject({ entitlement: { covered: false, verdict: 'not-covered' }, device: { id: device.id, version: 1, ...unknown, purchasedOn: '2015-03-01' } });
  });

  it('is taken back where staff has put it on record: null clears, what is left out stays', async () => {
    const id = await register(intake, { repair: { serialNumber: 'WRONG-1', batch: 'B1', ...claims } });
    expect(await ofTicket(id, selection)).toMatchObject({ entitlement: { covered: true } });
    const { device } = await ofTicket<OfDevice>(id, deviceSelection);
    const key = newKey();
    const correct = (given: object): Promise<Answer> => ask(csr, 'correctDevice', 'CorrectDeviceInput', { key, deviceId: device.id, ...given }, 'device { version }');
    const { acceptedOn: _kept, ...cleared } = unknown;
    expect((await correct({ ...cleared, acceptedOn: '2015-01-01' })).data).toEqual({ correctDevice: { device: { version: 2 } } });
    expect(await ofTicket(id, selection)).toMatchObject({ entitlement: { covered: false }, device: { brand: '华信', batch: 'B1', ...cleared, acceptedOn: '2015-01-01' } });
    expect(await correct({ acceptedOn: '2015-01-01' })).toMatchObject({ reason: 'command.key-reused' });
  });
});

describe('the registration record', () => {
  it('[A2-8] [A2-9] [A3-11] keeps what was said, redacted in lists and in clear for those who may look', async () => {
    const details = { faultAt: '2024-05-01T01:00:00.000Z', environment: '王小明家的厨房', frequency: '每天', alarmCode: 'E-12', remediesTried: '重启', expectedHandling: 'replace', remarks: '打 13800138000', chargeClass: 'free' };
    const id = await register(intake, { repair: { serialNumber: 'R-1', details } });
    expect(await ofTicket(id, 'urgent details { faultAt environment frequency alarmCode remediesTried expectedHandling expectedBy remarks chargeClass productionStopped }')).toEqual({
      urgent: false, details: { ...details, environment: '[姓名]家的厨房', remarks: '打 [电话]', expectedBy: null, productionStopped: false },
    });
    const revealed = await ask(csr, 'revealPersonalData', 'RevealPersonalDataInput', { ticketId: id, fields: ['details'], purpose: 'calling back as agreed' }, 'revealed { details }');
    expect(JSON.parse((revealed.data as unknown as { revealPersonalData: { revealed: { details: string } } }).revealPersonalData.revealed.details)).toMatchObject(details);
    const wrong = (given: object): Promise<unknown> => register(intake, { repair: { details: given } }).catch((error: Error) => error.message);
    expect(await wrong({ chargeClass: 'gratis' })).toBe('ticket.unknown-code');
    expect(await wrong({ expectedHandling: 'wish' })).toBe('ticket.unknown-code');
    expect(await wrong({ faultAt: '2999-01-01T00:00:00Z' })).toBe('ticket.fault-time-ahead');
  });

  it('[A2-16] [A2-17] tells of an urgent request at once: the technical team, and the owner when there is one', async () => {
    const rulesFor = (ticketId: string, recipient: string) => intake.sql('select rule from notices where ticket_id = $1 and recipient_id = $2 order by created_at', [ticketId, recipient]);
    const id = await register(intake, { repair: { serialNumber: 'U-1', details: { productionStopped: true } } });
    expect(await ofTicket(id, 'urgent')).toEqual({ urgent: true });
    expect(await rulesFor(id, 'p_spec')).toEqual([{ rule: 'urgent-request' }]);
    const life = new Recorder(intake, id);
    await life.untilDispatch('p_spec');
    expect(await rulesFor(id, 'p_spec')).toEqual([{ rule: 'urgent-request' }, { rule: 'urgent-owner' }]);
    const calm = await register(intake, { repair: { serialNumber: 'U-2' } });
    expect(await rulesFor(calm, 'p_spec')).toEqual([]);
  });
});

describe('a diagnosis', () => {
  const said = { cause: '王小明说主板烧坏，电话 13800138000', causeCode: 'mainboard-burnt', severity: 2, scope: 'device', onSite: true, eta: '2030-05-02T01:00:00.000Z' };
  const record = (by: Caller, ticketId: string, given: object = {}) => ask(by, 'recordDiagnosis', 'RecordDiagnosisInput', { ticketId, ...said, ...given }, 'state ticket { diagnoses { byId cause causeCode severity scope onSite eta } }');

  it('[A5-5] records cause, severity, scope, whether to come, and when; its words never leave in clear', async () => {
    const id = await register(intake, { repair: {}, customer: caller });
    await giveTo(intake, id, 'p_spec');
    const { data } = await record(specialist, id);
    expect(data).toEqual({ recordDiagnosis: { state: 'DONE', ticket: { diagnoses: [{ ...said, byId: 'p_spec', cause: '[姓名]说主板烧坏，电话 [电话]' }] } } });
    const [fact] = await intake.sql<{ data: object }>(`select envelope -> 'data' as data from fact_log where key = $1 and envelope ->> 'type' = 'intake.ticket.diagnosed.v1'`, [id]);
    expect(fact?.data).toMatchObject({ causeCode: 'mainboard-burnt', severity: 2, scope: 'device', onSite: true, eta: said.eta, byId: 'p_spec' });
    expect(JSON.stringify(fact)).not.toContain('主板');
    const [row] = await intake.sql<{ text: string }>('select d::text as text from ticket_diagnoses d where ticket_id = $1', [id]);
    expect(row?.text).not.toContain('王小明');
  });

  it('[A1-4] is made by those who do the job', async () => {
    const id = await register(intake, { repair: {} });
    expect(await record({ roles: ['specialist'], personId: 'p_other', scope: 'all' }, id)).toMatchObject({ code: 'FORBIDDEN', reason: 'ticket.actor-not-allowed' });
    expect(await record(specialist, id)).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect(await record({ ...supervisor, tenant: 'borealis' }, id)).toMatchObject({ code: 'NOT_FOUND', reason: 'ticket.unknown' });
    expect((await record(supervisor, id)).data).toMatchObject({ recordDiagnosis: { state: 'DONE' } });
    expect(await record(supervisor, id, { scope: 'moon' })).toMatchObject({ reason: 'ticket.unknown-code' });
    expect(await record(supervisor, id, { severity: 0 })).toMatchObject({ reason: 'diagnosis.severity-invalid' });
    expect(await record(supervisor, id, { onSite: false })).toMatchObject({ reason: 'diagnosis.eta-needless' });
    expect(await record(supervisor, id, { cause: ' ' })).toMatchObject({ code: 'BAD_USER_INPUT' });
    await intake.sql('update tickets set archived_at = now() where id = $1', [id]);
    expect(await record(supervisor, id)).toMatchObject({ reason: 'ticket.archived' });
  });
});
