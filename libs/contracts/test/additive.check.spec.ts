import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { breaksOf, type JsonSchema } from '../scripts/additive.check.js';

const schema = (shape: z.ZodRawShape): JsonSchema => z.toJSONSchema(z.object(shape), { io: 'input' }) as JsonSchema;

const base = {
  number: z.string(),
  priority: z.enum(['low', 'high']),
  model: z.string().nullable(),
  steps: z.array(z.object({ check: z.string(), tries: z.int() })),
  content: z.record(z.string(), z.string()),
  note: z.string().optional(),
};

const without = (field: keyof typeof base): z.ZodRawShape => Object.fromEntries(Object.entries(base).filter(([name]) => name !== field));

const breaks = (after: z.ZodRawShape): readonly string[] => breaksOf(schema(base), schema(after));

describe('the check that a fact only grows', () => {
  it('accepts no change, a new optional field, a longer enum and a new optional field deep inside', () => {
    expect(breaks(base)).toEqual([]);
    expect(breaks({ ...base, extra: z.int().optional() })).toEqual([]);
    expect(breaks({ ...base, priority: z.enum(['low', 'high', 'urgent']) })).toEqual([]);
    expect(breaks({ ...base, steps: z.array(z.object({ check: z.string(), tries: z.int(), by: z.string().optional() })) })).toEqual([]);
  });

  it('refuses a removed field', () => {
    expect(breaks(without('number'))).toEqual(['number: was removed']);
  });

  it('refuses a renamed field', () => {
    expect(breaks({ ...without('number'), displayNumber: z.string() })).toEqual(['number: was removed', 'displayNumber: is new and required']);
  });

  it('refuses a retyped field, also deep inside, in an alternative and in a map', () => {
    expect(breaks({ ...base, number: z.int() }).join()).toMatch(/number: type was "string", is "integer"/);
    expect(breaks({ ...base, steps: z.array(z.object({ check: z.string(), tries: z.string() })) }).join()).toMatch(/steps\[\]\.tries: type was/);
    expect(breaks({ ...base, model: z.int().nullable() }).join()).toMatch(/model: type was/);
    expect(breaks({ ...base, content: z.record(z.string(), z.int()) }).join()).toMatch(/content\{\}: type was/);
  });

  it('refuses a narrower value: format, bound, enum, null', () => {
    expect(breaks({ ...base, number: z.iso.datetime() }).join()).toMatch(/number: format was nothing/);
    expect(breaks({ ...base, number: z.string().max(3) }).join()).toMatch(/number: maxLength/);
    expect(breaks({ ...base, priority: z.enum(['low']) })).toEqual(['priority: value "high" was removed']);
    expect(breaks({ ...base, model: z.string() })).not.toEqual([]);
    expect(breaks({ ...base, number: z.enum(['1']) })).not.toEqual([]);
  });

  it('refuses a new required field and a changed duty', () => {
    expect(breaks({ ...base, extra: z.int() })).toEqual(['extra: is new and required']);
    expect(breaks({ ...base, note: z.string() })).toEqual(['note: became required']);
    expect(breaks({ ...base, number: z.string().optional() })).toEqual(['number: is no longer required']);
  });
});
