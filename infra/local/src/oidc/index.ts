export * from './issuer.js';
export * from './people.file.js';
export * from './signing.keys.js';
export * from './token.client.js';
