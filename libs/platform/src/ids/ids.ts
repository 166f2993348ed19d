import type { TicketId } from '@mendline/contracts/ids';
import { monotonicFactory } from 'ulid';

const nextUlid = monotonicFactory();

/** A new ticket id of a cell, `<cell>_<ulid>`; ids of one process grow. */
export const newTicketId = (cell: string): TicketId => `${cell}_${nextUlid()}`;

/** A new id of an aggregate, `<prefix>_<ulid>`, for example `ofr_01J9Z…`. */
export const newId = (prefix: string): string => `${prefix}_${nextUlid()}`;
