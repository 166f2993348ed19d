import type { PolicyPack } from '@mendline/contracts/policy-pack';
import type { TicketHistory } from './timeline.js';

/** The matter is closed: a level asks for nothing more. */
const closed = new Set(['confirmed', 'return-visited', 'supervisor-reviewed', 'archived', 'cancelled']);

/** Levels that were raised, each once however many were told, and ask for an action. */
const askedFor = (pack: PolicyPack, escalations: TicketHistory['escalations'], action: string): number => {
  const asking = escalations.filter(({ target, level }) => pack.targets.some(({ code, escalations: chain }) => code === target && chain.some((own) => own.level === level && own.actions.some((one) => one.action === action))));
  return new Set(asking.map(({ clockId, level }) => `${clockId} ${level}`)).size;
};

/** Whether every raised level that opens a review, or gives the ticket away, did so at most once, and each review was opened that no false alarm asked for; `settled` once nothing is under way. */
export const checkActions = (pack: PolicyPack, history: TicketHistory, settled: boolean): string[] => {
  const { transitions, escalations, standing } = history;
  const reviews = askedFor(pack, escalations, 'open-review');
  const owed = askedFor(pack, standing, 'open-review');
  const opened = transitions.filter(({ command }) => command === 'open-review').length;
  const givenAway = transitions.filter(({ command, actorKind }) => command === 'reassign' && actorKind === 'system').length;
  const ended = transitions.some(({ to }) => closed.has(to) || to.startsWith('closed-'));
  return [
    ...(opened > reviews ? [`reviews opened: ${opened} instead of ${reviews}`] : []),
    ...(opened < owed && settled && !ended ? [`reviews not opened: ${owed - opened}`] : []),
    ...(givenAway > askedFor(pack, escalations, 'reassign') ? [`given away by escalations: ${givenAway} times`] : []),
  ];
};
