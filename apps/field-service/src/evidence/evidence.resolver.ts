import { Allow, CurrentPrincipal, type Principal } from '@mendline/platform/auth';
import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import { staff, technical } from '../access.roles.js';
import { EvidenceService } from './evidence.service.js';
import { FileDownload, FileUpload, RequestFileUploadInput } from './evidence.types.js';

/** Links to files. They change nothing that anybody would miss, so they carry no key: asked for again, another is given. */
@Resolver()
export class EvidenceResolver {
  constructor(private readonly evidence: EvidenceService) {}

  @Mutation(() => FileUpload, { description: 'A link to send a photo, a signature, a form or a recorded call for a ticket.' })
  @Allow(...technical, 'csr', 'csr-leader')
  requestFileUpload(@CurrentPrincipal() principal: Principal, @Args('input') { ticketId, purpose }: RequestFileUploadInput): Promise<FileUpload> {
    return this.evidence.requestUpload(principal, ticketId, purpose);
  }

  @Mutation(() => FileDownload, { description: 'A link to read a file.' })
  @Allow('customer', ...staff)
  requestFileDownload(@CurrentPrincipal() principal: Principal, @Args('fileId', { type: () => ID }) fileId: string): Promise<FileDownload> {
    return this.evidence.requestDownload(principal, fileId);
  }
}
