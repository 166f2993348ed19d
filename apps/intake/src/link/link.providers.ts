import { LinkActs } from '@mendline/platform/links';
import { IntakeLinkDesk } from './intake-link.desk.js';
import { LinkCommands } from './link.commands.js';
import { LinkGiver } from './link.giver.js';
import { LinkReader } from './link.reader.js';

/** What the folder puts into the service's module: its part behind customers' links. */
export const linkProviders = [LinkGiver, LinkReader, LinkCommands, LinkActs, IntakeLinkDesk];
