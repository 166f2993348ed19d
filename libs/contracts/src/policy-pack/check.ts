import { kindProblems, requiredClocks, requiredMilestones, visitProblems } from '../ticket/route.js';
import type { Milestone } from '../ticket/status.js';
import { isComplaint, milestones } from '../ticket/status.js';
import { problem, problemAt, problemOf } from './problem.js';
import type { PackProblem } from './problem.js';
import { policyPackSchema } from './schema.js';
import type { PolicyPack, Recipient, SlaTarget } from './schema.js';
import type { Words } from './phrase.js';

export type PackReading = { readonly pack: PolicyPack; readonly problems: readonly [] } | { readonly pack: null; readonly problems: readonly PackProblem[] };

/** Reads a pack: its form by the schema, then what no schema can say (routes, references, a guard for every wait). */
export const readPack = (content: unknown): PackReading => {
  const parsed = policyPackSchema.safeParse(content);
  if (!parsed.success) {
    return { pack: null, problems: parsed.error.issues.map((issue) => problemOf(issue, content, policyPackSchema)) };
  }
  const problems = [...routeProblems(parsed.data), ...referenceProblems(parsed.data), ...guardProblems(parsed.data), ...chainProblems(parsed.data), ...reviewProblems(parsed.data), ...approvalProblems(parsed.data), ...consentProblems(parsed.data)];
  return problems.length > 0 ? { pack: null, problems } : { pack: parsed.data, problems: [] };
};

const inOrder = (route: readonly Milestone[]): boolean =>
  route.every((milestone, i) => i === 0 || milestones.indexOf(milestone) > milestones.indexOf(route[i - 1] as Milestone));

const routeProblems = (pack: PolicyPack): PackProblem[] =>
  pack.kinds.flatMap(({ kind, route, actors = {} }, i) => {
    const path = `kinds.${i}.route`;
    const own = kindProblems(kind, route);
    const missing = [...requiredMilestones.filter((milestone) => !route.includes(milestone)), ...own.missing, ...visitProblems(route)];
    const nowhere = Object.keys(actors).filter((milestone) => !route.some((one) => one === milestone));
    return [
      ...(own.alien.length > 0 ? [problem(path, { en: `${own.alien.join(', ')} is not for ${kind}`, zh: `${own.alien.join(', ')} 不适用于 ${kind}` })] : []),
      ...nowhere.map((milestone) => problem(`kinds.${i}.actors.${milestone}`, offRoute(milestone, kind))),
      ...(missing.length > 0 ? [problem(path, { en: `needs ${missing.join(', ')}`, zh: `缺少 ${missing.join(', ')}` })] : []),
      ...(inOrder(route) ? [] : [problem(path, outOfOrder(route))]),
    ];
  });

const offRoute = (milestone: string, kind: string): Words => ({ en: `${milestone} is not on the route of ${kind}`, zh: `${milestone} 不在 ${kind} 的流程上` });

/** A route that comes back to where it was is a circle; rework is a round of its own, never a part of the route. */
const outOfOrder = (route: readonly Milestone[]): Words => {
  const order = milestones.join(' → ');
  const again = route.find((milestone, i) => route.indexOf(milestone) < i);
  const way = again && [...route.slice(route.indexOf(again), route.lastIndexOf(again) + 1)].join(' → ');
  return way ? { en: `found ${way}; allowed: no circle; milestones keep the order ${order}`, zh: `现为 ${way}；允许：不成环；节点顺序为 ${order}` } : { en: `milestones keep the order ${order}`, zh: `节点顺序为 ${order}` };
};

