import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { LOGGER, type Logger } from '../logging/index.js';
import { FileLinks } from './file.links.js';
import { FileDownloads } from './transfer/file.downloads.js';
import { FileUploads } from './transfer/file.uploads.js';
import { addFileRoutes } from './transfer/files.routes.js';

/** The file routes on the HTTP server of the process. */
@Injectable()
export class FilesHttp implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly links: FileLinks,
    private readonly uploads: FileUploads,
    private readonly downloads: FileDownloads,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    addFileRoutes(server, { links: this.links, uploads: this.uploads, downloads: this.downloads, log: this.log });
  }
}
