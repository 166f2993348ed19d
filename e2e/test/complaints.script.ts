import { GraphqlFailure } from '../src/client/graphql.failure.js';
import type { DemoStaff } from '../src/demo/people.js';
import { until } from '../src/fault/index.js';
import type { NewTicket, NoticeView, RepairScene, RepairView, TicketView } from '../src/scene/index.js';
import { deviceOf, freePlan } from '../src/scene/index.js';

/** What the people of complaints, and of a repair that came again, do; the spec says what must have come of it. */

/** Accepted by a supervisor, who owns it from then on; assigned where nobody answered in time. */
const heard = async (scene: RepairScene, ticketId: string): Promise<DemoStaff> => {
  const open = ({ offers }: RepairView): RepairView['offers'][number] | undefined => offers.find(({ state }) => state === 'OPEN');
  await scene.scene.do(scene.team.one('csr-leader'), 'reviewTicket', ticketId, { decision: 'ACCEPT' });
  const seen = await scene.until(ticketId, 'offered or queued', (ticket) => open(ticket) !== undefined || ticket.wait === 'supervisor-assignment');
  const offer = open(seen);
  const asked = scene.team.byId(offer?.personId ?? null);
  if (offer && asked && (await scene.scene.try(asked, 'acceptOffer', ticketId, { offerId: offer.id })).state === 'DONE') return asked;
  await scene.waiting(ticketId, 'supervisor-assignment');
  const owner = scene.team.one('supervisor');
  await scene.scene.do(scene.team.one('manager'), 'assignTicket', ticketId, { ownerId: owner.personId });
  return owner;
};

/** Called, and told an initial opinion with the point of the next feedback. */
const answeredFirst = async (scene: RepairScene, owner: DemoStaff, ticketId: string): Promise<void> => {
  await scene.scene.do(owner, 'recordContact', ticketId, { channel: 'phone', reached: true });
  await scene.scene.do(owner, 'giveOpinion', ticketId, { nextFeedbackAt: new Date(Date.now() + 3_600_000).toISOString(), text: 'we look into it and call again in an hour' });
};

/** The code of what is refused without an answer, as for a ticket that the caller does not see. */
const refusalOf = (error: unknown): { readonly code: string } => {
  if (error instanceof GraphqlFailure) return { code: error.reason };
  throw error;
};

/** About a supervisor and a repair that is not done yet: the repair comes first, the other supervisor hears it. */
export const service = async (scene: RepairScene): Promise<{
  readonly about: NewTicket; readonly accused: DemoStaff; readonly owner: DemoStaff; readonly byAccused: string | null; readonly toAccused: string | null; readonly early: string | null;
  readonly waiting: RepairView; readonly goingOn: RepairView; readonly linked: TicketView; readonly repaired: RepairView; readonly ticket: RepairView;
}> => {
  const [, accused] = scene.team.withRole('supervisor');
  if (!accused) throw new Error('two supervisors are needed');
  const about = await scene.register();
  const repairer = await scene.insisted(about.id);
  await scene.planned(repairer, about.id, freePlan);
  const complaint = { kind: 'complaint-service', faultClass: 'none', description: 'nobody came and nobody called', complainedAbout: [accused.personId] };
  const { id } = await scene.scene.register({ ...complaint, links: [{ relation: 'caused-by', otherTicketId: about.id }] });
  const owner = await heard(scene, id);
  const byAccused = await scene.scene.try(accused, 'reassignTicket', id, { ownerId: accused.personId, reasonCode: 'absence' }).catch(refusalOf);
  const toAccused = await scene.scene.try(scene.team.one('manager'), 'reassignTicket', id, { ownerId: accused.personId, reasonCode: 'absence' });
  await answeredFirst(scene, owner, id);
  await scene.scene.do(owner, 'linkTicket', id, { relation: 'waits-for', otherTicketId: about.id });
  const waiting = await scene.see(id);
  const findings = { findingCode: 'lateness', responsibleIds: [accused.personId] };
  const { code: early } = await scene.scene.try(owner, 'investigateComplaint', id, findings);
  await scene.solved(about.id);
  const repaired = await scene.closed(repairer, about.id);
  const goingOn = await scene.waiting(id, 'investigation');
  const linked = await scene.scene.see(id);
  await scene.scene.do(owner, 'investigateComplaint', id, findings);
  await scene.scene.do(owner, 'handleComplaint', id, { measureCode: 'apology', comment: 'called and said sorry' });
  const ticket = await scene.closed(owner, id);
  return { about, accused, owner, byAccused: byAccused.code, toAccused: toAccused.code, early, waiting, goingOn, linked, repaired, ticket };
};

/** Reported to the general manager, whose part nobody else does. */
export const quality = async (scene: RepairScene): Promise<{ readonly managerTold: readonly NoticeView[]; readonly ownerTold: readonly NoticeView[]; readonly byManager: string | null; readonly reported: RepairView; readonly ticket: RepairView }> => {
  const chief = scene.team.one('general-manager');
  const { id } = await scene.scene.register({ kind: 'complaint-quality', description: 'the third of this model that burns', ...deviceOf(scene.serial()) });
  const owner = await heard(scene, id);
  await answeredFirst(scene, owner, id);
  await scene.scene.do(owner, 'reportComplaint', id, { facts: 'three of one batch, all within a month, scorched at the plug' });
  const reported = await scene.see(id);
  const managerTold = await scene.scene.notices(chief, id);
  const result = { inProcess: 'NOT_AFFECTED', inStock: 'BLOCKED', measureCode: 'supplier-claim', responsibleIds: [] } as const;
  const { code: byManager } = await scene.scene.try(scene.team.one('manager'), 'containComplaint', id, result);
  await scene.scene.do(chief, 'containComplaint', id, { ...result, comment: 'forty pieces are held back' });
  const ownerTold = await scene.scene.notices(owner, id);
  return { managerTold, ownerTold, byManager, reported, ticket: await scene.closed(owner, id) };
};

interface Repeated {
  readonly ticketId: string;
  readonly previousTicketId: string;
  readonly days: number;
}

/** The same machine with the same fault, soon after it was repaired. */
export const repeated = async (scene: RepairScene): Promise<{ readonly first: RepairView; readonly second: NewTicket; readonly found: readonly Repeated[]; readonly ticket: RepairView }> => {
  const device = deviceOf(scene.serial());
  const { id } = await scene.register(device);
  const owner = await scene.insisted(id);
  await scene.planned(owner, id, freePlan);
  await scene.solved(id);
  const first = await scene.closed(owner, id);
  const second = await scene.register(device);
  const query = 'query ($from: DateTime!, $to: DateTime!) { repeatRepairs(from: $from, to: $to, first: 100) { edges { node { ticketId previousTicketId days } } } }';
  const span = { from: new Date(Date.now() - 3_600_000).toISOString(), to: new Date(Date.now() + 3_600_000).toISOString() };
  let found: readonly Repeated[] = [];
  await until('the repeat repair is known to quality analysis', 90_000, async () => {
    const { repeatRepairs } = await scene.scene.system.graphql.request<{ repeatRepairs: { edges: { node: Repeated }[] } }>(scene.team.one('quality-manager'), query, span);
    found = repeatRepairs.edges.map(({ node }) => node).filter(({ ticketId }) => ticketId === second.id);
    return found.length > 0;
  }, 500);
  await scene.scene.do(scene.team.one('csr'), 'cancelTicket', second.id, { reasonCode: 'no-longer-needed' });
  return { first, second, found, ticket: await scene.archived(second.id) };
};
