import { invalid } from '@mendline/contracts/errors';
import { GraphQLScalarType, Kind } from 'graphql';

/** Where a page ended: the sort value of the last row and its id, for `(sort, id) < ($1, $2)`. */
export interface Keyset {
  readonly sort: string | number;
  readonly id: string;
}

const longest = 512;

/** base64url of JSON `[sort, id]`. */
export const encodeCursor = ({ sort, id }: Keyset): string => Buffer.from(JSON.stringify([sort, id])).toString('base64url');

const isKey = (value: unknown): value is string | number => (typeof value === 'string' && !value.includes('\0')) || (typeof value === 'number' && Number.isFinite(value));

/** Reads a cursor that may come from anybody. Throws `input.cursor-invalid`. */
export const decodeCursor = (cursor: unknown): Keyset => {
  if (typeof cursor !== 'string' || cursor.length > longest || !/^[\w-]+$/.test(cursor)) throw invalid('input.cursor-invalid');
  let content: unknown;
  try {
    content = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw invalid('input.cursor-invalid');
  }
  if (!Array.isArray(content) || content.length !== 2) throw invalid('input.cursor-invalid');
  const [sort, id] = content as readonly unknown[];
  if (!isKey(sort) || !isKey(id) || typeof id !== 'string') throw invalid('input.cursor-invalid');
  return { sort, id };
};

const check = (value: unknown): string => encodeCursor(decodeCursor(value));

/** Opaque position in a list; checked on the way in. */
export const cursorScalar = new GraphQLScalarType<string, string>({
  name: 'Cursor',
  description: 'Opaque position in a list.',
  serialize: (value) => {
    if (typeof value === 'string') return value;
    throw new TypeError('Cursor needs a string');
  },
  parseValue: check,
  parseLiteral: (node) => check(node.kind === Kind.STRING ? node.value : undefined),
});
