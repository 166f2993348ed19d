export { ownNamespace, type OwnNamespace } from './own.namespace.js';
