import { conflict, DomainError, invalid } from '@mendline/contracts/errors';
import type { StoredCommand } from './command.store.js';

/** Open commands of one ticket in one journal, above which callers have to wait. */
export const maxOpenCommands = 100;
/** Commands of one ticket that are at the engine at once; the others wait in order. */
export const maxInFlight = 5;
/** How long a caller waits for the outcome, in milliseconds. */
export const answerWithinMs = 5_000;
/** The relay leaves a row to its caller for this long, in milliseconds: longer than the caller waits. */
export const callerFirstMs = 6_000;

const keyForm = /^[A-Za-z0-9._:-]{1,128}$/;
const clockToleranceMs = 5 * 60_000;

/** @throws DomainError `command.key-invalid` */
export const checkKey = (key: string): void => {
  if (!keyForm.test(key)) throw invalid('command.key-invalid');
};

/** Callers' clocks may be a little ahead; what has not happened cannot be reported. */
export const checkOccurredAt = (occurredAt: Date, receivedAt: Date): void => {
  if (Number.isNaN(occurredAt.getTime())) throw invalid('command.occurred-at-invalid');
  if (occurredAt.getTime() > receivedAt.getTime() + clockToleranceMs) throw invalid('command.occurred-in-future');
};

/** A key names one command for ever. */
export const checkSameCommand = (stored: StoredCommand, inputHash: Buffer): void => {
  if (!stored.inputHash.equals(inputHash)) throw conflict('command.key-reused');
};

export const busy = (): DomainError => new DomainError('busy', 'ticket.busy');
