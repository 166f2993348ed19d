import { RequestMutations } from './request.mutations.js';
import { RequestReader } from './request.reader.js';
import { RequestResolver, TicketRequestResolver } from './request.resolver.js';

/** What the folder puts into the service's module. */
export const requestProviders = [RequestReader, RequestMutations, RequestResolver, TicketRequestResolver];
