import { fileURLToPath } from 'node:url';
import { describe, expect, it, jest } from '@jest/globals';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';

jest.setTimeout(180_000);

// With CI set the parser would type the files on disk once, and not the texts that are linted in their place.
process.env['TSESTREE_SINGLE_RUN'] = 'false';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const withTypes = new ESLint({ cwd: root });
/** Boundaries need no types: without a program per project this takes milliseconds. */
const withoutTypes = new ESLint({ cwd: root, overrideConfig: [{ files: ['**/*.ts'], ...tseslint.configs.disableTypeChecked }] });

/** Rules that a text would break if it stood in a file of the repository. */
const broken = async (file: string, text: string, eslint = withoutTypes): Promise<string[]> => {
  const [result] = await eslint.lintText(text, { filePath: `${root}${file}` });
  return [...new Set(result?.messages.map(({ ruleId, message }) => ruleId ?? message))];
};

const workflow = 'libs/workflows/src/ticket/serial.ts';
const service = 'apps/dispatch/src/assignment/offer.service.ts';
const domain = 'apps/dispatch/src/assignment/offer.domain.ts';
const spec = 'libs/sla/src/level.spec.ts';

const boundary = 'no-restricted-imports';
const aggregate = '@typescript-eslint/no-restricted-imports';

describe('lint keeps boundaries', () => {
  it.each([
    ['a node builtin in a workflow', workflow, 'node:fs', boundary],
    ['another Temporal package in a workflow', workflow, '@temporalio/common', boundary],
    ['a service library in a workflow', workflow, '@mendline/platform/clock', boundary],
    ['a project library in contracts', 'libs/contracts/src/ticket/route.ts', '@mendline/sla', boundary],
    ['a node builtin in contracts', 'libs/contracts/src/ticket/route.ts', 'node:crypto', boundary],
    ['a project library in sla', 'libs/sla/src/clock.ts', '@mendline/contracts/ticket', boundary],
    ['workflows in platform', 'libs/platform/src/clock/index.ts', '@mendline/workflows', boundary],
    ['workflows in a service', service, '@mendline/workflows', boundary],
    ['another service in a service', service, '../../../intake/src/ticket/ticket.entity.js', boundary],
    ['kafkajs in a service', service, 'kafkajs', boundary],
    ['kafkajs elsewhere in platform', 'libs/platform/src/clock/index.ts', 'kafkajs', boundary],
    ['testing in what ships', service, '@mendline/testing/ticket', boundary],
    ['NestJS in a domain file', domain, '@nestjs/common', boundary],
    ['TypeORM in a domain file', domain, 'typeorm', boundary],
    ['an entity in a domain file', domain, './offer.entity.js', boundary],
    ['a repository in a domain file', domain, './offer.repository.js', boundary],
    ["another aggregate's repository", service, '../profile/profile.repository.js', aggregate],
    ["another aggregate's entity", service, '../profile/profile.entity.js', aggregate],
  ])('%s', async (_what, file, module, rule) => {
    expect(await broken(file, `export * from '${module}';\n`)).toEqual([rule]);
  });

  it.each([
    ['contracts in a workflow', workflow, '@mendline/contracts/ticket'],
    ['platform in a service', service, '@mendline/platform/clock'],
    ['sla in a domain file', domain, '@mendline/sla'],
    ["another aggregate's service", service, '../profile/profile.service.js'],
    ['kafkajs behind FactBus', 'libs/platform/src/facts/index.ts', 'kafkajs'],
    ['testing in a spec', spec, '@mendline/testing/ticket'],
  ])('lets pass %s', async (_what, file, module) => {
    expect(await broken(file, `export * from '${module}';\n`)).toEqual([]);
  });

  it('the environment outside configuration', async () => {
    const reading = 'export const level = process.env["LOG_LEVEL"];\n';
    expect(await broken(service, reading)).toEqual(['no-restricted-properties']);
    expect(await broken('apps/dispatch/src/dispatch.config.ts', reading)).toEqual([]);
  });
});

describe('lint keeps promises and types', () => {
  const promise = 'const later = async (): Promise<number> => Promise.resolve(1);\n';

  it.each([
    ['@typescript-eslint/no-floating-promises', `${promise}export const go = (): void => { later(); };\n`],
    ['@typescript-eslint/no-misused-promises', `${promise}export const go = (): number => (later() ? 1 : 2);\n`],
    ['@typescript-eslint/await-thenable', 'export const go = async (): Promise<number> => await 1;\n'],
    ['@typescript-eslint/switch-exhaustiveness-check', "export const go = (side: 'left' | 'right'): number => { switch (side) { case 'left': return 1; } return 2; };\n"],
    ['@typescript-eslint/consistent-type-imports', "import { ClockFacts } from './clock.types.js';\nexport const go = (state: ClockFacts): ClockFacts => state;\n"],
    ['@typescript-eslint/no-explicit-any', 'export const go = (value: any): void => { void value; };\n'],
    ['@typescript-eslint/ban-ts-comment', '// @ts-ignore\nexport const go = 1;\n'],
    ['@typescript-eslint/no-unused-vars', 'const gone = 1;\nexport const go = 2;\n'],
    ['no-restricted-exports', 'export default 1;\n'],
    ['no-console', "console.log('here');\n"],
    ['curly', 'export const go = (on: boolean): number => {\n  if (on)\n    return 1;\n  return 2;\n};\n'],
    ['eqeqeq', 'export const go = (value: string | null): boolean => value == null;\n'],
  ])('%s', async (rule, text) => {
    expect(await broken('libs/sla/src/instant.ts', text, withTypes)).toEqual([rule]);
  });

  it('a comment switches no rule off', async () => {
    const text = '/* eslint-disable @typescript-eslint/no-explicit-any */\nexport const go = (value: any): void => { void value; };\n';
    expect(await broken('libs/sla/src/instant.ts', text, withTypes)).toContain('@typescript-eslint/no-explicit-any');
  });

  it('lets a class that is injected be imported as a value', async () => {
    const text = [
      "import { ClockError } from './clock.error.js';",
      'const injectable = (): ClassDecorator => () => undefined;',
      '@injectable()',
      'export class Reader { constructor(readonly error: ClockError) {} }',
      '',
    ].join('\n');
    expect(await broken('libs/sla/src/instant.ts', text, withTypes)).toEqual([]);
  });
});
