import { MoveBatch } from './move.batch.js';
import { MoveBatchDesk } from './move-batch.desk.js';
import { MoveDesk } from './move.desk.js';
import { MoveResolver } from './move.resolver.js';

/** What the folder puts into the service's module. */
export const moveProviders = [MoveDesk, MoveBatch, MoveBatchDesk, MoveResolver];
