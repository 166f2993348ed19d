import type { EntityClass } from '@mendline/platform/database';
import { TicketCopyRow } from '../ownership/ticket-copy.entity.js';
import { RemoteSessionRow, RemoteStepRow } from '../remote-session/remote-session.entity.js';

/** Every row class of field-service. */
export const entities: readonly EntityClass[] = [RemoteSessionRow, RemoteStepRow, TicketCopyRow];
