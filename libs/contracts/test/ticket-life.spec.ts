import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { ticketLifePage } from '../scripts/ticket-life.page.js';

describe('docs/ticket-life.md', () => {
  it('is what the table says', async () => {
    expect(await readFile(new URL('../../../docs/ticket-life.md', import.meta.url), 'utf8')).toBe(ticketLifePage());
  });

  it('draws every state of both routes', () => {
    const [, consultation = '', repair = ''] = ticketLifePage().split(/^## A (?:consultation|repair)$/m);
    const both = ['registered --> reviewed: review', 'result-told --> closed-no-answer: deadline', 'supervisor-reviewed --> archived: archive, deadline'];
    const visits = ['contacted --> solved: finish-remote', 'approved --> closed-quote-declined: consent', 'arrived --> consented: finish-visit', 'scheduled --> dispatched: assign-engineer'];
    for (const arrow of [...both, 'tried --> answered: answer']) expect(consultation).toContain(arrow);
    for (const arrow of [...both, ...visits, 'assigned --> tried: contact']) expect(repair).toContain(arrow);
    for (const arrow of visits) expect(consultation).not.toContain(arrow);
  });

  it('says every target in words of the route', () => {
    expect(ticketLifePage()).not.toMatch(/\b(planning|dispatching|next|same)\b(?=[,: |])(?! milestone)/);
  });
});
