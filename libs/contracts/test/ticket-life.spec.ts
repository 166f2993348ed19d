import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { ticketLifePage } from '../scripts/ticket-life.page.js';

describe('docs/ticket-life.md', () => {
  it('is what the table says', async () => {
    expect(await readFile(new URL('../../../docs/ticket-life.md', import.meta.url), 'utf8')).toBe(ticketLifePage());
  });

  it('draws every state', () => {
    const page = ticketLifePage();
    for (const arrow of ['registered --> reviewed: review', 'result-told --> closed-no-answer: deadline', 'supervisor-reviewed --> archived: archive, deadline']) expect(page).toContain(arrow);
  });
});
