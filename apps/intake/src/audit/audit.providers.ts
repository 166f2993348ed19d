import { AuditReader } from './audit.reader.js';
import { AuditResolver } from './audit.resolver.js';
import { ClearTicketReader } from './clear-ticket.reader.js';
import { RevealResolver } from './reveal.resolver.js';
import { RevealService } from './reveal.service.js';

/** What the folder puts into the service's module. */
export const auditProviders = [AuditReader, AuditResolver, ClearTicketReader, RevealService, RevealResolver];
