import type { PackProblem, PolicyPack, Words } from '@mendline/contracts/policy-pack';
import { routeWithReview, stageOf } from '@mendline/contracts/ticket';
import type { Stage, TicketFlow, TicketKind, TicketStatus } from '@mendline/contracts/ticket';

/** A ticket, as far as it decides whether another pack can carry it on. */
export interface Subject {
  readonly kind: TicketKind;
  readonly status: TicketStatus;
  readonly priority: string;
  readonly flow: TicketFlow;
}

/** After the matter is closed only these are ahead, in whatever order and number the pack has them [C21]. */
const aftermath: readonly (Stage | null)[] = ['return-visited', 'supervisor-reviewed', 'archived'];

/** Why a ticket could not go on by a pack, and where in the pack that is said. */
export interface Stranding extends Words {
  readonly path: string;
}

/** Why a ticket could not go on by a pack; null where it can. It goes on to the same milestone as before, or through what follows the closing. */
export const strandedBy = ({ kind, status, priority, flow }: Subject, before: PolicyPack, after: PolicyPack): Stranding | null => {
  const place = `kinds.${after.kinds.findIndex((one) => one.kind === kind)}.route`;
  const own = routeOf(after, kind);
  if (!own) return { path: 'kinds', en: `the pack has no kind ${kind}`, zh: `策略包没有工单类别 ${kind}` };
  if (!after.priorities.some(({ code }) => code === priority)) return { path: 'priorities', en: `the pack has no priority ${priority}`, zh: `策略包没有紧急程度 ${priority}` };
  const [route, old] = [routeWithReview(own, flow), routeWithReview(routeOf(before, kind) ?? own, flow)];
  const [current, next] = [stageOf(status, old), stageOf(status, route)];
  if (current === next && (!flow.visit || route.includes('dispatched'))) return null;
  if (next === null && current !== null) return { path: place, en: `${status} is not on the route of ${kind}`, zh: `${status} 不在 ${kind} 的流程上` };
  if (aftermath.includes(current) && aftermath.includes(next)) return null;
  return { path: place, en: `it is on the way to ${current ?? 'nothing'}, by the pack it would be to ${next ?? 'nothing'}`, zh: `当前环节为 ${current ?? '无'}，按该策略包则为 ${next ?? '无'}` };
};

const routeOf = (pack: PolicyPack, kind: TicketKind) => pack.kinds.find((one) => one.kind === kind)?.route;

const named = 20;

/** Tickets that a pack would strand for one reason, as a problem of the pack: how many, the first of them, and why. */
export const strandingProblem = ({ path, en, zh }: Stranding, count: number, numbers: readonly string[]): PackProblem => {
  const list = numbers.slice(0, named).join(', ') + (count > named ? ', …' : '');
  return { path, message: `would strand ${count} open tickets (${list}): ${en}`, zh: `会使 ${count} 张未归档工单无法继续（${list}）：${zh}` };
};
