/** A text that was written in a session, as one caller may see it. */
export interface ShownNote {
  /** Null without one, after its erasure, and for everybody but the session's owner. */
  readonly note: string | null;
  /** True where there is one that this caller is not shown. */
  readonly noteWithheld: boolean;
}

/**
 * A note is shown in full words to the session's owner alone: the customer's name in it is not known here and cannot be taken
 * out. Everybody else asks intake to reveal it [A11-5].
 */
export const mayReadNote = (session: { readonly ownerId: string | null }, reader: { readonly personId?: string }): boolean =>
  session.ownerId !== null && session.ownerId === reader.personId;

export const stepField = (stepId: string): string => `remote-step/${stepId}`;
export const sessionField = (sessionId: string): string => `remote-session/${sessionId}`;
