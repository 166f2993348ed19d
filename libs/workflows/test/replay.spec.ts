import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { Worker } from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import { bundleWorkflows } from '../scripts/bundler.js';
import { installQuietRuntime } from './support/quiet-runtime.js';
import { recorders } from './support/recorded.js';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const histories = async (): Promise<[string, unknown][]> => {
  const files = (await readdir(here('./histories'), { recursive: true })).filter((file) => file.endsWith('.json')).sort();
  return Promise.all(files.map(async (file): Promise<[string, unknown]> => [file, JSON.parse(await readFile(here(`./histories/${file}`), 'utf8'))]));
};

const replay = (code: string, history: unknown): Promise<void> =>
  Worker.runReplayHistory({ workflowBundle: { code }, replayName: 'recorded' }, history);

const recorded = await histories();

beforeAll(() => {
  installQuietRuntime();
});

describe('recorded histories', () => {
  let code: string;

  beforeAll(async () => {
    code = await bundleWorkflows('source', { encodeFailures: false });
  }, 30_000);

  it('are there for every path', () => {
    expect(new Set(recorded.map(([file]) => file.split('/').at(-1)))).toEqual(new Set(Object.keys(recorders).map((name) => `${name}.json`)));
  });

  it.each(recorded)('%s replays', async (_file, history) => {
    await replay(code, history);
  }, 30_000);
});

describe('a reordered step', () => {
  it('is caught by every recorded history', async () => {
    const code = await bundleWorkflows('source', { encodeFailures: false, workflowsPath: here('./support/reordered.workflow.ts') });
    for (const [, history] of recorded) await expect(replay(code, history)).rejects.toBeInstanceOf(DeterminismViolationError);
  }, 60_000);
});
