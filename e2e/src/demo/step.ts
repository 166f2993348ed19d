import type { CommandInputs, CommandOutcome, EvidencePurpose, FileRef, Login, OnTicketName } from '../client/index.js';
import type { Actor } from './actor.js';

type Words<N extends OnTicketName> = Omit<CommandInputs[N], 'ticketId'>;

/** Sends a file of the step's person for the ticket. */
type SendFile = (purpose: EvidencePurpose) => Promise<FileRef>;

/** What a command says; it may follow from the answer to the one before, or need a file to be sent first. */
type Said<N extends OnTicketName> = Words<N> | ((before: CommandOutcome | null, send: SendFile) => Words<N> | Promise<Words<N>>);

/** One command of one person. */
type CommandStep = { readonly [N in OnTicketName]: { readonly who: Login; readonly name: N; readonly input: Said<N> } }[OnTicketName];

/** What is not one command on the ticket; whether it was done. */
interface Deed {
  readonly deed: (actor: Actor) => Promise<boolean>;
}

export type Step = CommandStep | Deed;

/** What happens next: after a delay (seconds), some commands one after the other. */
export interface NextAction {
  readonly delay: number;
  readonly steps: readonly Step[];
}

export const stepOf = <N extends OnTicketName>(who: Login, name: N, input: Said<N>): Step => ({ who, name, input }) as Step;

export const deedOf = (deed: Deed['deed']): Deed => ({ deed });

export const after = (delay: number, ...steps: readonly Step[]): NextAction => ({ delay, steps });

/** Nothing when a file could not be sent: then the step is done another time. */
const wordsOf = async (actor: Actor, ticketId: string, { who, input }: Pick<CommandStep, 'who' | 'input'>, before: CommandOutcome | null): Promise<object | null> => {
  if (typeof input !== 'function') return input;
  return Promise.resolve(input(before, (purpose) => actor.send(who, ticketId, purpose))).catch(() => null);
};

/** Refusals of what was done before: an answer was lost, and people say it again. */
const doneBefore: readonly string[] = ['visit.node-passed', 'part.beyond-plan', 'visit.accepted-already'];

/** Acts the steps out, each after the answer to the last; whether all were done. Ends at the first that is refused or unanswered. */
export const actOut = async (actor: Actor, ticketId: string, steps: readonly Step[], goOn: () => boolean = () => true): Promise<boolean> => {
  let before: CommandOutcome | null = null;
  for (const step of steps) {
    if (!goOn()) return false;
    if ('deed' in step) {
      if (!(await step.deed(actor))) return false;
      continue;
    }
    const { who, name } = step;
    const words = await wordsOf(actor, ticketId, step, before);
    const outcome: CommandOutcome | null = words && (await actor.act(who, name, { ...words, ticketId }));
    if (outcome?.state !== 'DONE' && !doneBefore.includes(outcome?.code ?? '')) return false;
    before = outcome;
  }
  return true;
};
