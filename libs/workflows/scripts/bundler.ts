import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger } from '@temporalio/worker';

const beside = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

/** Where the workflows are read from: `source` for tests, `built` (after tsc) for what ships. */
export type BundleInput = 'source' | 'built';

const inputs = {
  source: { path: beside('../src/index.ts'), conditions: ['@mendline/source'] },
  built: { path: beside('../dist/index.js'), conditions: [] },
} as const;

export interface BundleOptions {
  readonly workflowsPath?: string;
  /** Failures of workflow code travel encoded, as those of every client and worker do. Off where a test reads them. */
  readonly encodeFailures?: boolean;
}

/**
 * Bundles workflow code with everything that it imports into one script for the sandbox. Fails when anything imported is
 * not allowed there (node builtins, code that does I/O): the bundle is the proof of isolation.
 */
export const bundleWorkflows = async (input: BundleInput, { workflowsPath, encodeFailures = true }: BundleOptions = {}): Promise<string> => {
  const { path, conditions } = inputs[input];
  const said: string[] = [];
  try {
    const { code } = await bundleWorkflowCode({
      workflowsPath: workflowsPath ?? path,
      ...(encodeFailures && { failureConverterPath: beside('../../platform/encoded-failures.cjs') }),
      logger: new DefaultLogger('ERROR', ({ message }) => said.push(message)),
      webpackConfigHook: (config) => ({
        ...config,
        resolve: { ...config.resolve, conditionNames: [...conditions, 'import', 'module', 'webpack', 'default'] },
      }),
    });
    return code;
  } catch (error) {
    throw new Error(`these workflows cannot be bundled: ${said.join('\n')}`, { cause: error });
  }
};
