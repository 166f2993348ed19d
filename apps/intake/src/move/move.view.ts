import type { Language } from '@mendline/platform/graphql';
import type { ClockChangeForecast } from './forecast.domain.js';
import { ClockChangeKind } from './move.model.js';
import type * as model from './move.model.js';
import type { Preview } from '../ticket/ticket-move.service.js';

const shown = 100;

/** Nothing foreseen yet. */
export const nothing: model.PackForecast = { tickets: 0, changed: 0, moved: 0, dropped: 0, started: 0, late: 0, timely: 0, more: false, after: null, strandedCount: 0, stranded: [], moves: [] };

const kinds = { moved: ClockChangeKind.MOVED, dropped: ClockChangeKind.DROPPED, started: ClockChangeKind.STARTED };

/** A change as people see it. */
export const packMove = ({ from, to, change, ...rest }: ClockChangeForecast): model.PackMove => ({ ...rest, change: kinds[change], from: from === null ? null : new Date(from), to: to === null ? null : new Date(to) });

/** A forecast with one more ticket in it. */
export const added = (sum: model.PackForecast, { ticket: { id: ticketId, number }, stranded, changes }: Preview, language: Language): model.PackForecast => {
  const count = (is: (change: ClockChangeForecast) => boolean): number => changes.filter(is).length;
  return {
    ...sum,
    tickets: sum.tickets + 1,
    changed: sum.changed + (changes.length > 0 ? 1 : 0),
    moved: sum.moved + count(({ change }) => change === 'moved'),
    dropped: sum.dropped + count(({ change }) => change === 'dropped'),
    started: sum.started + count(({ change }) => change === 'started'),
    late: sum.late + count(({ becomesLate }) => becomesLate),
    timely: sum.timely + count(({ becomesTimely }) => becomesTimely),
    strandedCount: sum.strandedCount + (stranded ? 1 : 0),
    stranded: stranded ? [...sum.stranded, { ticketId, number, reason: stranded[language] }].slice(0, shown) : sum.stranded,
    moves: [...sum.moves, ...changes.map(packMove)].slice(0, shown),
  };
};
