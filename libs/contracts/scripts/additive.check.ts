/** The part of JSON Schema that fact schemas use. */
export interface JsonSchema {
  readonly [keyword: string]: unknown;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly anyOf?: readonly JsonSchema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly additionalProperties?: JsonSchema | boolean;
}

const described = new Set(['properties', 'required', 'items', 'anyOf', 'enum', 'additionalProperties', '$schema', '$id', 'description', 'title', 'examples']);

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

/**
 * What a change of a fact's schema would break, in words; empty when it only adds. Old readers must read new facts and new
 * readers must read every old fact, so fields are not removed (a renamed one is removed), not retyped, and neither become
 * required nor stop being so; a new field is optional. Enums may grow (readers are deployed first), never shrink.
 */
export const breaksOf = (before: JsonSchema, after: JsonSchema, path = ''): readonly string[] => [
  ...keywordBreaks(before, after, path),
  ...enumBreaks(before, after, path),
  ...propertyBreaks(before, after, path),
  ...nestedBreaks(before.items, after.items, `${path}[]`),
  ...nestedBreaks(asSchema(before.additionalProperties), asSchema(after.additionalProperties), `${path}{}`),
  ...choiceBreaks(before, after, path),
];

const at = (path: string): string => (path === '' ? 'fact' : path);

/** Type, const, format, pattern, bounds: whatever is not looked at more closely elsewhere stays as it is. */
const keywordBreaks = (before: JsonSchema, after: JsonSchema, path: string): readonly string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .filter((keyword) => !described.has(keyword) && show(before[keyword]) !== show(after[keyword]))
    .map((keyword) => `${at(path)}: ${keyword} was ${show(before[keyword])}, is ${show(after[keyword])}`);

const enumBreaks = (before: JsonSchema, after: JsonSchema, path: string): readonly string[] => {
  if (before.enum === undefined && after.enum === undefined) return [];
  if (before.enum === undefined || after.enum === undefined) return [`${at(path)}: was ${show(before.enum)}, is ${show(after.enum)}`];
  const kept = after.enum;
  return before.enum.filter((value) => !kept.includes(value)).map((value) => `${at(path)}: value ${show(value)} was removed`);
};

const propertyBreaks = (before: JsonSchema, after: JsonSchema, path: string): readonly string[] => {
  const old = before.properties ?? {};
  const now = after.properties ?? {};
  const name = (field: string): string => (path === '' ? field : `${path}.${field}`);
  const required = (schema: JsonSchema, field: string): boolean => schema.required?.includes(field) ?? false;
  const kept = Object.entries(old).flatMap(([field, schema]): readonly string[] => {
    const next = now[field];
    if (next === undefined) return [`${name(field)}: was removed`];
    const changed = required(before, field) === required(after, field) ? [] : [`${name(field)}: ${required(after, field) ? 'became' : 'is no longer'} required`];
    return [...changed, ...breaksOf(schema, next, name(field))];
  });
  const added = Object.keys(now).filter((field) => old[field] === undefined && required(after, field));
  return [...kept, ...added.map((field) => `${name(field)}: is new and required`)];
};

const nestedBreaks = (before: JsonSchema | undefined, after: JsonSchema | undefined, path: string): readonly string[] => {
  if (before === undefined && after === undefined) return [];
  if (before === undefined || after === undefined) return [`${path}: ${before === undefined ? 'was added' : 'was removed'}`];
  return breaksOf(before, after, path);
};

const choiceBreaks = (before: JsonSchema, after: JsonSchema, path: string): readonly string[] => {
  const old = before.anyOf ?? [];
  const now = after.anyOf ?? [];
  if (old.length !== now.length) return [`${at(path)}: had ${old.length} alternatives, has ${now.length}`];
  return old.flatMap((schema, index) => nestedBreaks(schema, now[index], path));
};

/** `true` and `{}` say the same; `false` is the absence of further fields. */
const asSchema = (value: JsonSchema | boolean | undefined): JsonSchema | undefined => {
  if (value === true) return {};
  return value === false ? undefined : value;
};
