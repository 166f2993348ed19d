import { randomBytes, randomUUID } from 'node:crypto';
import { policyPackPublished } from '@mendline/contracts/facts';
import { visitIdOf } from '@mendline/contracts/field-service';
import type { PlanRef } from '@mendline/contracts/ticket';
import { newTicketId } from '@mendline/platform/ids';
import { aFact } from '@mendline/testing/facts';
import type { PlanReport } from '../src/plan/plan-draft.service.js';
import { type Bench, caller, look, registered, transitioned } from './support.js';

export const engineer = caller('e1', { roles: ['engineer'] });
export const owner = caller('p1');
export const supervisor = caller('s1', { roles: ['supervisor'] });
export const storekeeper = caller('k1', { roles: ['purchasing'] });
export const customer = (customerId: string, tenant = 'huaxin') => {
  const { personId: _, ...rest } = caller('c', { tenant, roles: ['customer'], customerId, dataScope: 'own' });
  return rest;
};

export const key = (): string => randomUUID();

export const approval = { coreParts: ['MB-200'], limits: { CNY: 100_000 }, approve: ['core-component', 'total-above'], consent: ['out-of-warranty', 'core-component'] };
const level = (code: string, score: number) => ({ code, label: { zh: code, en: code }, score });
const satisfaction = { levels: [level('satisfied', 75), level('dissatisfied', 0)], reasonBelow: 60 };

/** The pack that tickets of {@link openTicket} are pinned to. */
export const publishPack = (bench: Bench, tenant = 'huaxin') =>
  bench.fold(aFact(policyPackPublished, { tenant, subject: 'demo', version: 1 }, { pack: 'demo', version: 1, content: { pack: 'demo', approval, satisfaction } }));

/** A file that was sent for a ticket. */
export const sentFile = async (bench: Bench, ticketId: string, purpose = 'signature', tenant = 'huaxin'): Promise<{ readonly fileId: string; readonly sha256: string }> => {
  const file = { fileId: `fil_${key()}`, sha256: randomBytes(32).toString('hex') };
  await look(bench, `insert into files (tenant_id, file_id, purpose, ticket_id, person_id, requested_by, state, attempt, type, bytes, sha256, requested_at, upload_until, stored_at)
    values ($1, $2, $3, $4, 'c1', 'e1', 'stored', 'a1', 'image/png', 68, decode($5, 'hex'), now(), now(), now())`, [tenant, file.fileId, purpose, ticketId, file.sha256]);
  return file;
};

/** A ticket of customer c1 that p1 owns. */
export const openTicket = async (bench: Bench, tenant = 'huaxin', model: string | null = 'X100'): Promise<string> => {
  const ticketId = newTicketId('cn1');
  await bench.fold(
    registered({ tenant, subject: ticketId, version: 1 }, { customerId: 'c1', region: '310000', model, pack: 'demo', packVersion: 1 }),
    transitioned({ tenant, subject: ticketId, version: 4 }, { to: 'tried', ownerId: 'p1', region: '310000' }),
  );
  return ticketId;
};

export const planOf = (ticketId: string, change: Partial<PlanReport> = {}): PlanReport => ({
  key: key(), ticketId, causeCode: 'mainboard-burnt', measures: ['replace-part'], method: 'on-site', tools: ['screwdriver'], parts: [{ partNumber: 'MB-200', quantity: 1 }],
  labourMinutes: 120, travelMinutes: 40, expectedMinutes: 120, inWarranty: false, entitlementCode: null,
  quote: { currency: 'CNY', taxBasisPoints: 1_300, lines: [{ kind: 'parts', partNumber: 'MB-200', quantity: 1, unitPrice: 50_000 }, { kind: 'labour', partNumber: null, quantity: 120, unitPrice: 150 }] },
  ...change,
});

/** Parts that the tenant keeps, with some in stock. */
export const stock = async (bench: Bench, partNumber: string, quantity: number, more: { readonly serialised?: boolean; readonly models?: readonly string[]; readonly tenant?: string } = {}): Promise<void> => {
  const keeper = { ...storekeeper, tenant: more.tenant ?? 'huaxin' };
  await bench.stocks.setPart(keeper, { key: key(), partNumber, models: more.models ?? [], serialised: more.serialised ?? false });
  if (quantity > 0) await bench.stocks.receive(keeper, { key: key(), region: '310000', partNumber, quantity });
};

/** A plan of the ticket, submitted; its parts are not kept yet. */
export const submitted = async (bench: Bench, ticketId: string, change: Partial<PlanReport> = {}): Promise<PlanRef> => {
  const { outcome } = await bench.drafts.draft(owner, planOf(ticketId, change));
  const commandId = key();
  await bench.planCommands.submit(owner, { key: commandId, ticketId, ...outcome });
  await bench.activities.submitPlan({ tenantId: 'huaxin', ticketId, ...outcome, commandId });
  return outcome;
};

export interface VisitScene {
  readonly tenantId: string;
  readonly ticketId: string;
  readonly visitId: string;
  readonly plan: PlanRef;
}

/** A visit of engineer e1 by a plan whose parts are kept. */
export const openVisit = async (bench: Bench, change: Partial<PlanReport> = {}): Promise<VisitScene> => {
  const ticketId = await openTicket(bench);
  const plan = await submitted(bench, ticketId, change);
  const scene = { tenantId: 'huaxin', ticketId, visitId: visitIdOf(ticketId, 1), plan };
  await bench.activities.reserveParts({ tenantId: 'huaxin', ticketId, ...plan });
  await bench.activities.openVisit({ ...scene, engineerId: 'e1' });
  return scene;
};

export const mark = (bench: Bench, scene: VisitScene, node: 'departed' | 'called-ahead' | 'arrived', at: string, commandId = key()) =>
  bench.activities.markVisit({ ...scene, node, at, commandId });

/** The same, with the engineer there at 01:30. */
export const arrived = async (bench: Bench, change: Partial<PlanReport> = {}): Promise<VisitScene> => {
  const scene = await openVisit(bench, change);
  await mark(bench, scene, 'departed', '2024-05-01T01:00:00.000Z');
  await mark(bench, scene, 'arrived', '2024-05-01T01:30:00.000Z');
  return scene;
};
