import { z } from 'zod';
import { defineFact } from './definition.js';

const instant = z.iso.datetime();

/**
 * A batch, or a whole model, fails more often than its siblings let expect [A12-6]. `level` says what is compared with what: the batch with the other
 * batches of its model, the model with the other models of its category. `fault` is null where all faults together are meant. The claims were counted
 * in [windowFrom, windowTo), one device once; `pValue` is the chance of as many or more if nothing were wrong.
 */
export const defectAlertRaised = defineFact(
  'quality.defect-alert.raised.v1',
  z.object({
    alertId: z.string(), level: z.enum(['batch', 'model']), category: z.string().nullable(), model: z.string(), batch: z.string().nullable(), fault: z.string().nullable(),
    windowFrom: instant, windowTo: instant, observed: z.int(), expected: z.number(), ratio: z.number(), pValue: z.number(), siblings: z.int(),
    /** The newest tickets of the evidence, at most 200. */
    ticketIds: z.array(z.string()), raisedAt: instant,
  }),
  {
    alertId: 'da_01', level: 'batch', category: 'Television', model: 'HX-55', batch: 'B2403', fault: 'hardware', windowFrom: '2024-04-03T01:30:00.000Z',
    windowTo: '2024-05-01T01:30:00.000Z', observed: 14, expected: 2.6, ratio: 5.4, pValue: 0.0000021, siblings: 11, ticketIds: ['cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ'],
    raisedAt: '2024-05-01T01:30:00.000Z',
  },
);

/** Every fact that quality-analytics writes. */
export const qualityFacts = [defectAlertRaised] as const;
