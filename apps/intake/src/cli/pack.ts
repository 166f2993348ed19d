import { runPackTool } from '../policy-pack/pack.tool.js';
import { readPackConfig } from './pack.config.js';

process.exitCode = await runPackTool(process.argv.slice(2), readPackConfig(), (line) => process.stdout.write(`${line}\n`));
