import { freePort, probeTcp } from '../system/network.js';
import type { EngineRecipe } from './resolver.js';
import { scriptRecipe, type JarScript } from './script.engine.js';

const mainClass = 'io.temporal.testserver.TestServer';

const server: JarScript = {
  name: 'test-server',
  version: '1.38.0',
  variable: 'TIME_SKIPPING_SERVER',
  script: 'time-skipping-server.sh',
  archive: 'test-server.jsa',
  memory: ['-Xmx256m'],
  words: [mainClass, '"$@"'],
  trial: async () => {
    const port = await freePort();
    return { words: [mainClass, String(port)], probe: () => probeTcp(port) };
  },
};

/** Temporal's time-skipping test server as one executable (`script PORT`), for `createTimeSkipping` with `existing-path`. */
export function testServerRecipe(env: NodeJS.ProcessEnv, say: (line: string) => void): EngineRecipe<string> {
  return scriptRecipe(server, env, say);
}
