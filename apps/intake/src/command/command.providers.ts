import '../messages/intake.messages.js';
import { CommandReader } from './command.reader.js';
import { CommandResolver } from './command.resolver.js';

/** What the folder puts into the service's module. */
export const commandProviders = [CommandReader, CommandResolver];
