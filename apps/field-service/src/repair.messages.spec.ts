import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { hasMessage, messageFor } from '@mendline/platform/graphql';
import './field-service.messages.js';
import './repair.messages.js';

const sources = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts') && !name.endsWith('.spec.ts') && !name.includes('.messages.'));
const code = /'((?:plan|quote|part|visit|checklist|acceptance|consent|file|region|ticket)\.[a-z]+(?:-[a-z]+)*)'/gu;
const codes = [...new Set(sources.flatMap((name) => [...readFileSync(join(import.meta.dirname, name), 'utf8').matchAll(code)].map(([, found]) => found ?? '')))];

/** What the ticket's life refuses commands of field-service with. */
const decided = [
  'plan.superseded', 'plan.not-current', 'plan.visit-arranged', 'plan.reason-missing', 'plan.not-decided', 'consent.evidence-missing', 'consent.reason-missing', 'visit.unknown', 'visit.begun',
  'visit.same-engineer', 'visit.not-current', 'visit.window-impossible', 'visit.window-too-long', 'visit.not-arrived', 'visit.reason-missing', 'visit.off-duty', 'visit.overlap', 'contact.no-visits', 'ticket.cancel-requested',
];

describe('every refusal', () => {
  it('has its words in zh and en', () => {
    expect(codes.length).toBeGreaterThan(50);
    expect([...codes, ...decided].filter((name) => !name.endsWith('.js') && !hasMessage(name))).toEqual([]);
  });

  it('names the part that is not known', () => {
    expect([messageFor('part.unknown', { partNumber: 'MB-200' }, 'zh'), messageFor('part.unknown', { partNumber: 'MB-200' }, 'en')]).toEqual(['备件目录中没有 MB-200。', 'There is no part MB-200 in the catalogue.']);
  });
});