const referenceProblems = (pack: PolicyPack): PackProblem[] => {
  const priorities = pack.priorities.map(({ code }) => code);
  const schemes = pack.numbering.schemes.map(({ code }) => code);
  const problems: PackProblem[] = [];
  const need = (known: readonly string[], value: string, path: string): void => {
    if (!known.includes(value)) problems.push(problem(path, { en: `${value} is none of ${known.join(', ')}`, zh: `${value} 不是以下之一：${known.join(', ')}` }));
  };
  need(priorities, pack.defaultPriority, 'defaultPriority');
  pack.kinds.forEach(({ kind }) => need(schemes, pack.numbering.byKind[kind] ?? '', `numbering.byKind.${kind}`));
  pack.targets.forEach(({ clock, clockByPriority, escalations }, i) => {
    if ('byPriority' in clock) Object.keys(clock.byPriority).forEach((p) => need(priorities, p, `targets.${i}.clock.byPriority.${p}`));
    Object.keys(clockByPriority).forEach((p) => need(priorities, p, `targets.${i}.clockByPriority.${p}`));
    escalations.forEach(({ actions }, j) =>
      actions.forEach((action, k) => {
        const path = `targets.${i}.escalations.${j}.actions.${k}`;
        if (action.action === 'raise-priority') need(priorities, action.priority, `${path}.priority`);
        else if (action.action === 'reassign') need(pack.reasons.reassignment.map((reason) => reason.code), action.reason, `${path}.reason`);
      }),
    );
  });
  pack.targets.forEach(({ code, kinds }, i) => {
    const twice = pack.targets.slice(0, i).some((other) => other.code === code && other.kinds.some((kind) => kinds.includes(kind)));
    if (twice) problems.push(problem(`targets.${i}.code`, { en: `${code} is there twice for a kind`, zh: `${code} 对同一工单类别出现两次` }));
  });
  const faults = pack.faultClasses.map(({ code }) => code);
  pack.warranty.excludedFaults.forEach((fault, i) => need(faults, fault, `warranty.excludedFaults.${i}`));
  const complaints = pack.kinds.some(({ kind }) => isComplaint(kind));
  (['finding', 'measure'] as const).forEach((list) => {
    if (complaints && pack.reasons[list].length === 0) problems.push(problem(`reasons.${list}`, { en: 'needs a code where a kind is a complaint', zh: '有投诉类工单时至少要有一个代码' }));
  });
  const visited = pack.kinds.some(({ route }) => route.includes('dispatched'));
  (['planDecline', 'quoteDecline', 'visit', 'cancelDecline'] as const).forEach((list) => {
    if (visited && pack.reasons[list].length === 0) problems.push(problem(`reasons.${list}`, { en: 'needs a reason where a kind has visits', zh: '有上门流程的工单类别时至少要有一个原因' }));
  });
  return problems;
};

/** Every wait for a person has a flow deadline, or a clock that escalates to somebody. */
const guardProblems = (pack: PolicyPack): PackProblem[] =>
  pack.kinds.flatMap(({ kind, route }, i) =>
    requiredClocks(route).flatMap((clocks) => {
      const guards = pack.targets.filter(({ code, kinds, escalations }) => clocks.includes(code) && kinds.includes(kind) && escalations.length > 0);
      const [first] = guards;
      if (!first) return [problem(`kinds.${i}.route`, { en: `a wait of this route needs an escalating target with code ${clocks.join(' or ')}`, zh: `此流程的等待需要带升级的目标，代码为 ${clocks.join(' 或 ')}` })];
      if (guards.some((target) => startsOn(route, target))) return [];
      return [problem(`targets.${pack.targets.indexOf(first)}.start`, offRoute(first.start, kind))];
    }),
  );

const startsOn = (route: readonly Milestone[], { start, stop }: SlaTarget): boolean =>
  start === 'queued' || start === 'dispatch-queued' || start === 'plan-declined' || !route.includes(stop) || route.includes(start);

/** Every level of a chain has somebody who can be there while its clock runs, on some kind's route. */
const chainProblems = (pack: PolicyPack): PackProblem[] =>
  pack.targets.flatMap(({ kinds, stop, escalations }, i) => {
    const routes = pack.kinds.filter(({ kind }) => kinds.includes(kind)).map(({ route }) => route);
    return escalations.flatMap(({ to }, j) => {
      if (routes.length === 0 || to.some((one) => routes.some((route) => canBeThere(one, stop, route)))) return [];
      const allowed = 'somebody who can be there before ' + stop;
      return [problemAt(`targets.${i}.escalations.${j}.to`, JSON.stringify(to), { en: `${allowed}: a role, a person, the customer`, zh: `在 ${stop} 之前可联系到的人：角色、人员、客户` })];
    });
  });

