import { type FileType, fileTypes } from './clean/file.types.js';

/** What may come in for a purpose. */
export interface PurposeRule {
  readonly maxBytes: number;
  readonly types: readonly FileType[];
}

const mebibyte = 1024 * 1024;
const pictures = ['image/jpeg', 'image/png', 'image/webp'] as const;

/** What files are for: photos of key steps [A9-3], the customer's signature, the acceptance form [A11-1], receipts, recorded calls of a consent. */
export const filePurposes = {
  photo: { maxBytes: 20 * mebibyte, types: pictures },
  signature: { maxBytes: mebibyte, types: ['image/png', 'image/webp', 'image/jpeg'] },
  'acceptance-form': { maxBytes: 20 * mebibyte, types: ['application/pdf', ...pictures] },
  receipt: { maxBytes: 10 * mebibyte, types: ['application/pdf', ...pictures] },
  'recorded-call': { maxBytes: 60 * mebibyte, types: ['audio/mp4', 'audio/mpeg', 'audio/wav'] },
} as const satisfies Readonly<Record<string, PurposeRule>>;

export type FilePurpose = keyof typeof filePurposes;

export const purposeRule = (purpose: FilePurpose): PurposeRule => filePurposes[purpose];

/** Name of a downloaded copy: ids only, so that no folder of downloads tells whose it is. */
export const downloadName = (fileId: string, type: FileType): string => `${fileId}.${fileTypes[type]}`;
