import type { CommandInputs, CommandOutcome, Login, OnTicketName } from '../client/index.js';
import type { Actor } from './actor.js';

type Words<N extends OnTicketName> = Omit<CommandInputs[N], 'ticketId'>;

/** One command of one person; what it says may follow from the answer to the one before. */
export type Step = { readonly [N in OnTicketName]: { readonly who: Login; readonly name: N; readonly input: Words<N> | ((before: CommandOutcome | null) => Words<N>) } }[OnTicketName];

/** What happens next: after a delay (seconds), some commands one after the other. */
export interface NextAction {
  readonly delay: number;
  readonly steps: readonly Step[];
}

export const stepOf = <N extends OnTicketName>(who: Login, name: N, input: Words<N> | ((before: CommandOutcome | null) => Words<N>)): Step => ({ who, name, input }) as Step;

export const after = (delay: number, ...steps: readonly Step[]): NextAction => ({ delay, steps });

/** Refusals of what was done before: an answer was lost, and people say it again. */
const doneBefore: readonly string[] = ['visit.node-passed', 'part.beyond-plan'];

/** Acts the steps out, each after the answer to the last; whether all were done. Ends at the first that is refused or unanswered. */
export const actOut = async (actor: Actor, ticketId: string, steps: readonly Step[], goOn: () => boolean = () => true): Promise<boolean> => {
  let before: CommandOutcome | null = null;
  for (const { who, name, input } of steps) {
    if (!goOn()) return false;
    const words: object = typeof input === 'function' ? input(before) : input;
    const outcome: CommandOutcome | null = await actor.act(who, name, { ...words, ticketId });
    if (outcome?.state !== 'DONE' && !doneBefore.includes(outcome?.code ?? '')) return false;
    before = outcome;
  }
  return true;
};
