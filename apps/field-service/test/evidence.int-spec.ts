import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newTicketId } from '@mendline/platform/ids';
import { type Caller, type RunningService, startService } from './running.service.js';
import { look } from './support.js';

jest.setTimeout(30_000);

let service: RunningService;
const ticketId = newTicketId('cn1');
const visitId = `${ticketId}.v1`;
const picture = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==', 'base64');

const engineer: Caller = { tenant: 'huaxin', roles: ['engineer'], personId: 'e1' };
const otherEngineer: Caller = { ...engineer, personId: 'e9' };
const supervisor: Caller = { tenant: 'huaxin', roles: ['supervisor'], personId: 's1' };
const customer: Caller = { tenant: 'huaxin', roles: ['customer'], customerId: 'c1' };
const otherCustomer: Caller = { ...customer, customerId: 'c2' };
const foreignSupervisor: Caller = { ...supervisor, tenant: 'borealis' };

const upload = 'mutation ($input: RequestFileUploadInput!) { requestFileUpload(input: $input) { fileId url expiresAt maxBytes types } }';
const download = 'mutation ($fileId: ID!) { requestFileDownload(fileId: $fileId) { url expiresAt } }';
const photo = 'mutation ($input: RecordPhotoInput!) { recordPhoto(input: $input) { state userErrors { code message } visit { photos { kind file { fileId sha256 } } } } }';

beforeAll(async () => {
  service = await startService();
  await look(service, `insert into ticket_copies (tenant_id, ticket_id, customer_id, owner_id, region, status) values ('huaxin', $1, 'c1', 'p1', '310000', 'arrived')`, [ticketId]);
  await look(service, `insert into visits (tenant_id, visit_id, ticket_id, engineer_id, state, opened_at, departed_at, arrived_at) values ('huaxin', $1, $2, 'e1', 'open', now(), now() - interval '1 hour', now() - interval '30 min')`, [visitId, ticketId]);
}, 60_000);
afterAll(() => service.close());

const linkFor = async (who: Caller, purpose = 'PHOTO'): Promise<{ readonly fileId: string; readonly url: string }> => {
  const { data, errors } = await service.ask(who, upload, { input: { ticketId, purpose } });
  expect(errors).toBeUndefined();
  return data?.['requestFileUpload'] as { fileId: string; url: string };
};

/** A picture that the engineer has sent. */
const sent = async (purpose = 'PHOTO'): Promise<string> => {
  const { fileId, url } = await linkFor(engineer, purpose);
  expect((await fetch(service.url + url, { method: 'PUT', body: new Uint8Array(picture) })).status).toBe(201);
  return fileId;
};

const record = async (who: Caller, fileId: string, key: string) => (await service.ask(who, photo, { input: { key, ticketId, visitId, kind: 'BEFORE', file: { fileId } } }));
const refusal = async (who: Caller, fileId: string) => (await service.ask(who, download, { fileId })).errors?.[0]?.extensions.reason;

describe('evidence', () => {
  it('[A9-3] a photo is sent by a link, kept with what it holds, and read again by those who may [A11-4]', async () => {
    const fileId = await sent();
    const answer = await record(engineer, fileId, 'photo-key-0001');
    expect(answer.data?.['recordPhoto']).toMatchObject({ state: 'DONE', visit: { photos: [{ kind: 'BEFORE', file: { fileId, sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown } }] } });
    expect(await record(engineer, fileId, 'photo-key-0001')).toEqual(answer);
    for (const reader of [supervisor, engineer, customer]) {
      const { url } = (await service.ask(reader, download, { fileId })).data?.['requestFileDownload'] as { url: string };
      const read = await fetch(service.url + url);
      expect([read.status, read.headers.get('content-type')]).toEqual([200, 'image/png']);
    }
    expect(await look(service, `select actor from audit_log where subject = $1 order by seq`, [fileId])).toHaveLength(3);
  });

  it('[A11-4] is nothing to other engineers, other customers and other tenants', async () => {
    const fileId = await sent();
    for (const stranger of [otherEngineer, otherCustomer, foreignSupervisor]) expect(await refusal(stranger, fileId)).toBe('file.not-found');
    expect((await service.ask(foreignSupervisor, upload, { input: { ticketId, purpose: 'PHOTO' } })).errors?.[0]?.extensions.reason).toBe('ticket.unknown');
    expect((await service.ask(customer, upload, { input: { ticketId, purpose: 'PHOTO' } })).errors?.[0]?.extensions.code).toBe('FORBIDDEN');
  });

  it('that was not sent, or for another purpose, is refused and nothing is recorded', async () => {
    const { fileId: empty } = await linkFor(engineer);
    expect((await record(engineer, empty, 'photo-key-0002')).data?.['recordPhoto']).toMatchObject({ state: 'REJECTED', userErrors: [{ code: 'file.not-stored' }] });
    expect((await record(engineer, await sent('SIGNATURE'), 'photo-key-0003')).data?.['recordPhoto']).toMatchObject({ state: 'REJECTED', userErrors: [{ code: 'file.purpose-mismatch' }] });
    expect(await look(service, `select jsonb_array_length(photos) as n from visits where visit_id = $1`, [visitId])).toEqual([{ n: 1 }]);
  });
});
