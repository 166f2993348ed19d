export { aboutPlan, aboutRound, CustomerLinks, type LinkSubject } from './customer.links.js';
export { type LinkPurpose, linkPurposes } from './link.bytes.js';
export type { LinkAnswer, LinkDesk, OpenedLink } from './link.desk.js';
export * from './link.errors.js';
export type { LinkAct, LinkField, LinkOption, LinkPage } from './link.page.js';
export { linkWords } from './link.words.js';
export { LinkActs, type LinkUse } from './link.acts.js';
export { customerLinksProvider, LinksModule } from './links.module.js';
