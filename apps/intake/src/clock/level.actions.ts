import type { PolicyPack, SlaTarget } from '@mendline/contracts/policy-pack';
import { commandKeyOf, systemActor, type TicketCommand } from '@mendline/contracts/ticket';
import type { EntityManager } from 'typeorm';
import type { PeopleService } from '../people/people.service.js';
import { severityOf } from '../ticket/ticket.domain.js';
import type { TicketEntity } from '../ticket/ticket.entity.js';
import { recipientsOfLevel } from './clock.repository.js';
import { instanceOf, type ClockRow } from './clock.types.js';

type LevelAction = SlaTarget['escalations'][number]['actions'][number];

/** What a raised level asks for beside telling people. */
interface RaisedAction {
  readonly clock: ClockRow;
  readonly level: number;
  readonly action: LevelAction;
}

/** What of a ticket's pack says which actions a level asks for. */
export interface LevelRules {
  readonly targets: ReadonlyMap<string, SlaTarget>;
  readonly priorities: PolicyPack['priorities'];
}

/**
 * The commands that raised levels still ask for. Derived from what is on record, so that a lost reading loses none of them; whom a ticket goes to
 * is looked up for levels that are not done yet alone.
 */
export const openActionsOf = async (
  em: EntityManager, people: PeopleService, ticket: TicketEntity, clocks: readonly ClockRow[], rules: LevelRules, now: Date,
): Promise<TicketCommand[]> => {
  const asked = clocks.flatMap((clock) => raisedActions(clock, rules.targets.get(clock.target))).filter((raised) => isAskedOf(ticket, raised, rules));
  if (asked.length === 0) return [];
  const done = await doneOf(em, ticket, asked.map((raised) => commandKeyOf(systemCommand(raised, now))));
  const commands: TicketCommand[] = [];
  for (const raised of asked) {
    const command = systemCommand(raised, now);
    if (done.has(commandKeyOf(command))) continue;
    const { action } = raised;
    if (action.action === 'raise-priority') commands.push({ ...command, name: 'change-priority', data: { priority: action.priority, reasonCode: null } });
    if (action.action === 'open-review') commands.push({ ...command, name: 'open-review', data: { target: raised.clock.target, round: raised.clock.round, lap: raised.clock.lap, level: raised.level } });
    if (action.action !== 'reassign') continue;
    const next = await nextOwner(em, people, ticket, raised);
    if (next !== null && next !== ticket.ownerId) commands.push({ ...command, name: 'reassign', data: { ownerId: next, reasonCode: action.reason } });
  }
  return commands;
};

const raisedActions = (clock: ClockRow, target: SlaTarget | undefined): RaisedAction[] =>
  (target?.escalations ?? []).filter(({ level }) => clock.raised.includes(level)).flatMap(({ level, actions }) => actions.map((action) => ({ clock, level, action })));

/** A review is always due; a level gives the ticket away while its clock runs and somebody has it, and raises a priority while its clock runs, never lowers one. */
const isAskedOf = (ticket: TicketEntity, { clock, action }: RaisedAction, rules: LevelRules): boolean => {
  if (action.action === 'open-review') return true;
  if (clock.stoppedAt !== null) return false;
  if (action.action === 'reassign') return ticket.ownerId !== null;
  return (severityOf(rules, action.priority) ?? ticket.severity) < ticket.severity;
};

const doneOf = async (em: EntityManager, { tenantId, id }: TicketEntity, keys: readonly string[]): Promise<ReadonlySet<string>> => {
  const rows = await em.query<{ command_id: string }[]>(
    'select command_id from ticket_transitions where tenant_id = $1 and ticket_id = $2 and command_id = any($3)', [tenantId, id, keys],
  );
  return new Set(rows.map(({ command_id }) => command_id));
};

/** The first of the level's recipients who may own a ticket. */
const nextOwner = async (em: EntityManager, people: PeopleService, { tenantId, id: ticketId }: TicketEntity, { clock, level }: RaisedAction): Promise<string | null> =>
  people.firstOwner(em, tenantId, await recipientsOfLevel(em, { ...clock, tenantId, ticketId }, level));

const systemCommand = ({ clock, level, action }: RaisedAction, now: Date) => ({
  commandId: `escalation:${instanceOf(clock)}:${level}:${action.action}`,
  source: 'system' as const,
  actor: systemActor,
  occurredAt: now.toISOString(),
  receivedAt: now.toISOString(),
  epoch: null,
  first: false,
});
