import { existsSync, readdirSync } from 'node:fs';
import tseslint from 'typescript-eslint';

/**
 * Boundaries are lint errors: docs/architecture.md, "Allowed imports". libs/testing/test/lint.spec.ts shows every rule firing.
 */
const root = import.meta.dirname;
const projects = ['apps', 'libs']
  .flatMap((group) => readdirSync(`${root}/${group}`).map((name) => `${group}/${name}`))
  .concat('infra/local', 'e2e', 'bench')
  .filter((project) => existsSync(`${root}/${project}/tsconfig.spec.json`));

/** Specs, their support, and whole-system programs: they may reach further than what ships. */
const testFiles = ['**/*.spec.ts', '**/*.int-spec.ts', '**/test/**/*.ts', '**/scripts/**/*.ts', 'e2e/**/*.ts', 'bench/**/*.ts', 'infra/local/**/*.ts'];

const only = (allowed, message) => ({ regex: `^(?!\\.{1,2}/|${allowed})`, message });
const never = (regex, message) => ({ regex, message });

const projectLibraries = (allowed) => never(`^@mendline/(?!(${allowed})(/|$))`, `Of the project's libraries only ${allowed.replaceAll('|', ', ')} may be imported here.`);
const kafka = never('^kafkajs($|/)', 'kafkajs stays behind FactBus in libs/platform/src/facts.');
const otherService = never('(^|/)(gateway|intake|dispatch|field-service|quality-analytics|console)/(src|dist)/', 'A service never imports another service.');
const domain = [
  never('^(@nestjs/|typeorm$|pg$|graphql$|@temporalio/)', '*.domain.ts is pure: contracts and sla only.'),
  never('\\.(entity|repository|service|resolver|gateway|activities|consumer|module)\\.js$', '*.domain.ts is pure: no rows, no use cases.'),
];

const imports = (files, patterns, ignores = []) => ({ files, ignores: [...ignores], rules: { 'no-restricted-imports': ['error', { patterns }] } });

const boundaries = [
  imports(['**/*.ts'], [kafka, otherService, never('^@mendline/testing(/|$)', 'testing is imported by specs and e2e only.')], testFiles),
  imports(['libs/contracts/src/**/*.ts'], [only('@temporalio/workflow$|zod$', 'contracts imports @temporalio/workflow and zod only.')], testFiles),
  imports(['libs/sla/src/**/*.ts'], [only('$', 'sla is pure: it imports nothing but itself.')], testFiles),
  imports(['libs/workflows/src/**/*.ts'], [only('@mendline/contracts(/|$)|@temporalio/workflow$', 'workflows imports contracts and @temporalio/workflow only.')], testFiles),
  imports(['libs/platform/src/**/*.ts'], [kafka, otherService, projectLibraries('contracts')], testFiles),
  imports(['libs/platform/src/facts/**/*.ts'], [otherService, projectLibraries('contracts')], testFiles),
  imports(['libs/testing/src/**/*.ts'], [kafka, otherService, projectLibraries('contracts')], testFiles),
  imports(['apps/*/src/**/*.ts'], [kafka, otherService, projectLibraries('platform|contracts|sla')], testFiles),
  imports(['apps/*/src/**/*.domain.ts'], [kafka, otherService, projectLibraries('contracts|sla'), ...domain], testFiles),
];

/** The rows of an aggregate are its own; what wires a process together sees them all. */
const aggregates = {
  files: ['apps/*/src/*/**/*.ts'],
  ignores: [...testFiles, 'apps/*/src/database/**/*.ts', 'apps/*/src/cli/**/*.ts', '**/*.module.ts'],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: [
          {
            regex: '^\\.\\./(?!database/)[^.]+/[^/]+\\.(entity|repository|activities|resolver)\\.js$',
            allowTypeImports: true,
            message: "Another aggregate's folder is used through its *.service.ts.",
          },
        ],
      },
    ],
  },
};

const environment = {
  files: ['**/*.ts'],
  ignores: [...testFiles, '**/*.config.ts', 'libs/platform/src/config/**/*.ts', 'libs/testing/**/*.ts'],
  rules: {
    'no-restricted-properties': ['error', { object: 'process', property: 'env', message: 'The environment is read in *.config.ts, once, validated.' }],
  },
};

const rules = {
  curly: ['error', 'multi-line'],
  eqeqeq: 'error',
  'no-console': 'error',
  'no-restricted-exports': ['error', { restrictDefaultExports: { direct: true, named: true, defaultFrom: true, namedFrom: true, namespaceFrom: true } }],
  'prefer-const': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { prefer: 'type-imports' }],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
  '@typescript-eslint/only-throw-error': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
};

/** Each project is typed by its own program, specs included. */
const typed = projects.map((project) => ({
  files: [`${project}/**/*.ts`],
  languageOptions: { parserOptions: { project: `${root}/${project}/tsconfig.spec.json`, tsconfigRootDir: root } },
}));

export default tseslint.config(
  { ignores: ['**/dist/**', '**/node_modules/**', '.data/**', '**/*.mjs', '**/*.cjs', '**/*.js', '**/*.d.ts', '**/.tmp/**'] },
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'off' } },
  { files: ['**/*.ts'], languageOptions: { parser: tseslint.parser }, plugins: { '@typescript-eslint': tseslint.plugin }, rules },
  ...typed,
  ...boundaries,
  aggregates,
  environment,
  { files: testFiles, rules: { 'no-console': 'off' } },
);