/**
 * A level that opens a review is one of a clock that ends before the matter is closed, and the review's own clock begins on the route of each kind:
 * with the return visit, or, where the route has none, in its place.
 */
const reviewProblems = (pack: PolicyPack): PackProblem[] =>
  pack.targets.flatMap(({ kinds, stop, escalations }, i) =>
    escalations.flatMap(({ actions }, j) =>
      actions.flatMap(({ action }, k) => {
        if (action !== 'open-review') return [];
        const path = `targets.${i}.escalations.${j}.actions.${k}`;
        if (milestones.indexOf(stop) > milestones.indexOf('confirmed')) return [problemAt(path, action, { en: `a clock that ends by confirmed, this one ends at ${stop}`, zh: `时钟须在 confirmed 之前或之时结束，此处结束于 ${stop}` })];
        const unguarded = pack.kinds.filter(({ kind, route }) => kinds.includes(kind) && !pack.targets.some((target) => guardsReview(target, kind, route)));
        return unguarded.map(({ kind }) => problemAt(path, action, { en: `a target supervisor-review of ${kind} that starts on its route`, zh: `${kind} 须有在其流程上开始的 supervisor-review 目标` }));
      }),
    ),
  );

const guardsReview = ({ code, kinds, start }: SlaTarget, kind: string, route: readonly Milestone[]): boolean =>
  code === 'supervisor-review' && kinds.some((one) => one === kind) && (start === 'return-visited' || route.some((milestone) => milestone === start));

/** From which milestone on a recipient is somebody; who is not named here always is. */
const thereFrom: Partial<Record<Recipient, Milestone>> = { owner: 'assigned', 'owner-manager': 'assigned', 'owner-manager-2': 'assigned', 'owner-manager-3': 'assigned', 'visit-engineer': 'dispatched', 'visit-offered': 'consented' };

const canBeThere = (recipient: Recipient, stop: Milestone, route: readonly Milestone[]): boolean => {
  const from = thereFrom[recipient];
  if (!from) return true;
  if (recipient.startsWith('visit') && !route.includes('dispatched')) return false;
  return milestones.indexOf(stop) > milestones.indexOf(from);
};

/** A customer who pays is always asked [A8-5, C12]; a ground that nothing is named for would never hold. */
const approvalProblems = ({ approval: { approve, consent, limits, coreParts } }: PolicyPack): PackProblem[] => {
  const grounds: readonly string[] = [...approve, ...consent];
  const asked = consent.includes('out-of-warranty') || consent.includes('always');
  return [
    ...(asked ? [] : [problem('approval.consent', { en: 'needs out-of-warranty or always: whoever pays is asked first', zh: '需含 out-of-warranty 或 always：付费者须先同意' })]),
    ...(grounds.includes('total-above') && Object.keys(limits).length === 0 ? [problem('approval.limits', { en: 'needs a limit for the ground total-above', zh: '依据 total-above 需要限额' })] : []),
    ...(coreParts.length > 0 && !grounds.includes('core-component') ? [problem('approval.coreParts', { en: 'are of no effect without the ground core-component', zh: '没有依据 core-component 时不起作用' })] : []),
  ];
};

/** A pack that asks customers by link asks on every route that waits for their consent, when it begins to wait. Without any such link staff ask them. */
const consentProblems = ({ kinds, notices }: PolicyPack): PackProblem[] => {
  const asking = notices.filter(({ link }) => link === 'consent');
  const [first] = asking;
  if (!first) return [];
  return kinds.flatMap(({ kind, route }) => {
    const before = route[route.indexOf('consented') - 1];
    if (before === undefined || asking.some(({ at, by }) => at.includes(before) || by.length > 0)) return [];
    const allowed = { en: `${before}, where ${kind} begins to wait for the consent`, zh: `${before}，${kind} 自此等待客户同意` };
    return [problemAt(`notices.${notices.indexOf(first)}.at`, JSON.stringify(first.at), allowed)];
  });
};
