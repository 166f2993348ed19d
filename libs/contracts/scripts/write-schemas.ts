/**
 * Writes schemas/<type>.json and examples/<type>/<n>.json from the fact definitions, and the schema of policy packs for editors. Run it
 * after a fact or the schema of packs was added to or extended:
 * TS_NODE_PROJECT=tsconfig.base.json node --conditions=@mendline/source --import @swc-node/register/esm-register libs/contracts/scripts/write-schemas.ts
 */
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { factDefinitions } from '@mendline/contracts/facts';
import { textOf } from './fact-documents.js';
import { FactFiles } from './fact-files.js';
import { packDocument, packDocumentPath } from './pack-document.js';

const files = new FactFiles(fileURLToPath(new URL('..', import.meta.url)));
const breaks = factDefinitions.flatMap((definition) => files.write(definition));
for (const problem of breaks) console.error(problem);
if (breaks.length > 0) {
  console.error('Not written: a change that is not additive needs a new major version of the fact (a new type and topic).');
  process.exitCode = 1;
}

writeFileSync(fileURLToPath(new URL(`../../../${packDocumentPath}`, import.meta.url)), textOf(packDocument()));
