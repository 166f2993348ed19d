import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { bundleWorkflowCode } from '@temporalio/worker';

describe('libs/sla in a workflow', () => {
  it('is bundled for the workflow sandbox, which takes no module of Node', async () => {
    const silent = { trace: () => undefined, debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined, log: () => undefined };
    const { code } = await bundleWorkflowCode({
      workflowsPath: fileURLToPath(new URL('./sandbox/clock.workflow.ts', import.meta.url)),
      logger: silent,
      webpackConfigHook: (config) => ({ ...config, resolve: { ...config.resolve, conditionNames: ['@mendline/source', 'import', 'module', 'webpack', 'default'] } }),
    });
    expect(code).toContain('computeClock');
    expect(code).toContain('workBetween');
  }, 60_000);
});
