import { z } from 'zod';

/** What quality analysis counts by the rules of the enterprise. */
export const qualitySchema = z.strictObject({
  /** A new repair of the same device for the same fault within so many days after the last one was closed is a repeat repair [A10-13, C19]. */
  repeatWithinDays: z.int().min(1).max(730).default(90),
  /** After an alert of frequent faults, none of the same kind is raised for so many days [A12-6]. */
  alertQuietDays: z.int().min(1).max(365).default(28),
});

export type QualityRules = z.infer<typeof qualitySchema>;
