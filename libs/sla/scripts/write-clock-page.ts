import { writeFile } from 'node:fs/promises';
import { clockPage } from './clock.page.js';

await writeFile(new URL('../../../docs/how-a-clock-is-computed.md', import.meta.url), clockPage());
