import { policyPackSchema } from '@mendline/contracts/policy-pack';
import { z } from 'zod';

interface Node {
  [key: string]: unknown;
  type?: unknown;
  properties?: Record<string, Node>;
  required?: string[];
  items?: Node;
  oneOf?: Node[];
  anyOf?: Node[];
  additionalProperties?: Node | boolean;
}

const orNull = (node: Node): Node => ({ anyOf: [node, { type: 'null' }] });

/** The things of these lists have names: `- name: null` takes one away. */
const isNamed = ({ properties = {} }: Node): boolean => ['code', 'kind', 'level'].some((key) => key in properties);

const takenAway: Node = {
  type: 'object',
  description: 'name: null takes away what is inherited under that name; kinds tell which, where there are several.',
  properties: { kinds: { type: 'array', items: { type: 'string' } } },
  additionalProperties: { type: 'null' },
};

/** What may be said of a thing that inherits all the rest. */
const partOf = (node: Node): Node => {
  const { oneOf, anyOf, required: _needed, default: _else, ...rest } = node;
  const options = oneOf ?? anyOf;
  return {
    ...rest,
    ...(options && { anyOf: options.map(partOf) }),
    ...(rest.properties && { properties: Object.fromEntries(Object.entries(rest.properties).map(([key, own]) => [key, orNull(partOf(own))])) }),
    ...(typeof rest.additionalProperties === 'object' && { additionalProperties: orNull(partOf(rest.additionalProperties)) }),
    ...(rest.items && { items: isNamed(rest.items) ? { anyOf: [partOf(rest.items), takenAway] } : partOf(rest.items) }),
  };
};

/**
 * JSON Schema of a policy pack's file, for editors: a whole pack, or one that extends another and says only what is different. What no
 * schema can say (routes, references, guards) is told by `npm run pack -- validate`.
 */
export const packDocument = (): Record<string, unknown> => {
  const { $schema, ...whole } = z.toJSONSchema(policyPackSchema, { target: 'draft-2020-12', io: 'input' }) as Node;
  const part = partOf(whole);
  return {
    $schema,
    $id: 'urn:mendline:policy-pack',
    title: 'Policy pack',
    if: { type: 'object', required: ['extends'] },
    then: {
      ...part,
      required: ['pack', 'extends'],
      properties: { ...part.properties, pack: whole.properties?.['pack'], extends: { type: 'string', description: 'The code of the pack that this one is laid over.' } },
    },
    else: whole,
  };
};

/** Where editors find it, from the root. */
export const packDocumentPath = 'data/packs/policy-pack.schema.json';
