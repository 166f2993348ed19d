export * from './a-command.js';
export * from './a-ticket.js';
export * from './people.js';
