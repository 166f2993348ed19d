import { describe, expect, it } from '@jest/globals';
import { buildSchema, parse } from 'graphql';
import { ComplexityLimit } from './complexity.limit.js';
import { defaultDocumentLimits, documentRefusal, measureDocument } from './document.limits.js';

describe('measureDocument', () => {
  it.each([
    ['{ a }', { depth: 1, aliases: 0, fields: 1, directives: 0 }],
    ['{ a { b { c } } x: d }', { depth: 3, aliases: 1, fields: 4, directives: 0 }],
    ['{ a { ...f } b { ...f } } fragment f on T { x: c @skip(if: false) { d } }', { depth: 3, aliases: 2, fields: 6, directives: 2 }],
    ['{ ... on Query { a } __schema { types { fields { name } } } }', { depth: 1, aliases: 0, fields: 2, directives: 0 }],
    ['{ ...f } fragment f on Q { ...g } fragment g on Q { ...f }', { depth: Infinity }],
    ['{ ...unknown }', { fields: 0 }],
  ])('%s', (query, size) => {
    expect(measureDocument(parse(query))).toMatchObject(size);
  });

  it('measures 2^200 fields at once', () => {
    const bomb = `{ ...f0 } ${Array.from({ length: 200 }, (_, i) => `fragment f${i} on Q { ...f${i + 1} ...f${i + 1} }`).join(' ')} fragment f200 on Q { a }`;
    const started = performance.now();
    expect(documentRefusal(parse(bomb), defaultDocumentLimits)?.code).toBe('query.too-large');
    expect(performance.now() - started).toBeLessThan(200);
  });
});

describe('ComplexityLimit', () => {
  const schema = buildSchema('type Query { list(first: Int): [T!]! one: T } type T { a: Int list(first: Int): [T!]! }');
  const cost = (query: string, variables?: Record<string, unknown>): number => new ComplexityLimit(1).cost({ schema, document: parse(query), variables });

  it('multiplies children by the page', () => {
    expect(cost('{ one { a } }')).toBe(2);
    expect(cost('{ list(first: 10) { a } }')).toBe(11);
    expect(cost('{ list(first: 10) { list(first: 10) { a } } }')).toBe(111);
    expect(cost('query ($n: Int) { list(first: $n) { a } }', { n: 50 })).toBe(51);
  });

  it('computes again when a variable may change the cost', () => {
    const limit = new ComplexityLimit(20);
    const document = parse('query ($n: Int, $no: Boolean!) { list(first: $n) @skip(if: $no) { a } }');
    expect(() => limit.check({ schema, document, variables: { n: 50, no: true } })).not.toThrow();
    expect(() => limit.check({ schema, document, variables: { n: 5, no: false } })).not.toThrow();
    expect(() => limit.check({ schema, document, variables: { n: 50, no: false } })).toThrow('query.too-complex');
  });
});
