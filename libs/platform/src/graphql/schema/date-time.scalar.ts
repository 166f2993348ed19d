import { invalid } from '@mendline/contracts/errors';
import { GraphQLScalarType, Kind } from 'graphql';

const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;

const parse = (value: unknown): Date => {
  if (typeof value !== 'string' || !form.test(value)) throw invalid('input.date-time-invalid');
  const date = new Date(value);
  // An impossible day (30 February) rolls over in Date; the text must survive the way there and back.
  const day = new Date(`${value.slice(0, 10)}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || Number.isNaN(day.getTime()) || day.toISOString().slice(0, 10) !== value.slice(0, 10)) throw invalid('input.date-time-invalid');
  return date;
};

const serialize = (value: unknown): string => {
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'string') return parse(value).toISOString();
  throw new TypeError('DateTime needs a Date');
};

/** An instant: ISO 8601 with a zone on the way in, UTC with milliseconds on the way out. Throws `input.date-time-invalid`. */
export const dateTimeScalar = new GraphQLScalarType<Date, string>({
  name: 'DateTime',
  description: 'An instant, ISO 8601 with a zone; answered in UTC.',
  serialize,
  parseValue: parse,
  parseLiteral: (node) => parse(node.kind === Kind.STRING ? node.value : undefined),
});
