import { z } from 'zod';
import { startIssuer } from './issuer.js';
import { readPeople } from './people.file.js';
import { loadSecrets } from './signing.keys.js';

const environment = z
  .object({
    OIDC_HOST: z.string().default('127.0.0.1'),
    OIDC_PORT: z.coerce.number().int().min(1).max(65_535).default(4010),
    OIDC_ISSUER: z.url().optional(),
    OIDC_KEYS_FILE: z.string().min(1),
  })
  .parse(process.env);

const running = await startIssuer({
  host: environment.OIDC_HOST,
  port: environment.OIDC_PORT,
  people: await readPeople(),
  secrets: await loadSecrets(environment.OIDC_KEYS_FILE),
  ...(environment.OIDC_ISSUER === undefined ? {} : { issuer: environment.OIDC_ISSUER }),
});
process.stdout.write(`${JSON.stringify({ msg: 'issuer ready', issuer: running.issuer })}\n`);

const stop = (): void => {
  void running.close();
};
process.once('SIGTERM', stop);
process.once('SIGINT', stop);
