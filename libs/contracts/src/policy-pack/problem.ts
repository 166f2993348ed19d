import { z } from 'zod';

/** One thing wrong with a pack: where in the file, what is there, and what is allowed. */
export interface PackProblem {
  readonly path: string;
  readonly message: string;
}

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A finding of the schema in words for the person who writes the pack. */
export const problemOf = (issue: Issue, content: unknown, schema: z.core.$ZodType): PackProblem => {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, content, issue.path);
    return { path, message: `unknown key ${issue.keys.join(', ')}${known.length > 0 ? `; allowed: ${known.join(', ')}` : ''}` };
  }
  return { path, message: `found ${shown(valueAt(content, issue.path))}; allowed: ${allowedBy(issue)}` };
};

/** What may stand there. */
const allowedBy = (issue: Issue): string => {
  switch (issue.code) {
    case 'invalid_value':
      return `one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_type':
      return `a value of type ${issue.expected}`;
    case 'invalid_format':
      return issue.message === 'Invalid input' ? `text of the form ${issue.pattern ?? issue.format}` : issue.message;
    case 'unrecognized_keys':
      return `no key ${issue.keys.join(', ')}`;
    case 'invalid_union':
      return issue.errors.length === 0 && 'options' in issue ? `one of ${String(issue.options).replaceAll(',', ', ')}` : branches(issue.errors);
    default:
      return issue.message;
  }
};

const branches = (errors: readonly (readonly Issue[])[]): string =>
  errors.map((branch) => branch.map((issue) => `${issue.path.length > 0 ? `${issue.path.join('.')} ` : ''}${allowedBy(issue)}`).join(' and ')).join(', or ');

const valueAt = (content: unknown, path: Path): unknown =>
  path.reduce<unknown>((value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined), content);

const shown = (value: unknown): string => (value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 80));

/** Keys that the object at a path of the content may have. */
const keysAt = (schema: z.core.$ZodType, content: unknown, path: Path): readonly string[] => {
  const here = optionOf(bare(schema), content);
  if (path.length === 0) return here instanceof z.ZodObject ? Object.keys(here.shape) : [];
  const [key = '', ...rest] = path;
  const next = here instanceof z.ZodObject ? (here.shape as Record<PropertyKey, z.core.$ZodType>)[key] : here instanceof z.ZodArray ? here.element : undefined;
  return next ? keysAt(next, valueAt(content, [key]), rest) : [];
};

const bare = (schema: z.core.$ZodType): z.core.$ZodType => (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional ? bare(schema.unwrap()) : schema);

/** The branch of a tagged union that the content names. */
const optionOf = (schema: z.core.$ZodType, content: unknown): z.core.$ZodType => {
  if (!(schema instanceof z.ZodDiscriminatedUnion)) return schema;
  const tag = schema.def.discriminator;
  const named = schema.options.find((option) => {
    const literal = option instanceof z.ZodObject ? (option.shape as Record<string, unknown>)[tag] : undefined;
    return literal instanceof z.ZodLiteral && literal.safeParse(valueAt(content, [tag])).success;
  });
  return named ?? schema;
};
