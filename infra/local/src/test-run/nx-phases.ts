import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { workspaceRoot } from '../paths.js';
import { addCounts, readJestResult } from './jest-results.js';
import type { Counts } from './phase.js';
import { runTool, type ToolRun } from './run-tool.js';

const nx = join(workspaceRoot, 'node_modules/nx/dist/bin/nx.js');
const resultFile = '.tmp/test-results/unit.json';

/** Compiles every project; each that does not compile is a failure. */
export async function build(logFolder: string): Promise<Counts> {
  const run = await runNx(['build'], join(logFolder, 'build.log'));
  return { passed: 0, skipped: 0, ...failedTasks(run) };
}

/** Lint and type check of every project; an error of a project is one failure. Long and nobody's obstacle: it takes what the phases beside it leave of the machine. */
export async function inspect(logFolder: string): Promise<Counts> {
  const run = await runNx(['lint', 'typecheck'], join(logFolder, 'inspect.log'), { inBackground: true, limitMinutes: 40 });
  return { passed: 0, skipped: 0, ...failedTasks(run) };
}

/** Unit specs of every project, from the result files that Nx restores with a cached run. */
export async function unit(logFolder: string): Promise<Counts> {
  const folders = projectFolders();
  for (const folder of folders) rmSync(join(folder, resultFile), { force: true });
  const run = await runNx(['test'], join(logFolder, 'unit.log'));
  const specs = addCounts(folders.map((folder) => readJestResult(join(folder, resultFile))).filter((counts) => counts !== undefined));
  const tasks = failedTasks(run);
  // A failed `test` task is told by its specs; it counts itself only when no spec file tells why.
  const others = tasks.failures.filter((failure) => specs.failed === 0 || !/:test\b/.test(failure.split('\n')[0] ?? ''));
  return addCounts([specs, { passed: 0, skipped: 0, failed: others.length, failures: others }]);
}

function runNx(targets: readonly string[], logFile: string, rest: Pick<Partial<ToolRun>, 'inBackground' | 'limitMinutes'> = {}): Promise<{ code: number; output: string }> {
  return runTool({ args: [nx, 'run-many', '-t', ...targets, '--parallel=2', '--output-style=static'], logFile, show: false, limitMinutes: 20, ...rest });
}

/** The names Nx lists under "Failed tasks:", with the end of what each printed. */
export function failedTasks({ code, output }: { code: number; output: string }): { failed: number; failures: string[] } {
  if (code === 0) return { failed: 0, failures: [] };
  const list = output.slice(Math.max(0, output.lastIndexOf('Failed tasks:')));
  const names = [...list.matchAll(/^\s*- (\S+:\S+)\s*$/gm)].map((match) => match[1] ?? '');
  if (names.length === 0) return { failed: 1, failures: [`  nx ended with ${code}\n${indent(output, 30)}`] };
  return { failed: names.length, failures: names.map((name) => `  ${name}\n${indent(sectionOf(output, name), 40)}`) };
}

/** Nx prints each task under a line `> nx run NAME` (with a mark and blanks before it). */
function sectionOf(output: string, name: string): string {
  const lines = output.split('\n');
  const start = lines.findIndex((line) => line.trimEnd().endsWith(`nx run ${name}`));
  if (start < 0) return '';
  const length = lines.slice(start + 1).findIndex((line) => / nx run \S+:\S+/.test(line) || line.includes(' NX  '));
  return lines.slice(start + 1, length < 0 ? undefined : start + 1 + length).join('\n');
}

function indent(text: string, count: number): string {
  return text.trim().split('\n').slice(-count).map((line) => `      ${line}`).join('\n');
}

function projectFolders(): string[] {
  const inside = (folder: string): string[] => {
    const path = join(workspaceRoot, folder);
    return existsSync(path) ? readdirSync(path).map((name) => join(path, name)) : [];
  };
  return [...inside('libs'), ...inside('apps'), ...['infra/local', 'e2e', 'bench'].map((folder) => join(workspaceRoot, folder))];
}
