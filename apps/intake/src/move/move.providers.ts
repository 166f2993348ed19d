import { MoveDesk } from './move.desk.js';
import { MoveResolver } from './move.resolver.js';

/** What the folder puts into the service's module. */
export const moveProviders = [MoveDesk, MoveResolver];
