import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { bundleWorkflows } from '../scripts/bundler.js';

const support = (file: string): string => fileURLToPath(new URL(`./support/${file}`, import.meta.url));

describe('the workflow bundle', () => {
  it('holds the life of a ticket and nothing that does I/O', async () => {
    const code = await bundleWorkflows('source');
    expect(code).toContain('ticketLifecycle');
    const modules = [...code.matchAll(/!\*\*\* ([^*]+) \*\*\*!/g)].map(([, path]) => path?.trim() ?? '');
    const project = modules.filter((path) => /libs\/|\.\.\/(contracts|platform|sla|testing)\//.test(path) && !path.includes('node_modules'));
    expect(modules.length).toBeGreaterThan(50);
    const foreign = project.filter((path) => !/(^|\/)(workflows|contracts)\/|^\.\/(src|ticket)|encoded-failures/.test(path));
    expect(foreign).toEqual([]);
  }, 30_000);

  it.each([
    ['a node builtin', 'with-builtin.workflow.ts', 'node:fs'],
    ['code of a service', 'with-service-code.workflow.ts', 'node:crypto'],
  ])('is refused with %s', async (_what, file, module) => {
    await expect(bundleWorkflows('source', { workflowsPath: support(file) })).rejects.toThrow(new RegExp(`cannot be bundled[\\s\\S]*${module}`));
  }, 30_000);
});
