import { type DynamicModule, Inject, Injectable, type InjectionToken, Module, type ModuleMetadata, type OnModuleInit, type Provider } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { CLOCK, type Clock } from '../clock/index.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { KEY_MANAGEMENT, type KeyManagement } from '../privacy/index.js';
import { CustomerLinks } from './customer.links.js';
import type { LinkDesk } from './link.desk.js';
import { LinkDoor } from './link.door.js';
import { addLinkRoutes } from './link.routes.js';

const LINK_DESK = Symbol('mendline.link-desk');

/** The links' pages on the HTTP server of the process. */
@Injectable()
export class LinksHttp implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost,
    private readonly links: CustomerLinks,
    @Inject(LINK_DESK) private readonly desk: LinkDesk,
    @Inject(LOGGER) private readonly log: Logger,
  ) {}

  onModuleInit(): void {
    const server = this.host.httpAdapter.getInstance<FastifyInstance>();
    addLinkRoutes(server, { path: this.desk.path, door: new LinkDoor(this.links, this.desk), log: this.log });
  }
}

/** Signs and proves customers' links. */
export const customerLinksProvider: Provider = { provide: CustomerLinks, inject: [KEY_MANAGEMENT, CLOCK], useFactory: (kms: KeyManagement, clock: Clock) => new CustomerLinks(kms, clock) };

/** The door for customers' links, for processes with the role `api`; `desk` is the service's part behind it. Needs `ServiceModule` and `PrivacyModule`. */
@Module({})
export class LinksModule {
  static forDesk(desk: InjectionToken<LinkDesk>, imports: NonNullable<ModuleMetadata['imports']> = []): DynamicModule {
    return { module: LinksModule, imports: [...imports], providers: [customerLinksProvider, { provide: LINK_DESK, useExisting: desk }, LinksHttp] };
  }
}
