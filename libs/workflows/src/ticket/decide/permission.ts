import type { Actor, CommandRule, Relation, TicketState } from '@mendline/contracts/ticket';

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

/** Whether an actor may give a command by its rule: a role, and a relation to the ticket unless a role overrides it. */
export const mayAct = (rule: CommandRule, state: TicketState, actor: Actor): boolean => {
  if (!hasAny(actor, rule.by)) return false;
  if (!rule.relation) return true;
  return hasAny(actor, rule.override ?? []) || rule.relation.some((relation) => stands(relation, state, actor));
};
