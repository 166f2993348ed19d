import type { DemoStaff } from '../src/demo/people.js';
import { deviceOf, freePlan, type NewTicket, type RepairScene, type RepairView } from '../src/scene/index.js';

interface Confirmed {
  readonly ticketId: string;
  readonly state: string;
  readonly code: string | null;
}

const registration = 'mutation ($input: RegisterRequestInput!) { registerRequest(input: $input) { request { id number tickets { id number } } } }';
const confirmation = 'mutation ($input: ConfirmRequestInput!) { confirmRequest(input: $input) { results { ticketId state code } } }';

interface Request {
  readonly id: string;
  readonly number: string;
  readonly tickets: readonly NewTicket[];
}

/** One call about two machines; the log has a registration for each of its tickets. */
const registered = async ({ scene, team, serial }: { readonly scene: RepairScene['scene']; readonly team: RepairScene['team']; serial(): string }): Promise<Request> => {
  const csr = team.one('csr');
  const key = scene.key();
  const device = () => ({ kind: 'repair', faultClass: 'hardware', description: 'spins no more', ...deviceOf(serial()) });
  const input = { key, channel: 'phone', region: team.regions[0] ?? '', customer: { name: '虚构工厂', phone: '13900007788' }, devices: [device(), device()] };
  const invokedAt = new Date().toISOString();
  const { registerRequest: { request } } = await scene.system.graphql.request<{ registerRequest: { request: Request } }>(csr, registration, { input });
  for (const { id } of request.tickets) {
    scene.tickets.push({ tenant: team.tenant, id });
    scene.commands.log.add({ opId: `${key}:${id}`, tenant: team.tenant, ticketId: id, type: 'registerTicket', invokedAt, settledAt: new Date().toISOString(), result: 'ok', code: null });
  }
  return request;
};

const confirmed = async (scene: RepairScene, requestId: string): Promise<readonly Confirmed[] | string> => {
  const input = { key: scene.scene.key(), requestId, evidence: 'RECORDED_CALL', satisfaction: 'satisfied' };
  const answer = scene.scene.system.graphql.request<{ confirmRequest: { results: Confirmed[] } }>(scene.team.one('csr'), confirmation, { input });
  return answer.then(({ confirmRequest: { results } }) => results, (error: { reason?: string }) => error.reason ?? String(error));
};

/** Two machines of one customer: a ticket for each, one engineer who comes once for both, one word of the customer. */
export const devices = async (
  scene: RepairScene,
): Promise<{ readonly request: Request; readonly engineer: DemoStaff; readonly early: readonly Confirmed[] | string; readonly confirmed: readonly Confirmed[] | string; readonly tickets: readonly RepairView[]; readonly window: { readonly from: string; readonly to: string } }> => {
  const request = await registered({ scene: scene.scene, team: scene.team, serial: () => scene.serial() });
  const [one, other] = request.tickets;
  if (!one || !other) throw new Error('the request answered no two tickets');
  const owners = await Promise.all([one, other].map(async ({ id }) => {
    const owner = await scene.insisted(id);
    await scene.planned(owner, id, freePlan);
    return owner;
  }));
  const visit = await scene.taken(one.id);
  await scene.scene.do(scene.team.one('supervisor'), 'assignEngineer', other.id, { engineerId: visit.engineer.personId });
  const visits = [{ ...one, visit }, { ...other, visit: await scene.current(other.id) }];
  const window = await scene.sharedWindow(visits.map(({ id, visit: { engineer, visitId } }) => ({ id, engineer, visitId })));
  for (const { id, visit: made } of visits) {
    await scene.arrived(id, made);
    await scene.worked(id, made);
    await scene.finished(id, made);
  }
  await scene.scene.do(owners[0] ?? visit.engineer, 'tellResult', one.id, { channel: 'phone' });
  const early = await confirmed(scene, request.id);
  await scene.scene.do(owners[1] ?? visit.engineer, 'tellResult', other.id, { channel: 'phone' });
  const word = await confirmed(scene, request.id);
  await Promise.all(visits.map(({ id }) => scene.scene.visitedAndReviewed(id, scene.team)));
  const tickets = await Promise.all(visits.map(({ id }) => scene.archived(id)));
  return { request, engineer: visit.engineer, early, confirmed: word, tickets, window };
};
