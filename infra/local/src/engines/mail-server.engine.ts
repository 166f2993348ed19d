import { freePort, probeTcp } from '../system/network.js';
import type { EngineRecipe } from './resolver.js';
import { scriptRecipe, type JarScript } from './script.engine.js';

/** SMTP that takes every mail, and an HTTP interface that shows what came (`/api/user/<address>/messages`). */
function wordsFor(smtpPort: string, apiPort: string): string[] {
  return [
    '-Dgreenmail.smtp.hostname=127.0.0.1', `-Dgreenmail.smtp.port=${smtpPort}`, '-Dgreenmail.api.hostname=127.0.0.1', `-Dgreenmail.api.port=${apiPort}`,
    '-Dgreenmail.auth.disabled', 'com.icegreen.greenmail.standalone.GreenMailStandaloneRunner',
  ];
}

const server: JarScript = {
  name: 'mail-server',
  version: '2.1.8',
  variable: 'TEST_MAIL_SERVER',
  script: 'mail-server.sh',
  archive: 'mail-server.jsa',
  memory: ['-Xmx96m'],
  words: wordsFor('"$1"', '"$2"'),
  trial: async () => {
    const [smtp, api] = [await freePort(), await freePort()];
    return { words: wordsFor(String(smtp), String(api)), probe: () => probeTcp(smtp) };
  },
};

/** GreenMail as one executable (`script SMTP_PORT API_PORT`), for specs alone. */
export function mailServerRecipe(env: NodeJS.ProcessEnv, say: (line: string) => void): EngineRecipe<string> {
  return scriptRecipe(server, env, say);
}
