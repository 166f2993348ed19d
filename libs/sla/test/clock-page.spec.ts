import { readFile } from 'node:fs/promises';
import { describe, expect, it } from '@jest/globals';
import { clockPage } from '../scripts/clock.page.js';

describe('docs/how-a-clock-is-computed.md', () => {
  it('is what the library says', async () => {
    expect(await readFile(new URL('../../../docs/how-a-clock-is-computed.md', import.meta.url), 'utf8')).toBe(clockPage());
  });

  it('shows 国庆, make-up workdays and the pause', () => {
    for (const words of ['国庆节调休上班', '国庆节，不计', '暂停（等待备件）', 'make-up workday for National Day']) expect(clockPage()).toContain(words);
  });
});
