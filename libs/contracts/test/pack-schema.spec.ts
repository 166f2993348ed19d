import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import Ajv from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { packDocument, packDocumentPath } from '../scripts/pack-document.js';
import { textOf } from '../scripts/fact-documents.js';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const text = (path: string): string => readFileSync(`${root}${path}`, 'utf8');
const packsIn = (folder: string): string[] => readdirSync(`${root}${folder}`).flatMap((file) => (file.endsWith('.yaml') ? [`${folder}/${file}`] : []));
/** `base` is no pack by itself: it has no numbers. */
const files = [...packsIn('data/packs'), ...packsIn('data/packs/presets')].filter((file) => !file.endsWith('/base.yaml'));

describe('the schema of policy packs for editors', () => {
  const validate = new Ajv.default({ strict: false, allErrors: true }).compile(packDocument());
  const placesOf = (content: unknown): (string | undefined)[] => (validate(content) ? [] : (validate.errors ?? []).map(({ instancePath }) => instancePath));

  it('lies in git as today\'s code says it', () => {
    expect(text(packDocumentPath)).toBe(textOf(packDocument()));
  });

  it.each(files)('takes %s, which points to it', (file) => {
    expect(placesOf(parse(text(file)))).toEqual([]);
    expect(text(file).split('\n')[0]).toBe(`# yaml-language-server: $schema=${file.includes('presets') ? '../' : ''}policy-pack.schema.json`);
  });

  it('marks what is misspelt, in a whole pack and in one that extends another', () => {
    const demo = parse(text('data/packs/demo.yaml')) as Record<string, unknown>;
    expect(placesOf({ ...demo, defaultPriorit: 'normal' })).toContain('');
    expect(placesOf({ ...demo, zone: undefined, flow: null })).toContain('/flow');
    expect(placesOf({ pack: 'own', extends: 'demo', flow: { maxRounds: 3, warranty: null } })).toContain('/flow');
    expect(placesOf({ pack: 'own', extends: 'demo', targets: [{ code: 'plan', clock: { duration: 'PT1H' } }, { answer: null }], quality: null })).toEqual([]);
    expect(placesOf({ pack: 'own', extends: 'demo', targets: [{ code: 'plan', stop: 'never' }] })).toContain('/targets/0/stop');
  });
});
