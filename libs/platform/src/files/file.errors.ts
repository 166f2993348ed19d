import { conflict, DomainError, forbidden, invalid, notFound } from '@mendline/contracts/errors';

/** Ends before its format says so. */
export const fileTruncated = (): DomainError => invalid('file.truncated');
/** Not what its first bytes promise. */
export const fileDamaged = (): DomainError => invalid('file.damaged');
/** Holds a second format beside the first. */
export const fileMixed = (): DomainError => invalid('file.mixed-content');
/** Could run something when it is opened. */
export const fileActive = (): DomainError => invalid('file.active-content');
/** More pixels than anything here can show; `max` in millions. */
export const fileTooManyPixels = (max: number): DomainError => invalid('file.too-many-pixels', { max });
/** `max` in bytes. */
export const fileTooLarge = (max: number): DomainError => invalid('file.too-large', { max });
export const fileEmpty = (): DomainError => invalid('file.empty');
/** The first bytes are of no type that the purpose takes. */
export const fileTypeNotAllowed = (allowed: string): DomainError => invalid('file.type-not-allowed', { allowed });
export const uploadTooSlow = (): DomainError => invalid('file.upload-too-slow');
/** The client went away. */
export const uploadBroken = (): DomainError => invalid('file.upload-broken');
/** Too many uploads run in this process. */
export const uploadsBusy = (): DomainError => new DomainError('busy', 'file.uploads-busy', { retryAfter: 5 });

/** A link that nobody here gave, for another file, tenant or purpose: one answer for all. */
export const linkInvalid = (): DomainError => forbidden('file.link-invalid');
export const linkExpired = (): DomainError => forbidden('file.link-expired');

export const fileNotFound = (): DomainError => notFound('file.not-found');
/** The person's key was destroyed: nobody can read it any more. */
export const fileErased = (): DomainError => notFound('file.erased');
/** The row is there and its content is not, or does not open. */
export const fileUnreadable = (): DomainError => new DomainError('unavailable', 'file.unreadable');
export const fileNotStored = (): DomainError => conflict('file.not-stored');
/** Another content came by the same link before. */
export const fileAlreadyStored = (): DomainError => conflict('file.already-stored');
export const fileAlreadyAttached = (): DomainError => conflict('file.already-attached');
export const fileOtherOwner = (): DomainError => conflict('file.other-owner');
export const filePurposeMismatch = (): DomainError => conflict('file.purpose-mismatch');
/** `max` uploads of a ticket may be waiting to be attached. */
export const tooManyOpenUploads = (max: number): DomainError => conflict('file.too-many-open', { max });
