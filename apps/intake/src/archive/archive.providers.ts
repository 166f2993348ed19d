import { ArchiveRunService } from './archive-run.service.js';
import { ArchiveSchedules } from './archive-schedule.js';
import { ArchiveTicketService } from './archive-ticket.service.js';
import { ArchiveRunEntity, ArchiveRunTicketEntity } from './archive.entity.js';
import { ArchiveReader } from './archive.reader.js';
import { ArchiveResolver } from './archive.resolver.js';

/** Tables of this folder. */
export const archiveEntities = [ArchiveRunEntity, ArchiveRunTicketEntity];

/** What the folder puts into the service's module. */
export const archiveProviders = [ArchiveRunService, ArchiveTicketService, ArchiveSchedules, ArchiveReader, ArchiveResolver];
