import type { Actor, CommandName, CommandRule, Relation, Role, TicketState } from '@mendline/contracts/ticket';
import { stageOf, stages } from '@mendline/contracts/ticket';

const stands = (relation: Relation, state: TicketState, actor: Actor): boolean => {
  switch (relation) {
    case 'owner':
      return actor.personId !== null && actor.personId === state.ownerId;
    case 'offered':
      return actor.personId !== null && actor.personId === state.flow.offer?.personId;
    case 'visit-offered':
      return actor.personId !== null && actor.personId === state.flow.visit?.offer?.personId;
    case 'visit-engineer':
      return actor.personId !== null && actor.personId === state.flow.visit?.engineerId;
    case 'its-customer':
      return actor.customerId !== null && actor.customerId === state.customerId;
  }
};

const hasAny = (actor: Actor, roles: readonly string[]): boolean => actor.roles.some((role) => roles.includes(role));

const always: readonly Role[] = ['customer', 'system'];

/** The rule with the roles that the pack names for its stage; whoever acts on behalf, customers and the system stay. */
export const byPack = (rule: CommandRule, { status, settings }: TicketState, name: CommandName): CommandRule => {
  const stage = stageOf(status, settings.route);
  const named = stage !== null && name in stages[stage].commands ? settings.actors?.[stage] : undefined;
  if (!named) return rule;
  const override = rule.override ?? [];
  const by = [...named, ...override, ...rule.by.filter((role) => always.includes(role))];
  // Nobody of the staff is its customer: whoever is named for a customer's act acts on behalf.
  return rule.relation?.every((relation) => relation === 'its-customer') ? { ...rule, by, override: [...override, ...named] } : { ...rule, by };
};

/** Whether an actor may give a command by its rule: a role, and a relation to the ticket unless a role overrides it. */
export const mayAct = (rule: CommandRule, state: TicketState, actor: Actor): boolean => {
  if (!hasAny(actor, rule.by)) return false;
  if (!rule.relation) return true;
  return hasAny(actor, rule.override ?? []) || rule.relation.some((relation) => stands(relation, state, actor));
};
