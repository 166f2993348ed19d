import type { TicketCommand, TicketState } from '@mendline/contracts/ticket';
import { decide, isRefusal } from '../../src/ticket/decide/index.js';
import type { Transition } from '../../src/ticket/decide/index.js';

/** The transition that a command makes; a refusal is an error. */
export const moved = (state: TicketState, command: TicketCommand): Transition => {
  const decision = decide(state, command);
  if (isRefusal(decision)) throw new Error(`refused: ${decision.refusal}`);
  return decision;
};

/** The state that a recorded transition leaves; a requested deadline is armed under the next id. */
export const after = (state: TicketState, { flow, deadline, part: _part, to, ...rest }: Transition): TicketState => {
  const at = '2024-05-09T00:00:00.000Z';
  const armed = deadline === 'keep' ? state.flow.deadline : deadline === 'none' ? null : { id: `d${state.seq + 1}`, kind: deadline.kind, at: deadline.at ?? at };
  return { ...state, ...rest, status: to, seq: state.seq + 1, flow: { ...flow, deadline: armed } };
};

/** The state that a command leaves. */
export const next = (state: TicketState, command: TicketCommand): TicketState => after(state, moved(state, command));
