import { conflict, type DomainError, forbidden } from '@mendline/contracts/errors';

/** Nobody here gave this link, or for another tenant, ticket, customer or purpose than it says: one answer for all. */
export const linkInvalid = (): DomainError => forbidden('link.invalid');
export const linkExpired = (): DomainError => forbidden('link.expired');
/** A link is good for one purpose. */
export const linkOtherPurpose = (): DomainError => forbidden('link.other-purpose');
/** The ticket is archived, or its customer's data was erased. */
export const linkRevoked = (): DomainError => forbidden('link.revoked');
/** The ticket waits for something else by now. */
export const linkMovedOn = (): DomainError => conflict('link.moved-on');
/** There is another version of the plan than the one that the link asks about. */
export const linkPlanChanged = (): DomainError => conflict('link.plan-changed');
