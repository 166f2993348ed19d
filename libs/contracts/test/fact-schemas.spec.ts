import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from '@jest/globals';
import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { z } from 'zod';
import { defineFact, factDefinitions, readFact } from '@mendline/contracts/facts';
import { breaksOf, type JsonSchema } from '../scripts/additive.check.js';
import { schemaOf, textOf } from '../scripts/fact-documents.js';
import { FactFiles } from '../scripts/fact-files.js';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = new FactFiles(root);
const types = factDefinitions.map((definition) => definition.type);

const inClone = existsSync(join(root, '../../.git'));

/** Versions of a committed schema, as far as this clone remembers; outside a clone the file itself. */
const committedVersions = (type: string): readonly JsonSchema[] => {
  const file = files.schema(type) ?? {};
  if (!inClone) return [file];
  const git = (...args: string[]): string => execFileSync('git', args, { cwd: root, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const path = `schemas/${type}.json`;
  const commits = git('log', '--format=%H', '--diff-filter=AM', '--', path).split('\n').filter(Boolean);
  return [file, ...commits.map((commit) => JSON.parse(git('show', `${commit}:./${path}`)) as JsonSchema)];
};

describe('schemas of facts in git', () => {
  it('are those of today’s definitions, one per type and none besides', () => {
    expect(files.types()).toEqual([...types].sort());
    for (const definition of factDefinitions) {
      expect({ type: definition.type, text: textOf(files.schema(definition.type)) }).toEqual({ type: definition.type, text: textOf(schemaOf(definition)) });
    }
  });

  it('have only grown since they were first committed', () => {
    const breaks = factDefinitions.flatMap((definition) => committedVersions(definition.type).flatMap((before) => breaksOf(before, schemaOf(definition), definition.type)));
    expect(breaks).toEqual([]);
  });
});

describe('examples of facts in git', () => {
  const ajv = new Ajv.default({ strict: false });
  addFormats.default(ajv);

  it.each(types)('%s: every example of any age is read by today’s reader and valid by its schema', (type) => {
    const examples = files.examples(type);
    expect(examples.length).toBeGreaterThan(0);
    const validate = ajv.compile(files.schema(type) ?? {});
    for (const text of examples) {
      const example: unknown = JSON.parse(text);
      expect(readFact(example)).toMatchObject({ type, specversion: '1.0' });
      expect({ valid: validate(example), errors: validate.errors }).toEqual({ valid: true, errors: null });
    }
  });

  it('the newest example is the definition’s', () => {
    for (const definition of factDefinitions) {
      const newest = JSON.parse(files.examples(definition.type).at(-1) ?? '{}') as { data?: unknown };
      expect(newest.data).toEqual(JSON.parse(JSON.stringify(definition.example)));
    }
  });
});

describe('writing schemas', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mendline-facts-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  const fact = <S extends z.ZodType>(data: S, example: z.input<S>) => defineFact('intake.ticket.tried-out.v1', data, example);

  it('keeps old examples, adds new ones, and refuses what would break old facts', () => {
    const scratch = new FactFiles(folder);
    expect(scratch.write(fact(z.object({ a: z.string() }), { a: '1' }))).toEqual([]);
    expect(scratch.write(fact(z.object({ a: z.string() }), { a: '1' }))).toEqual([]);
    expect(scratch.examples('intake.ticket.tried-out.v1')).toHaveLength(1);
    expect(scratch.write(fact(z.object({ a: z.string(), b: z.int().optional() }), { a: '1', b: 2 }))).toEqual([]);
    expect(scratch.examples('intake.ticket.tried-out.v1')).toHaveLength(2);
    const before = scratch.schema('intake.ticket.tried-out.v1');
    expect(scratch.write(fact(z.object({ a: z.int() }), { a: 1 })).join()).toMatch(/data\.a: type was "string"/);
    expect(scratch.schema('intake.ticket.tried-out.v1')).toEqual(before);
  });
});
