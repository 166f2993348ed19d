import { type DynamicModule, Module } from '@nestjs/common';
import { TICKET_COMMAND_SENDER } from '../commands/ticket-command.sender.js';
import { LOGGER, type Logger } from '../logging/index.js';
import { ShutdownSequence } from '../service/shutdown/shutdown.sequence.js';
import { TemporalCommandSender } from './commands/temporal-command.sender.js';
import { TEMPORAL_OPTIONS, TemporalClient, type TemporalOptions } from './temporal.client.js';

/** The process's Temporal client and the sender of ticket commands. Import once, in the root module. */
@Module({})
export class TemporalModule {
  static forRoot(options: TemporalOptions): DynamicModule {
    return {
      module: TemporalModule,
      global: true,
      providers: [
        { provide: TEMPORAL_OPTIONS, useValue: options },
        {
          provide: TemporalClient,
          inject: [ShutdownSequence],
          useFactory: (shutdown: ShutdownSequence) => {
            const client = new TemporalClient(options);
            shutdown.register('pool', 'temporal client', () => client.close());
            return client;
          },
        },
        {
          provide: TICKET_COMMAND_SENDER,
          inject: [TemporalClient, LOGGER],
          useFactory: (client: TemporalClient, logger: Logger) => new TemporalCommandSender(client, logger),
        },
      ],
      exports: [TEMPORAL_OPTIONS, TemporalClient, TICKET_COMMAND_SENDER],
    };
  }
}
