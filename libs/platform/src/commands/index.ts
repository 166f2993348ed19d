export * from './commands.migrations.js';
export * from './ticket-command.sender.js';
