import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { UnsecuredJWT } from 'jose';
import { runPackTool } from './pack.tool.js';

const demo = fileURLToPath(new URL('../../../../data/packs/demo.yaml', import.meta.url));
const token = new UnsecuredJWT({ tenant: 'huaxin' }).setSubject('a').encode();

jest.setTimeout(90_000);

let folder = '';
let server: Server;
let asked: { readonly authorization: string | undefined; readonly body: { readonly variables: { readonly input: { readonly key: string; readonly yaml: string; readonly leaveBehind: boolean } } } }[] = [];
let answer: object = {};
let lines: string[] = [];

const run = (args: readonly string[], env: Record<string, string> = {}): Promise<number> => runPackTool(args, env, (line) => lines.push(line));
const gateway = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pack-'));
  server = createServer((request, response) => {
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      asked.push({ authorization: request.headers.authorization, body: JSON.parse(text) as never });
      response.end(JSON.stringify(answer));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});

afterAll(async () => {
  server.close();
  await rm(folder, { recursive: true });
});

beforeEach(() => {
  lines = [];
  asked = [];
});

describe('pack', () => {
  it('validates a file without a system', async () => {
    expect(await run(['validate', demo])).toBe(0);
    expect(lines.at(-1)).toMatch(/pack "demo" is valid/);
  });

  it('tells what is wrong, and that a file is not there', async () => {
    const file = join(folder, 'wrong.yaml');
    await writeFile(file, 'pack: Demo\n');
    expect(await run(['validate', file])).toBe(1);
    expect(lines[0]).toBe('pack: found "Demo"; allowed: a code: a-z, 0-9 and -, at most 40');
    expect(await run(['validate', join(folder, 'none.yaml')])).toBe(1);
    expect(lines.at(-1)).toMatch(/cannot be read \(ENOENT\)/);
  });

  it('compares two files, each with what it extends, by the names of things', async () => {
    const file = join(folder, 'own.yaml');
    await writeFile(file, 'pack: demo\nextends: house\ntitle: { zh: 演示, en: Demonstration }\n');
    await writeFile(join(folder, 'house.yaml'), 'pack: house\nextends: s4c\n');
    expect(await run(['validate', file])).toBe(0);
    await writeFile(file, 'pack: house\nextends: s4c\ntitle: { zh: 本店, en: House }\nflow: { maxRounds: 7 }\ntargets:\n  - { code: respond, clock: { duration: PT12H } }\n');
    const s4c = fileURLToPath(new URL('../../../../data/packs/presets/s4c.yaml', import.meta.url));
    expect(await run(['diff', s4c, file])).toBe(0);
    expect(lines).toEqual(expect.arrayContaining(['pack: "s4c" → "house"', 'flow.maxRounds: 2 → 7', 'targets.respond.clock.duration: "PT24H" → "PT12H"']));
    expect(lines.at(-1)).toBe('5 differences.');
    expect(await run(['diff', s4c, s4c])).toBe(0);
    expect(lines.at(-1)).toBe('No difference.');
  });

  it('compares a file with what the tenant has published', async () => {
    answer = { data: { policyPackDiff: [{ path: 'flow.maxRounds', before: '1', after: null }] } };
    expect(await run(['diff', demo, '--tenant', 'huaxin'], { MENDLINE_TOKEN: token, GATEWAY_URL: gateway() })).toBe(0);
    expect(lines.slice(-2)).toEqual(['flow.maxRounds: 1 → nothing', '1 difference.']);
  });

  it('says how it is used, and how to get a token', async () => {
    expect(await run([])).toBe(2);
    expect(await run(['publish', demo])).toBe(2);
    expect(await run(['publish', demo, '--tenant', 'huaxin'])).toBe(1);
    expect(lines.at(-1)).toMatch(/npm run --silent token -- administrator huaxin/);
    expect(await run(['publish', demo, '--tenant', 'borealis'], { MENDLINE_TOKEN: token })).toBe(1);
    expect(lines.at(-1)).toMatch(/not one of tenant "borealis"/);
    expect(asked).toEqual([]);
  });

  it('publishes through the endpoint, each time as a command of its own', async () => {
    answer = { data: { publishPolicyPack: { policyPack: { pack: 'demo', version: 3, hash: 'h' } } } };
    const env = { MENDLINE_TOKEN: token, GATEWAY_URL: gateway() };
    expect(await run(['publish', demo, '--tenant', 'huaxin'], env)).toBe(0);
    expect(await run(['publish', demo, '--tenant', 'huaxin', '--leave-behind'], env)).toBe(0);
    expect(await run(['publish', demo, '--tenant', 'huaxin', '--leave-them'], env)).toBe(2);
    expect(lines).toContainEqual(expect.stringMatching(/published as version 3/));
    expect(asked.map(({ body }) => body.variables.input.leaveBehind)).toEqual([false, true]);
    expect(asked[0]?.authorization).toBe(`Bearer ${token}`);
    expect(asked[0]?.body.variables.input.yaml).toContain('pack: demo');
    expect(new Set(asked.map(({ body }) => body.variables.input.key)).size).toBe(2);
  });

  it('fails with the service\'s words, or when nobody answers', async () => {
    answer = { data: null, errors: [{ message: 'You are not allowed to do this.' }] };
    expect(await run(['publish', demo, '--tenant', 'huaxin'], { MENDLINE_TOKEN: token, GATEWAY_URL: gateway() })).toBe(1);
    expect(lines.at(-1)).toBe('You are not allowed to do this.');
    expect(await run(['publish', demo, '--tenant', 'huaxin'], { MENDLINE_TOKEN: token, GATEWAY_URL: 'http://127.0.0.1:9/graphql' })).toBe(1);
    expect(lines.at(-1)).toMatch(/Nobody answers/);
  });
});
