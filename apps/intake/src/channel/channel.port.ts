import type { Language } from '@mendline/platform/graphql';

/** A message on its way out: its words are numbers and labels, never personal data. */
export interface Outgoing {
  /** The same at every try: what a channel can tell a repetition by. */
  readonly id: string;
  readonly tenantId: string;
  readonly recipientId: string;
  readonly language: Language;
  readonly subject: string;
  readonly text: string;
  /** Address or number in clear; empty for robots and webhooks, whose settings say where. */
  readonly to: string;
  readonly at: Date;
  /** What webhooks get: the notice as data. */
  readonly event: object;
}

/** A way out of the application. Resolves when the other side has taken the message; throws {@link ChannelFailure}, or anything that is worth another try. */
export interface Channel<Settings> {
  send(message: Outgoing, settings: Settings): Promise<void>;
}

/** Why a channel did not take a message: a code and a status for operators, never an address, a URL or a secret. */
export class ChannelFailure extends Error {
  override readonly name = 'ChannelFailure';

  constructor(
    readonly code: `channel.${string}`,
    /** Another try with the same message would fail the same way. */
    readonly lasting: boolean,
    readonly status: string | number = '',
    /** What the other side asks for, in milliseconds. */
    readonly retryAfterMs = 0,
  ) {
    super(status === '' ? code : `${code} (${status})`);
  }
}
