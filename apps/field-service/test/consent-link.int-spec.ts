import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { newTicketId } from '@mendline/platform/ids';
import { CustomerLinks } from '@mendline/platform/links';
import { type RunningService, startServiceWith } from './running.service.js';
import { look } from './support.js';

jest.setTimeout(90_000);

let service: RunningService;
let links: CustomerLinks;
const lines = [{ kind: 'parts', partNumber: 'MB-200', quantity: 1, unitPrice: 50_000 }];

/** A repair of c1 whose plan waits for the customer. */
const asked = async (): Promise<string> => {
  const ticketId = newTicketId('cn1');
  await look(service, `insert into ticket_copies (tenant_id, ticket_id, customer_id, owner_id, region, status, model, number) values ('huaxin', $1, 'c1', 'p1', '310000', 'approved', 'HX-55', '20240501001')`, [ticketId]);
  for (const version of [1, 2]) {
    await look(
      service,
      `insert into plan_versions (tenant_id, plan_id, version, ticket_id, author_id, state, cause_code, measures, method, tools, parts, labour_minutes, travel_minutes, expected_minutes, in_warranty, currency, tax_basis_points, lines, net, tax, total, approval, consent, approval_grounds, consent_grounds, drafted_at)
       values ('huaxin', $1, $2, $3, 'p1', $4, 'mainboard-burnt', '{replace-part}', 'on-site', '{}', '[]', 0, 0, 60, false, 'CNY', 1300, $5, 50000, 6500, 56500, false, true, '{}', '{}', now())`,
      [`${ticketId}.p1`, version, ticketId, version === 1 ? 'superseded' : 'submitted', JSON.stringify(lines)],
    );
  }
  return ticketId;
};

const linkTo = async (ticketId: string, version = 2, more: { readonly purpose?: 'confirm' | 'consent'; readonly customerId?: string } = {}): Promise<string> =>
  `/q/${await links.give({ purpose: 'consent', tenantId: 'huaxin', ticketId, customerId: 'c1', about: `plan ${ticketId}.p1 ${version}`, ...more }, `spec ${version}`, new Date(Date.now() + 3_600_000))}`;
const page = async (path: string, form?: Record<string, string>) => {
  const response = await fetch(`${service.url}${path}`, { headers: { 'accept-language': 'en' }, ...(form && { method: 'POST', body: new URLSearchParams(form) }) });
  return { status: response.status, body: await response.text() };
};
const kept = (ticketId: string) => look<{ key: string; state: string; actor: object }>(service, 'select command_id as key, state, actor from commands where ticket_id = $1', [ticketId]);

beforeAll(async () => {
  const started = await startServiceWith(CustomerLinks);
  service = started;
  links = started.part;
});
afterAll(() => service.close());

describe('consent by link', () => {
  it('[A8-4] [A8-5] shows plan and quote, and opening it says nothing yet', async () => {
    const ticketId = await asked();
    const { status, body } = await page(await linkTo(ticketId));
    expect([status, body]).toEqual([200, expect.stringContaining('CNY 565.00')]);
    expect(body).toContain('20240501001');
    expect(await kept(ticketId)).toEqual([]);
  });

  it('[C12] is the customer\'s own word by click, kept once with the link that it came by, and in the audit log', async () => {
    const ticketId = await asked();
    const path = await linkTo(ticketId);
    const clicks = await Promise.all([page(path, { act: 'agree' }), page(path, { act: 'decline', reason: 'price-too-high', then: 'close' })]);
    expect(clicks.map(({ status }) => status)).toEqual([202, 202]);
    expect((await page(path, { act: 'agree' })).status).toBe(202);
    const [command, ...others] = await kept(ticketId);
    expect([command, others]).toMatchObject([{ key: expect.stringMatching(/^link:[0-9A-Z]{26}-[\w-]{8}$/), actor: { kind: 'customer', customerId: 'c1' } }, []]);
    expect(await look(service, `select actor, detail ->> 'commandId' as key from audit_log where subject = $1 and action = 'link.used'`, [ticketId])).toEqual([{ actor: 'c1', key: command?.key }]);
  });

  it('is asked for what the matrix wants approved where no route of the pack has an approval, and not before it where one has', async () => {
    const submitted = async (version: number, supervised: boolean | null): Promise<string> => {
      const ticketId = await asked();
      await look(service, `insert into pack_settings (tenant_id, pack, version, approval, satisfaction, published_at, supervised) values ('huaxin', 'lean', $1, '{}', 'null', now(), $2)`, [version, supervised]);
      await look(service, `update ticket_copies set status = 'planned', pack = 'lean', pack_version = $2 where ticket_id = $1`, [ticketId, version]);
      await look(service, `update plan_versions set approval = true where ticket_id = $1 and version = 2`, [ticketId]);
      return linkTo(ticketId);
    };
    const lean = await submitted(1, false);
    expect((await page(lean)).body).toContain('CNY 565.00');
    expect((await page(lean, { act: 'agree' })).status).toBe(202);
    for (const [version, supervised] of [[2, true], [3, null]] as const) {
      const path = await submitted(version, supervised);
      for (const form of [undefined, { act: 'agree' }]) expect((await page(path, form)).body).toContain('(link.plan-changed)');
    }
  });

  it('is refused for another version, another customer, another purpose, a half answer, and after the archive', async () => {
    const ticketId = await asked();
    const refusals = [
      await page(await linkTo(ticketId, 1)), await page(await linkTo(ticketId, 2, { customerId: 'c2' })), await page(await linkTo(ticketId, 2, { purpose: 'confirm' })),
      await page(await linkTo(ticketId), { act: 'decline', reason: 'price-too-high' }), await page(await linkTo(ticketId), { act: 'confirm' }),
    ];
    expect(refusals.map(({ body }) => /\((\w+\.[\w-]+)\)/u.exec(body)?.[1])).toEqual(['link.plan-changed', 'link.invalid', 'link.other-purpose', 'link.nothing-said', 'link.other-purpose']);
    await look(service, `update ticket_copies set status = 'archived' where ticket_id = $1`, [ticketId]);
    expect((await page(await linkTo(ticketId), { act: 'agree' })).body).toContain('(link.revoked)');
    expect(await kept(ticketId)).toEqual([]);
  });
});
