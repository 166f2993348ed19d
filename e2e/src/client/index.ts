export * from './commands.js';
export * from './command.client.js';
export * from './graphql.client.js';
export * from './graphql.failure.js';
export * from './subscription.client.js';
export * from './token.cache.js';
export * from './on-ticket.js';
export * from './repair.commands.js';
