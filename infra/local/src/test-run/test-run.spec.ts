import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readJestResult } from './jest-results.js';
import { failedTasks } from './nx-phases.js';
import { phase, report } from './phase.js';

describe('report', () => {
  it('ends with the sum of all phases on a line alone', async () => {
    const good = await phase('a', () => Promise.resolve({ passed: 3, failed: 0, skipped: 1, failures: [] }));
    const bad = await phase('b', () => Promise.reject(new Error('no Java')));
    const lines = report([good, bad]).split('\n');
    expect(lines.at(-1)).toBe('3 passed, 1 failed');
    expect(lines.join('\n')).toContain('b: no Java');
  });
});

describe('readJestResult', () => {
  it('counts a spec file that could not run as a failure', () => {
    const folder = mkdtempSync(join(tmpdir(), 'jest-result-'));
    const file = join(folder, 'unit.json');
    const failed = { fullName: 'adds', status: 'failed', failureMessages: ['expected 2'] };
    writeFileSync(
      file,
      JSON.stringify({
        numPassedTests: 4,
        numFailedTests: 1,
        numPendingTests: 2,
        testResults: [
          { name: '/w/libs/a/src/x.spec.ts', status: 'failed', message: '', assertionResults: [failed] },
          { name: '/w/libs/a/src/y.spec.ts', status: 'failed', message: 'Cannot find module', assertionResults: [] },
        ],
      }),
    );
    const counts = readJestResult(file);
    rmSync(folder, { recursive: true });
    expect(counts).toMatchObject({ passed: 4, failed: 2, skipped: 2 });
    expect(counts?.failures.join('\n')).toMatch(/adds[\s\S]*expected 2[\s\S]*y\.spec\.ts[\s\S]*Cannot find module/);
  });

  it('knows nothing of a file that is not there', () => {
    expect(readJestResult('/nowhere/unit.json')).toBeUndefined();
  });
});

describe('failedTasks', () => {
  const output = ['✖  nx run @mendline/sla:lint', '  3:1 error floating promise', '✔  nx run @mendline/sla:test', 'fine', ' NX  Ran targets', '', 'Failed tasks:', '', '- @mendline/sla:lint', ''].join('\n');

  it('names each failed task with what it printed', () => {
    const { failed, failures } = failedTasks({ code: 1, output });
    expect(failed).toBe(1);
    expect(failures[0]).toContain('@mendline/sla:lint');
    expect(failures[0]).toContain('floating promise');
    expect(failures[0]).not.toContain('fine');
  });

  it('counts an end without a list as one failure, and exit code 0 as none', () => {
    expect(failedTasks({ code: 134, output: 'out of memory' }).failed).toBe(1);
    expect(failedTasks({ code: 0, output }).failed).toBe(0);
  });
});
