import { z } from 'zod';
import { envelopeSchema, type FactDefinition } from '@mendline/contracts/facts';
import type { JsonSchema } from './additive.check.js';

/** The library's own pattern beside a standard format would change with its version. */
const dropSpelledOutFormat = (schema: { format?: unknown; pattern?: unknown }): void => {
  if (schema.format !== undefined) delete schema.pattern;
};

/** JSON Schema (draft 2020-12) of a whole fact: envelope and data, as writers write it. */
export const schemaOf = (definition: FactDefinition): JsonSchema => {
  const fact = envelopeSchema.extend({ type: z.literal(definition.type), data: definition.data });
  const schema = z.toJSONSchema(fact, { target: 'draft-2020-12', io: 'input', override: ({ jsonSchema }) => dropSpelledOutFormat(jsonSchema) });
  return { $id: `urn:mendline:fact:${definition.type}`, ...schema } as JsonSchema;
};

const sampleTicket = 'cn1_01J9ZZZZZZZZZZZZZZZZZZZZZZ';

/** A whole fact around the example of its definition. The envelope is the same for all. */
export const exampleOf = (definition: FactDefinition): Record<string, unknown> => {
  const aboutTicket = !/^(intake\.(policy-pack|person)|dispatch\.engineer)\./.test(definition.type);
  const subject = aboutTicket ? sampleTicket : 'example';
  return {
    specversion: '1.0',
    id: '018f3a00-0000-7000-8000-000000000001',
    type: definition.type,
    source: `/mendline/cn1/${definition.type.slice(0, definition.type.indexOf('.'))}`,
    subject,
    time: '2024-05-01T01:40:01.000Z',
    tenantid: 'huaxin',
    cell: 'cn1',
    incarnation: 1,
    aggregateid: subject,
    aggregateversion: 1,
    ...(aboutTicket ? { ticketseq: 1 } : {}),
    data: definition.example,
  };
};

/** Text of a document as it lies in git. */
export const textOf = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
