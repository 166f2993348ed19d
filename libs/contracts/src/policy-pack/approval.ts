import { z } from 'zod';

/** What makes a plan a major one: a core component, a high total, a repair that the customer pays [A8-3, C12]. */
export const approvalGrounds = ['core-component', 'total-above', 'out-of-warranty'] as const;
export type ApprovalGround = (typeof approvalGrounds)[number];

/** What asks for the customer's word: a major plan, parts that are replaced [A8-6], or any work at all [A8-4]. */
export const consentGrounds = [...approvalGrounds, 'parts', 'always'] as const;
export type ConsentGround = (typeof consentGrounds)[number];

/** Part numbers, as they stand on orders and machines. */
export const partNumberSchema = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._/-]{0,59}$/, 'a part number: A-Z a-z 0-9 . _ / -, at most 60');
/** ISO 4217. */
export const currencySchema = z.string().regex(/^[A-Z]{3}$/, 'a currency such as CNY');

/** The approval matrix of a pack: which plans a supervisor reads first, and which the customer must agree to [A8-3 – A8-6, C12]. */
export const approvalSchema = z.strictObject({
  /** Part numbers that are core components. */
  coreParts: z.array(partNumberSchema).max(1_000).default([]),
  /** By currency, in minor units: a plan whose total lies above is a major one. A currency without a limit has none to stay under. */
  limits: z.record(currencySchema, z.int().min(0).max(2_147_483_647)).default({}),
  /** Grounds on which a supervisor's word is needed. */
  approve: z.array(z.enum(approvalGrounds)).default(['core-component']),
  /** Grounds on which the customer's word is needed; always when he pays [A8-5]. */
  consent: z.array(z.enum(consentGrounds)).default(['out-of-warranty', 'core-component']),
});

export type ApprovalMatrix = z.infer<typeof approvalSchema>;
