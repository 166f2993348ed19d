import { DomainError } from '@mendline/contracts/errors';
import type { CommandPayload as JournaledAnswer } from '../commands/index.js';
import { type CommandPayload, CommandState, type Language, userErrorOf } from '../graphql/index.js';

/** A journaled command as its GraphQL payload: a refusal of the ticket's life becomes a user error. */
export const commandAnswer = ({ commandId, state, code }: JournaledAnswer, language: Language): CommandPayload => ({
  commandId,
  state: CommandState[state],
  userErrors: state === 'REJECTED' ? [userErrorOf({ code: (code ?? 'command.rejected') as DomainError['code'], params: {} }, language)] : [],
});

/** A rule of the domain said no, to a caller who may ask and asked well: what a person can act on. */
const isRefusal = (error: unknown): error is DomainError => error instanceof DomainError && error.kind === 'conflict' && !error.code.startsWith('command.');

/**
 * Runs a journaled local command and answers its payload with what it made, or with a user error where a rule refused it.
 * Wrong rights, ids and input stay errors.
 */
export const answerLocal = async <T>(
  key: string,
  language: Language,
  run: () => Promise<{ readonly outcome: T }>,
): Promise<{ readonly payload: CommandPayload; readonly outcome: T | null }> => {
  try {
    const { outcome } = await run();
    return { payload: { commandId: key, state: CommandState.DONE, userErrors: [] }, outcome };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { payload: { commandId: key, state: CommandState.REJECTED, userErrors: [userErrorOf(error, language)] }, outcome: null };
  }
};
