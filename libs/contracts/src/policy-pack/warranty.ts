import { z } from 'zod';
import { code, label } from './common.js';

const months = z.int().min(1).max(600);

/** What a warranty counts from: the acceptance [A4-5], the purchase [A4-1], the installation, or the term of a contract [A4-2]. */
export const warrantyBases = ['acceptance', 'purchase', 'installation', 'contract'] as const;
export type WarrantyBasis = (typeof warrantyBases)[number];

/** One rule of a warranty. The months of a model go before those of a category, and these before the rule's own. */
export const warrantyRule = z.strictObject({
  code,
  label,
  basis: z.enum(warrantyBases),
  /** Of no meaning for a contract, which has an end of its own. */
  months: months.default(12),
  byModel: z.record(z.string().min(1).max(120), months).default({}),
  byCategory: z.record(z.string().min(1).max(120), months).default({}),
});

/** Rules in order: the first that covers the day decides; what no warranty covers, whatever the day [A4-4, C11]. */
export const warrantySchema = z.strictObject({
  rules: z.array(warrantyRule).max(20).default([]),
  excludedFaults: z.array(code).default([]),
});

export type Warranty = z.infer<typeof warrantySchema>;
export type WarrantyRule = z.infer<typeof warrantyRule>;
