import { runPackTool } from '../policy-pack/pack.tool.js';

process.exitCode = await runPackTool(process.argv.slice(2), process.env, (line) => console.log(line));
