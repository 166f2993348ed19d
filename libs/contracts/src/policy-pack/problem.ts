import { z } from 'zod';
import { inWords } from './phrase.js';
import type { Words } from './phrase.js';

/** One thing wrong with a pack: where in the file, what is there, and what is allowed. */
export interface PackProblem {
  readonly path: string;
  readonly message: string;
  /** The message in Chinese. */
  readonly zh: string;
}

/** A problem in words. */
export const problem = (path: string, { en, zh }: Words): PackProblem => ({ path, message: en, zh });

/** A problem with what stands there, and what could. */
export const problemAt = (path: string, found: string, allowed: Words): PackProblem =>
  problem(path, { en: `found ${found}; allowed: ${allowed.en}`, zh: `现为 ${found}；允许：${allowed.zh}` });

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];

/** A finding of the schema in words for the person who writes the pack. */
export const problemOf = (issue: Issue, content: unknown, schema: z.core.$ZodType): PackProblem => {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const known = keysAt(schema, content, issue.path);
    const [keys, among] = [issue.keys.join(', '), known.join(', ')];
    return problem(path, { en: `unknown key ${keys}${among && `; allowed: ${among}`}`, zh: `未知的键 ${keys}${among && `；允许：${among}`}` });
  }
  return problemAt(path, shown(valueAt(content, issue.path)), allowedBy(issue));
};

/** What may stand there. */
const allowedBy = (issue: Issue): Words => {
  switch (issue.code) {
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'invalid_type':
      return { en: `a value of type ${issue.expected}`, zh: `类型为 ${issue.expected} 的值` };
    case 'invalid_format':
      return issue.message === 'Invalid input' ? { en: `text of the form ${issue.pattern ?? issue.format}`, zh: `符合 ${issue.pattern ?? issue.format} 的文本` } : inWords(issue.message);
    case 'unrecognized_keys':
      return { en: `no key ${issue.keys.join(', ')}`, zh: `不含键 ${issue.keys.join(', ')}` };
    case 'too_small':
      return { en: issue.message, zh: `${issue.inclusive ? '不小于' : '大于'} ${issue.minimum}` };
    case 'too_big':
      return { en: issue.message, zh: `${issue.inclusive ? '不大于' : '小于'} ${issue.maximum}` };
    case 'invalid_union':
      return issue.errors.length === 0 && 'options' in issue ? oneOf([issue.options].flat().map(String)) : branches(issue.errors);
    default:
      return inWords(issue.message);
  }
};

/** One of several values. */
export const oneOf = (values: readonly string[]): Words => ({ en: `one of ${values.join(', ')}`, zh: `以下之一：${values.join(', ')}` });

const branches = (errors: readonly (readonly Issue[])[]): Words => {
  const each = errors.map((branch) => branch.map((issue) => ({ at: issue.path.length > 0 ? `${issue.path.join('.')} ` : '', ...allowedBy(issue) })));
  return {
    en: each.map((branch) => branch.map(({ at, en }) => `${at}${en}`).join(' and ')).join(', or '),
    zh: each.map((branch) => branch.map(({ at, zh }) => `${at}${zh}`).join('，且 ')).join('，或 '),
  };
};

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
