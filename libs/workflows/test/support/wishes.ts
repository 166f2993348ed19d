import { complaintKinds, complaintMilestones, fullRoutes, requiredMilestones, roles, visitMilestones, visitOutcomes, decisionMilestones, linkRelations, milestones } from '@mendline/contracts/ticket';
import type { CommandName, Milestone, Role, TicketCommand, TicketState } from '@mendline/contracts/ticket';
import { aCustomer, people, staff } from '@mendline/testing/ticket';
import type { Dice } from './dice.js';
import { aFitting, awaited } from './fitting.js';

/** A route that a pack may have: with visits or without; a remote try follows a contact. */
export const aRoute = (dice: Dice): Milestone[] => {
  if (dice.is(0.15)) return fullRoutes[dice.one(complaintKinds)].filter((milestone) => milestone !== 'opinion-given' || dice.is(0.5));
  const visits = dice.is(0.6);
  const tries = dice.is(0.5);
  return milestones.filter((milestone) => {
    if (complaintMilestones.includes(milestone)) return false;
    if (tries && milestone === 'contacted') return true;
    if (milestone === 'tried') return tries;
    if (requiredMilestones.includes(milestone)) return true;
    if (visitMilestones.includes(milestone)) return visits;
    return decisionMilestones.includes(milestone) ? visits && dice.is(0.6) : dice.is(0.5);
  });
};

const anActor = (dice: Dice): TicketCommand['actor'] =>
  dice.one([people.system, aCustomer(), people.stranger, staff(dice.one(['p_ming', 'p_hua', 'p_lei', 'p_x']), dice.one<Role>(roles), dice.one<Role>(roles))]);

/** Data as people send it: mostly what fits, sometimes something missing or something else. */
const aTurn = (dice: Dice, name: CommandName, state: TicketState, spoilt: number): object => {
  switch (name) {
    case 'review':
      return {
        decision: dice.is(spoilt) ? dice.one(['duplicate-of', 'out-of-scope', 'invalid']) : 'accept', duplicateOf: dice.one([null, state.ticketId, 'cn1_X']),
        ...(dice.is(0.1) && { route: state.settings.route.filter((milestone) => milestone !== 'reviewed'), queueFirst: dice.is(0.5) }),
      };
    case 'contact':
      return { reached: dice.is(0.8), insists: dice.is(0.3) };
    case 'finish-remote':
      return { result: dice.one(['solved', 'unsolved', 'unsolved']) };
    case 'plan':
      return { approval: dice.is(0.5), consent: dice.is(0.5), ...(dice.is(spoilt) && { version: 1 }) };
    case 'approve-plan':
      return { decision: dice.is(0.25) ? 'decline' : 'approve', reasonCode: 'costly' };
    case 'consent':
      return { decision: dice.is(0.3) ? 'decline' : 'agree', reasonCode: 'costly', then: dice.one([null, 'other-plan', 'close']) };
    case 'propose-owner':
    case 'propose-engineer':
      return dice.is(0.2) ? { offerId: null, personId: null } : {};
    case 'finish-visit':
      return { outcome: dice.one([...visitOutcomes, 'done', 'done']), reasonCode: 'so' };
    case 'return-visit':
      return { reached: dice.is(0.7), result: dice.one(['ok', 'ng']), reasonCode: 'noise', ...(dice.is(0.2) && { complaint: 'complaint-service' }) };
    case 'assign-engineer':
      return { engineerId: dice.one(['p_lei', 'p_wu']) };
    case 'reassign':
    case 'hand-over':
      return dice.is(spoilt) ? { ownerId: dice.one([null, 'p_ming', 'p_hua']) } : {};
    case 'settle-cancel':
      return { decision: dice.one(['grant', 'decline', 'decline']), reasonCode: 'nearly-done' };
    case 'link':
      return { relation: dice.one(linkRelations), ticketId: dice.one([awaited, state.ticketId]) };
    case 'investigate':
    case 'contain':
      return { responsibleIds: dice.is(spoilt) ? ['p_ming'] : ['p_lei'] };
    case 'supervisor-review':
      return { result: dice.one(['ok', 'improve']), reasonCode: 'method' };
    default:
      return {};
  }
};

/** A command that somebody may wish to give; `spoilt` is the chance of each thing that can be wrong with it. */
export const aWish = (dice: Dice, name: CommandName, state: TicketState, spoilt: number): TicketCommand => {
  const fitting = aFitting(name, state);
  const data = { ...fitting.data, ...aTurn(dice, name, state, spoilt), ...(dice.is(spoilt) && { reasonCode: null }) };
  const command = { ...fitting, data, epoch: dice.is(spoilt) ? state.epoch + 1 : dice.one([null, state.epoch]) };
  return { ...(command as TicketCommand), ...(dice.is(spoilt) && { actor: anActor(dice) }) };
};
