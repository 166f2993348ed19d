import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { bundleWorkflows } from './bundler.js';

/** Writes the bundle that workers of intake load, from compiled output, so that nothing is compiled at their start. */
const target = fileURLToPath(new URL('../dist/ticket.bundle.js', import.meta.url));
const code = await bundleWorkflows('built');
await mkdir(fileURLToPath(new URL('../dist', import.meta.url)), { recursive: true });
await writeFile(target, code);
