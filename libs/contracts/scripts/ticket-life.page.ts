import type { CommandName } from '../src/ticket/command.js';
import { complaintMilestones, fullRoutes, isClosedForCustomer, requiredClocks, requiredMilestones, ruleFor, stageOf, targetStatus, visitMilestones } from '../src/ticket/route.js';
import type { Route } from '../src/ticket/route.js';
import { commandsAfterClosing, commonCommands, reopenable, stages } from '../src/ticket/stages.js';
import type { CommandRule, CommandTarget, Stage } from '../src/ticket/stages.js';
import { closings, milestones, ticketKinds, ticketStatuses } from '../src/ticket/status.js';
import type { Milestone, TicketKind, TicketStatus } from '../src/ticket/status.js';

const names = <K extends string>(record: Partial<Record<K, unknown>>): K[] => Object.keys(record) as K[];
const code = (text: string): string => `\`${text}\``;
const codes = (list: readonly string[]): string => list.map(code).join(', ');
const unique = <T>(list: readonly T[]): T[] => [...new Set(list)];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** Where targets lead from a status of a route; what the route does not have is left out. */
const resolved = (targets: readonly CommandTarget[], status: TicketStatus, route: Route): TicketStatus[] =>
  unique(targets.map((target) => targetStatus(target, status, route)).filter((to) => to !== null));

const leadsTo = ({ to }: CommandRule, status: TicketStatus, route: Route): string =>
  resolved(to, status, route).map((target) => (target === status ? 'stays' : target)).join(', ');

const who = ({ by, relation, override }: CommandRule): string => {
  const roles = by.filter((role) => !override?.includes(role)).join(', ');
  if (!relation) return unique(by).join(', ');
  const related = roles ? `${roles} (${relation.join(' or ')})` : '';
  return [related, (override ?? []).join(', ')].filter(Boolean).join('; on behalf: ');
};

const guard = (stage: Stage): string => {
  const { clocks, deadline, onDeadline } = stages[stage];
  const flow = deadline ? `deadline ${code(deadline)} → ${onDeadline.map((target) => (target === 'same' ? 'stays' : target)).join(', ')}` : '';
  return [clocks.length > 0 ? `clock ${clocks.map(code).join(' or ')}` : '', flow].filter(Boolean).join('; ');
};

const stageRows = (status: TicketStatus, route: Route): string[][] => {
  const stage = stageOf(status, route);
  if (stage === null) return [[code(status), '–', '–', '–', '–', '–']];
  return names(stages[stage].commands).map((name, i) => {
    const rule = stages[stage].commands[name] as CommandRule;
    const state = i === 0 ? [code(status), stages[stage].wait] : ['', ''];
    return [...state, code(name), leadsTo(rule, status, route), who(rule), i === 0 ? guard(stage) : ''];
  });
};

const commonRows = (): string[][] =>
  names(commonCommands).map((name) => {
    const rule = commonCommands[name] as CommandRule;
    const to = name === 'pass-deadline' ? 'as the deadline of the state says' : rule.to.map((target) => (target === 'same' ? 'stays' : target)).join(', ');
    return [code(name), to, who(rule), commandsAfterClosing.includes(name) ? 'yes' : 'no'];
  });

/** A deadline leads where its stage says; the end of a hold keeps the state. */
const onDeadline = (status: TicketStatus, route: Route): string => {
  const stage = stageOf(status, route);
  const targets = stage === null ? [] : stages[stage].onDeadline.map((target) => (target === 'same' ? 'stays' : target));
  return unique([...(isClosedForCustomer(status) ? [] : ['stays']), ...targets]).join(', ');
};

const next = (status: TicketStatus, name: CommandName, route: Route): string => {
  if (name === 'pass-deadline') return onDeadline(status, route);
  const rule = ruleFor(status, name, route);
  return rule ? leadsTo(rule, status, route) : '';
};

const allCommands = unique([...Object.values(stages).flatMap(({ commands }) => names(commands)), ...names(commonCommands)]);

/** The statuses that a ticket of a route can have, ends included. */
const statusesOf = (route: Route): readonly TicketStatus[] =>
  ticketStatuses.filter((status) => (milestones.includes(status as Milestone) ? route.includes(status as Milestone) : route.includes('planned') || status !== 'closed-quote-declined'));

const arrows = (route: Route): string[] =>
  statusesOf(route).flatMap((from) => {
    const stage = stageOf(from, route);
    if (stage === null) return [];
    const own = names(stages[stage].commands).flatMap((name) =>
      resolved((stages[stage].commands[name] as CommandRule).to, from, route).map((to): [string, string] => [to, name]),
    );
    const deadline = resolved(stages[stage].onDeadline, from, route).map((to): [string, string] => [to, 'deadline']);
    const byTarget = new Map<string, string[]>();
    for (const [to, name] of [...own, ...deadline]) if (to !== from) byTarget.set(to, [...(byTarget.get(to) ?? []), name]);
    return [...byTarget].map(([to, by]) => `  ${from} --> ${to}: ${by.join(', ')}`);
  });

