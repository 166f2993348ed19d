import type { ErrorKind, ErrorParams } from '@mendline/contracts/errors';
import type { Actor } from '@mendline/contracts/ticket';

export type CommandState = 'PENDING' | 'DONE' | 'REJECTED';

/** Why a local command was refused, kept so that a repeated key gets the same answer. */
export interface StoredRefusal {
  readonly code: string;
  readonly kind?: ErrorKind;
  readonly params?: ErrorParams;
}

/** A journaled command, without its input. */
export interface CommandRecord {
  readonly commandId: string;
  readonly actor: Actor;
  readonly operation: string;
  readonly ticketId: string | null;
  readonly state: CommandState;
  /** `CommandAnswer` of a ticket command, the result of a local one, or a refusal; null while pending. */
  readonly outcome: unknown;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly settledAt: Date | null;
}

/** What a caller of a ticket command is told. */
export interface CommandPayload {
  readonly commandId: string;
  readonly state: CommandState;
  /** Refusal code of a rejected command. */
  readonly code?: string;
  /** Status and number of the transition of a command that was done. */
  readonly status?: string;
  readonly seq?: number;
}

const textField = (outcome: unknown, field: string): string | undefined => {
  const value: unknown = typeof outcome === 'object' && outcome !== null ? Reflect.get(outcome, field) : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** The answer to a caller, from what is stored. */
export const payloadOf = (record: Pick<CommandRecord, 'commandId' | 'state' | 'outcome'>): CommandPayload => {
  const { commandId, state, outcome } = record;
  if (state === 'PENDING') return { commandId, state };
  if (state === 'REJECTED') return { commandId, state, code: textField(outcome, 'code') ?? 'command.rejected' };
  const seq: unknown = typeof outcome === 'object' && outcome !== null ? Reflect.get(outcome, 'seq') : undefined;
  const status = textField(outcome, 'status');
  return { commandId, state, ...(status === undefined ? {} : { status }), ...(typeof seq === 'number' ? { seq } : {}) };
};
