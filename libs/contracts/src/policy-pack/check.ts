import { kindProblems, requiredClocks, requiredMilestones, visitProblems } from '../ticket/route.js';
import type { Milestone } from '../ticket/status.js';
import { isComplaint, milestones } from '../ticket/status.js';
import { problemOf } from './problem.js';
import type { PackProblem } from './problem.js';
import { policyPackSchema } from './schema.js';
import type { PolicyPack, SlaTarget } from './schema.js';

export type PackReading = { readonly pack: PolicyPack; readonly problems: readonly [] } | { readonly pack: null; readonly problems: readonly PackProblem[] };

/** Reads a pack: its form by the schema, then what no schema can say (routes, references, a guard for every wait). */
export const readPack = (content: unknown): PackReading => {
  const parsed = policyPackSchema.safeParse(content);
  if (!parsed.success) {
    return { pack: null, problems: parsed.error.issues.map((issue) => problemOf(issue, content, policyPackSchema)) };
  }
  const problems = [...routeProblems(parsed.data), ...referenceProblems(parsed.data), ...guardProblems(parsed.data), ...approvalProblems(parsed.data)];
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
      ...(own.alien.length > 0 ? [{ path, message: `${own.alien.join(', ')} is not for ${kind}` }] : []),
      ...nowhere.map((milestone) => ({ path: `kinds.${i}.actors.${milestone}`, message: `${milestone} is not on the route of ${kind}` })),
      ...(missing.length > 0 ? [{ path, message: `needs ${missing.join(', ')}` }] : []),
      ...(inOrder(route) ? [] : [{ path, message: `milestones keep the order ${milestones.join(' → ')}` }]),
    ];
  });

const referenceProblems = (pack: PolicyPack): PackProblem[] => {
  const priorities = pack.priorities.map(({ code }) => code);
  const schemes = pack.numbering.schemes.map(({ code }) => code);
  const problems: PackProblem[] = [];
  const need = (known: readonly string[], value: string, path: string): void => {
    if (!known.includes(value)) problems.push({ path, message: `${value} is none of ${known.join(', ')}` });
  };
  need(priorities, pack.defaultPriority, 'defaultPriority');
  pack.kinds.forEach(({ kind }) => need(schemes, pack.numbering.byKind[kind] ?? '', `numbering.byKind.${kind}`));
  pack.targets.forEach(({ clock, clockByPriority, escalations }, i) => {
    if ('byPriority' in clock) Object.keys(clock.byPriority).forEach((p) => need(priorities, p, `targets.${i}.clock.byPriority.${p}`));
    Object.keys(clockByPriority).forEach((p) => need(priorities, p, `targets.${i}.clockByPriority.${p}`));
    escalations.forEach(({ actions }, j) =>
      actions.forEach(({ priority }, k) => need(priorities, priority, `targets.${i}.escalations.${j}.actions.${k}.priority`)),
    );
  });
  pack.targets.forEach(({ code, kinds }, i) => {
    const twice = pack.targets.slice(0, i).some((other) => other.code === code && other.kinds.some((kind) => kinds.includes(kind)));
    if (twice) problems.push({ path: `targets.${i}.code`, message: `${code} is there twice for a kind` });
  });
  const faults = pack.faultClasses.map(({ code }) => code);
  pack.warranty.excludedFaults.forEach((fault, i) => need(faults, fault, `warranty.excludedFaults.${i}`));
  const complaints = pack.kinds.some(({ kind }) => isComplaint(kind));
  (['finding', 'measure'] as const).forEach((list) => {
    if (complaints && pack.reasons[list].length === 0) problems.push({ path: `reasons.${list}`, message: 'needs a code where a kind is a complaint' });
  });
  const visited = pack.kinds.some(({ route }) => route.includes('dispatched'));
  (['planDecline', 'quoteDecline', 'visit', 'cancelDecline'] as const).forEach((list) => {
    if (visited && pack.reasons[list].length === 0) problems.push({ path: `reasons.${list}`, message: 'needs a reason where a kind has visits' });
  });
  return problems;
};

/** Every wait for a person has a flow deadline, or a clock that escalates to somebody. */
const guardProblems = (pack: PolicyPack): PackProblem[] =>
  pack.kinds.flatMap(({ kind, route }, i) =>
    requiredClocks(route).flatMap((clocks) => {
      const guards = pack.targets.filter(({ code, kinds, escalations }) => clocks.includes(code) && kinds.includes(kind) && escalations.length > 0);
      const [first] = guards;
      if (!first) return [{ path: `kinds.${i}.route`, message: `a wait of this route needs an escalating target with code ${clocks.join(' or ')}` }];
      if (guards.some((target) => startsOn(route, target))) return [];
      return [{ path: `targets.${pack.targets.indexOf(first)}.start`, message: `${first.start} is not on the route of ${kind}` }];
    }),
  );

const startsOn = (route: readonly Milestone[], { start, stop }: SlaTarget): boolean =>
  start === 'queued' || start === 'dispatch-queued' || start === 'plan-declined' || !route.includes(stop) || route.includes(start);

/** A customer who pays is always asked [A8-5, C12]; a ground that nothing is named for would never hold. */
const approvalProblems = ({ approval: { approve, consent, limits, coreParts } }: PolicyPack): PackProblem[] => {
  const grounds: readonly string[] = [...approve, ...consent];
  const asked = consent.includes('out-of-warranty') || consent.includes('always');
  return [
    ...(asked ? [] : [{ path: 'approval.consent', message: 'needs out-of-warranty or always: whoever pays is asked first' }]),
    ...(grounds.includes('total-above') && Object.keys(limits).length === 0 ? [{ path: 'approval.limits', message: 'needs a limit for the ground total-above' }] : []),
    ...(coreParts.length > 0 && !grounds.includes('core-component') ? [{ path: 'approval.coreParts', message: 'are of no effect without the ground core-component' }] : []),
  ];
};