const open = (route: Route): readonly TicketStatus[] => statusesOf(route).filter((status) => !isClosedForCustomer(status));

/** Commands in a status of this route that lead elsewhere, or are not there at all, on the other route. */
const differs = (status: TicketStatus, route: Route, other: Route): boolean =>
  !statusesOf(other).includes(status) || JSON.stringify(stageRows(status, route)) !== JSON.stringify(stageRows(status, other));

/** The states of a kind; what is equal on the route that stands before it is not repeated. */
const section = (kind: TicketKind, before: TicketKind | null): string => {
  const route = fullRoutes[kind];
  const states = statusesOf(route).filter((status) => before === null || differs(status, route, fullRoutes[before]));
  const same = statusesOf(route).filter((status) => !states.includes(status));
  return `## A ${kind}

${route.map(code).join(' → ')}

\`\`\`mermaid
stateDiagram-v2
  [*] --> registered
${arrows(route).join('\n')}
  archived --> [*]
\`\`\`

Not drawn: ${code('cancel')} leads to ${code('cancelled')} from every state of an open matter (${codes(open(route))}).

### State × command → next

${table(['state', 'waits for', 'command', 'leads to', 'who may', 'guarded by'], states.flatMap((status) => stageRows(status, route)))}
${before === null ? '' : `\nAs in a ${before}: ${codes(same)}.\n`}
### Clocks that a pack must have

Where no flow deadline guards a wait for a person, an SLA target with one of these codes must, and it must escalate: ${requiredClocks(route).map((list) => list.map(code).join(' or ')).join(', ')}.

### All at a glance

Empty: refused with ${code('ticket.command-not-allowed')} (${code('ticket.archived')} once archived).

${table(
  ['', ...states.map(code)],
  allCommands.map((name) => [code(name), ...states.map((status) => next(status, name, route))]).filter(([, ...cells]) => cells.some(Boolean)),
)}
`;
};

const [firstKind, ...otherKinds] = ticketKinds;

/** docs/ticket-life.md: the table and the routes of contracts/ticket, for people. */
export const ticketLifePage = (): string => `# The life of a ticket

Written by \`SWC_NODE_PROJECT=tsconfig.base.json node --conditions=@mendline/source --import @swc-node/register/esm-register libs/contracts/scripts/write-ticket-life.ts\` from the table in \`libs/contracts/src/ticket\`; a spec keeps the two equal. A status names
the last milestone that a ticket has reached; what it waits for is the next milestone of its route. The page shows each kind's route with every milestone; a pack may leave out
all but ${codes(requiredMilestones)}. What plans and visits need (${codes(visitMilestones)}) is there together or not at all.
Complaints have milestones of their own (${codes(complaintMilestones)}), which a pack leaves out no more than the call, but for \`opinion-given\`. A complaint that \`waits-for\` a linked ticket has the wait \`linked-ticket\` and takes
no work beyond the opinion before that ticket is closed for the customer [A3-13, A3-14]. Whoever is complained about gives no command on it and never owns it. Roles in the tables are the usual ones; a pack may name others for a stage.

While a ticket waits for its owner it is in one of these: \`owner-search\` (dispatch is asked), \`offer-answer\` (a person is asked; only this one has the flow deadline), \`supervisor-assignment\` (nobody is left), or,
where its pack has a queue for the kind first, in \`claim\`. From the last two it may be claimed by whoever may own it.
While a visit waits for its engineer it is likewise in \`engineer-search\`, \`visit-offer-answer\` or \`supervisor-dispatch\`; the last is where the pack has supervisors send engineers [C9].
\`closed-unconfirmed\` leads to the supervisor's review on every route [C10]; so does \`confirmed\`, after the return visit where there is one, once a late clock has opened a review (\`open-review\`).

## In any state

${table(['command', 'leads to', 'who may', 'after the matter is closed'], commonRows())}

The matter is closed for the customer at \`confirmed\` [C21] and at every end (${codes(closings)}). Where work was done it may be taken up again until the archive (\`reopen\`: ${codes(reopenable)}). Once an engineer has arrived only a supervisor cancels; whoever else does asks for it, and until the supervisor's word (\`settle-cancel\`) the ticket takes no work. A hold lets pass: \`resume\`, \`cancel\`, \`settle-cancel\`,
\`change-priority\`, \`reassign\`, \`hand-over\`, \`open-review\`, \`link\`, \`linked-ended\` and its own end; it ends by itself at its expected end, and the flow deadline of the stage begins anew.

${[section(firstKind, null), ...otherKinds.map((kind) => section(kind, firstKind))].join('\n')}`;
