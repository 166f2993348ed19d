import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { record, recorders, recordingTargets } from '../test/support/recorded.js';
import { startLivesOnServer } from '../test/support/real-server.js';

/**
 * Records the histories that the replay spec keeps replayable: `record-histories <release> [name …]` writes a folder of that
 * name and never touches an older one; with names, only these lives. Run it when the order of what a ticket's life does has changed behind a patch.
 */
const [release, ...only] = process.argv.slice(2);
if (!release || !/^\d+\.\d+\.\d+$/.test(release)) throw new Error('usage: record-histories <release> [name …], for example 0.1.0');

const folder = fileURLToPath(new URL(`../test/histories/${release}/`, import.meta.url));
await mkdir(folder, { recursive: true });

const lives = await startLivesOnServer({ targets: recordingTargets, deadlineSeconds: { archive: 30 * 86_400 } });
try {
  for (const [name, recorder] of Object.entries(recorders).filter(([one]) => only.length === 0 || only.includes(one))) {
    const history = await record(lives, recorder);
    await writeFile(`${folder}${name}.json`, `${JSON.stringify(JSON.parse(historyToJSON(history)))}\n`);
  }
} finally {
  await lives.stop();
  await lives.env.teardown();
}
