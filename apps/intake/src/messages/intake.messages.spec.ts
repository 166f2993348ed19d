import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { hasMessage, messageFor } from '@mendline/platform/graphql';
import './intake.messages.js';
import { messagesEn } from './messages.en.js';
import { messagesZh } from './messages.zh.js';

const folderOf = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

const sourcesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts') && !file.includes('messages'))
    .map((file) => readFileSync(join(folder, file), 'utf8'));

/** Codes that are thrown or answered as a refusal: at once, by name of the function, or as a value of type ErrorCode. */
const codesIn = (source: string): string[] => [
  ...[...source.matchAll(/\b(?:invalid|conflict|notFound|forbidden|refuse)\(\s*'([^']+)'/g)].map(([, code]) => code ?? ''),
  ...[...source.matchAll(/new DomainError\(\s*'[^']+',\s*'([^']+)'/g)].map(([, code]) => code ?? ''),
  ...[...source.matchAll(/'((?:customer|ticket|command|person|reveal|notice|policy-pack|[a-z-]+)\.[a-z]+(?:-[a-z]+)*-(?:missing|invalid|unknown|allowed))'/g)].map(([, code]) => code ?? ''),
];

const folders = { intake: folderOf('..'), workflows: folderOf('../../../../libs/workflows/src'), journal: folderOf('../../../../libs/platform/src/commands') };

describe('messages', () => {
  it.each(Object.entries(folders))('are there in Chinese and English for every code of %s', (_, folder) => {
    const codes = [...new Set(sourcesIn(folder).flatMap(codesIn))].sort();
    expect(codes.length).toBeGreaterThan(3);
    expect(codes.filter((code) => !hasMessage(code))).toEqual([]);
  });

  it('are no left-overs: every code is used somewhere', () => {
    const sources = [...Object.values(folders), folderOf('../../../../libs/platform/src/privacy')].flatMap(sourcesIn).join('\n');
    expect(Object.keys(messagesZh).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  it('show the same parameters in both languages', () => {
    const parameters = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    const codes = Object.keys(messagesZh) as (keyof typeof messagesZh)[];
    expect(codes.filter((code) => parameters(messagesZh[code]).join() !== parameters(messagesEn[code]).join())).toEqual([]);
    expect(messageFor('ticket.unknown-code', { field: 'channel', value: 'fax' }, 'en')).toBe('There is no "fax" for channel.');
  });
});
