export * from './command.input.js';
export * from './command.journal.js';
export * from './command.record.js';
export * from './commands.migrations.js';
export type { LocalCommand, LocalOutcome } from './local-command.desk.js';
export * from './personal-input.vault.js';
export type { TicketCommandSubmission, TicketUpdatePayload } from './ticket-command.desk.js';
export * from './ticket-command.handler.js';
export * from './ticket-command.sender.js';
