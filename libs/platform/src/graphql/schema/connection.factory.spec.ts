import 'reflect-metadata';
import { describe, expect, it } from '@jest/globals';
import { connectionPage, PageArgs, readPage } from './connection.factory.js';
import { decodeCursor, encodeCursor } from './cursor.scalar.js';

const args = (first: number, after?: string): PageArgs => Object.assign(new PageArgs(), { first, ...(after === undefined ? {} : { after }) });
const rows = [5, 4, 3, 2, 1].map((n) => ({ id: `t${n}`, at: `2026-03-0${n}T00:00:00.000Z` }));

describe('keyset cursors', () => {
  it('come back as they went', () => {
    expect(decodeCursor(encodeCursor({ sort: '2026-03-01T00:00:00.000Z', id: 'cn1_01J' }))).toEqual({ sort: '2026-03-01T00:00:00.000Z', id: 'cn1_01J' });
    expect(decodeCursor(encodeCursor({ sort: 42, id: 'x' }))).toEqual({ sort: 42, id: 'x' });
  });

  const raw = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');

  it.each([['', 'nothing'], ['@@@', 'no base64url'], [raw({ a: 1 }), 'an object'], [raw(['a']), 'one part'], [raw(['a', 1]), 'a numeric id'], [raw([null, 'a']), 'no sort'], [raw([{ $ne: 1 }, 'a']), 'an operator'], [raw(['a\0', 'b']), 'a NUL'], [raw(['x'.repeat(600), 'b']), 'a giant']])(
    'refuses %j (%s)',
    (cursor) => {
      expect(() => decodeCursor(cursor)).toThrow(expect.objectContaining({ code: 'input.cursor-invalid' }));
    },
  );
});

describe('readPage', () => {
  it('takes 1 to 100', () => {
    expect(readPage(args(1))).toEqual({ limit: 1, after: null });
    expect(readPage(args(100, encodeCursor({ sort: 1, id: 'a' })))).toEqual({ limit: 100, after: { sort: 1, id: 'a' } });
  });

  it.each([[0], [-1], [101], [1e9]])('refuses %d', (first) => {
    expect(() => readPage(args(first))).toThrow(expect.objectContaining({ code: 'input.page-size', params: { max: 100 } }));
  });
});

describe('connectionPage', () => {
  const keyset = ({ id, at }: (typeof rows)[number]): { sort: string; id: string } => ({ sort: at, id });

  it('shows one row less than it was given and says that there is more', () => {
    const page = connectionPage(rows.slice(0, 3), { limit: 2, after: null }, keyset);
    expect(page.edges.map((edge) => edge.node.id)).toEqual(['t5', 't4']);
    expect(page.pageInfo).toMatchObject({ hasNextPage: true, hasPreviousPage: false });
    expect(decodeCursor(page.pageInfo.endCursor)).toEqual({ sort: '2026-03-04T00:00:00.000Z', id: 't4' });
  });

  it('ends', () => {
    expect(connectionPage(rows.slice(3), { limit: 2, after: { sort: 'x', id: 'y' } }, keyset).pageInfo).toMatchObject({ hasNextPage: false, hasPreviousPage: true });
    expect(connectionPage([], { limit: 2, after: null }, keyset)).toEqual({ edges: [], pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null } });
  });
});
