import type { CommandName } from '../src/ticket/command.js';
import { isClosedForCustomer, requiredClocks, requiredMilestones, ruleFor, stageOf } from '../src/ticket/route.js';
import { commandsAfterClosing, commonCommands, stages } from '../src/ticket/stages.js';
import type { CommandRule, Stage } from '../src/ticket/stages.js';
import { closings, milestones, ticketStatuses } from '../src/ticket/status.js';
import type { TicketStatus } from '../src/ticket/status.js';

const route = milestones;
const names = <K extends string>(record: Partial<Record<K, unknown>>): K[] => Object.keys(record) as K[];

const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const leadsTo = (rule: CommandRule, status: TicketStatus): string =>
  rule.to.map((target) => (target === 'same' ? 'stays' : target === 'next' ? (stageOf(status, route) ?? 'stays') : target)).join(', ');

const who = ({ by, relation, override }: CommandRule): string => {
  const roles = by.filter((role) => !override?.includes(role)).join(', ');
  if (!relation) return [...new Set(by)].join(', ');
  const related = roles ? `${roles} (${relation.join(' or ')})` : '';
  return [related, (override ?? []).join(', ')].filter(Boolean).join('; on behalf: ');
};

const guard = (stage: Stage): string => {
  const { clock, deadline, onDeadline } = stages[stage];
  const flow = deadline ? `deadline \`${deadline}\` → ${onDeadline.map((target) => (target === 'same' ? 'stays' : target)).join(', ')}` : '';
  return [clock ? `clock \`${clock}\`` : '', flow].filter(Boolean).join('; ');
};

const stageRows = (status: TicketStatus): string[][] => {
  const stage = stageOf(status, route);
  if (stage === null) return [[`\`${status}\``, '–', '–', '–', '–', '–']];
  return names(stages[stage].commands).map((name, i) => {
    const rule = stages[stage].commands[name] as CommandRule;
    const state = i === 0 ? [`\`${status}\``, stages[stage].wait] : ['', ''];
    return [...state, `\`${name}\``, leadsTo(rule, status), who(rule), i === 0 ? guard(stage) : ''];
  });
};

const commonRows = (): string[][] =>
  names(commonCommands).map((name) => {
    const rule = commonCommands[name] as CommandRule;
    const to = name === 'pass-deadline' ? 'as the deadline of the state says' : rule.to.map((target) => (target === 'same' ? 'stays' : target)).join(', ');
    return [`\`${name}\``, to, who(rule), commandsAfterClosing.includes(name) ? 'yes' : 'no'];
  });

/** A deadline leads where its stage says; the end of a hold keeps the state. */
const onDeadline = (status: TicketStatus): string => {
  const stage = stageOf(status, route);
  const targets = stage === null ? [] : stages[stage].onDeadline.map((target) => (target === 'same' ? 'stays' : target));
  return [...new Set([...(isClosedForCustomer(status) ? [] : ['stays']), ...targets])].join(', ');
};

const next = (status: TicketStatus, name: CommandName): string => {
  if (name === 'pass-deadline') return onDeadline(status);
  const rule = ruleFor(status, name, route);
  return rule ? leadsTo(rule, status) : '';
};

const allCommands = [...new Set([...Object.values(stages).flatMap(({ commands }) => names(commands)), ...names(commonCommands)])];

const arrows = (): string[] =>
  ticketStatuses.flatMap((from) => {
    const stage = stageOf(from, route);
    if (stage === null) return [];
    const own = names(stages[stage].commands).flatMap((name) => {
      const targets = (stages[stage].commands[name] as CommandRule).to.filter((target) => target !== 'same');
      return targets.map((target): [string, string] => [target === 'next' ? stage : target, name]);
    });
    const deadline = stages[stage].onDeadline.filter((target) => target !== 'same').map((target): [string, string] => [target, 'deadline']);
    const byTarget = new Map<string, string[]>();
    for (const [to, name] of [...own, ...deadline]) byTarget.set(to, [...(byTarget.get(to) ?? []), name]);
    return [...byTarget].map(([to, by]) => `  ${from} --> ${to}: ${by.join(', ')}`);
  });

const open = ticketStatuses.filter((status) => !isClosedForCustomer(status));

/** docs/ticket-life.md: the table and the route of contracts/ticket, for people. */
export const ticketLifePage = (): string => `# The life of a ticket

Written by \`node --conditions=@mendline/source --import @swc-node/register/esm-register libs/contracts/scripts/write-ticket-life.ts\` from the table in \`libs/contracts/src/ticket\`; a spec keeps the two equal. A status names
the last milestone that a ticket has reached; what it waits for is the next milestone of its route. The page shows the route with every milestone; a pack may leave out
all but ${requiredMilestones.map((milestone) => `\`${milestone}\``).join(', ')}.

\`\`\`mermaid
stateDiagram-v2
  [*] --> registered
${arrows().join('\n')}
  archived --> [*]
\`\`\`

Not drawn: \`cancel\` leads to \`cancelled\` from every state of an open matter (${open.map((status) => `\`${status}\``).join(', ')}). Commands that keep the state are in the tables only.

## State × command → next

${table(['state', 'waits for', 'command', 'leads to', 'who may', 'guarded by'], ticketStatuses.flatMap(stageRows))}

While the ticket waits for its owner it is in one of three: \`owner-search\` (dispatch is asked), \`offer-answer\` (a person is asked; only this one has the flow deadline), \`supervisor-assignment\` (nobody is left).
\`closed-unconfirmed\` leads to the supervisor's review on every route [C10].

## In any state

${table(['command', 'leads to', 'who may', 'after the matter is closed'], commonRows())}

The matter is closed for the customer at \`confirmed\` [C21] and at every end (${closings.map((closing) => `\`${closing}\``).join(', ')}). A hold lets pass: \`resume\`, \`cancel\`, \`change-priority\`, \`reassign\`, \`hand-over\`, \`link\`
and its own end; it ends by itself at its expected end, and the flow deadline of the stage begins anew.

## Clocks that a pack must have

Where no flow deadline guards a wait for a person, an SLA target with this code must, and it must escalate: ${requiredClocks(route).map((code) => `\`${code}\``).join(', ')}.

## All at a glance

Empty: refused with \`ticket.command-not-allowed\` (\`ticket.archived\` once archived).

${table(['', ...ticketStatuses.map((status) => `\`${status}\``)], allCommands.map((name) => [`\`${name}\``, ...ticketStatuses.map((status) => next(status, name))]))}
`;
