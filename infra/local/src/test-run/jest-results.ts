import { existsSync, readFileSync } from 'node:fs';
import type { Counts } from './phase.js';

/** The part of jest's JSON result that is counted and shown. */
interface JestResult {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string; readonly failureMessages: readonly string[] }[];
  }[];
}

/** Counts of one result file; a spec file that could not run at all is one failure. Undefined when the file is absent. */
export function readJestResult(path: string): Counts | undefined {
  if (!existsSync(path)) return undefined;
  const result = JSON.parse(readFileSync(path, 'utf8')) as JestResult;
  const broken = result.testResults.filter((file) => file.status === 'failed' && file.assertionResults.every(({ status }) => status !== 'failed'));
  const failed = result.testResults.flatMap((file) => file.assertionResults.filter(({ status }) => status === 'failed').map((test) => describe(file.name, test.fullName, test.failureMessages)));
  return {
    passed: result.numPassedTests,
    failed: result.numFailedTests + broken.length,
    skipped: result.numPendingTests,
    failures: [...failed, ...broken.map((file) => describe(file.name, 'could not run', [file.message]))],
  };
}

export function addCounts(all: readonly Counts[]): Counts {
  const sum = (key: 'passed' | 'failed' | 'skipped'): number => all.reduce((total, counts) => total + counts[key], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped'), failures: all.flatMap((counts) => counts.failures) };
}

function describe(file: string, test: string, messages: readonly string[]): string {
  const text = messages.join('\n').split('\n').slice(0, 12).map((line) => `      ${line}`).join('\n');
  return `  ${file.split('/').slice(-4).join('/')} › ${test}\n${text}`;
}
