import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { FixedClock } from '../clock/index.js';
import { newTicketId } from '../ids/index.js';
import { FileKeyManagement } from '../privacy/index.js';
import { aboutPlan, aboutRound, CustomerLinks, isAbout, type LinkSubject } from './customer.links.js';

const first = randomBytes(32).toString('base64');
const now = '2024-05-01T08:00:00.000Z';
const expiresAt = new Date('2024-05-08T08:00:00.000Z');
const ticketId = newTicketId('cn1');
const subject: LinkSubject = { purpose: 'confirm', tenantId: 'huaxin', ticketId, customerId: 'c_1', about: aboutRound(0) };

const linksOf = (keys = first, at = now): CustomerLinks => new CustomerLinks(FileKeyManagement.fromText(keys), new FixedClock(at));
const accept = async (links: CustomerLinks, token: string, customerId: string | null = 'c_1') => {
  const read = links.read(token);
  await links.prove(read, customerId);
  return read.claim;
};

describe('a link for a customer', () => {
  it('says tenant, ticket, purpose and expiry, and is short enough for a message', async () => {
    const token = await linksOf().give(subject, 'n_1', expiresAt);
    expect(token).toMatch(/^huaxin\.cn1\.[\w-]{58}$/);
    expect(`https://service.example.com/l/${token}`.length).toBeLessThan(110);
    const claim = await accept(linksOf(), token);
    expect(claim).toMatchObject({ tenantId: 'huaxin', ticketId, purpose: 'confirm', expiresAt });
    expect([isAbout(claim, aboutRound(0)), isAbout(claim, aboutRound(1))]).toEqual([true, false]);
  });

  it('is the same when its notice is sent again, and another one for another notice', async () => {
    const [once, again, other] = await Promise.all(['n_1', 'n_1', 'n_2'].map((source) => linksOf().give(subject, source, expiresAt)));
    expect(again).toBe(once);
    expect(other).not.toBe(once);
  });

  it('stays good when the master key is rotated', async () => {
    const token = await linksOf().give(subject, 'n_1', expiresAt);
    await expect(accept(linksOf(`${first}\n${randomBytes(32).toString('base64')}`), token)).resolves.toMatchObject({ ticketId });
    await expect(accept(linksOf(randomBytes(32).toString('base64')), token)).rejects.toThrow('link.invalid');
  });

  it('is refused once it has expired, to the minute', async () => {
    const token = await linksOf().give(subject, 'n_1', expiresAt);
    await expect(accept(linksOf(first, '2024-05-08T07:59:59.999Z'), token)).resolves.toBeDefined();
    await expect(accept(linksOf(first, '2024-05-08T08:00:00.000Z'), token)).rejects.toThrow('link.expired');
  });

  it('is refused for another customer, another tenant, another cell, and an unknown ticket', async () => {
    const token = await linksOf().give(subject, 'n_1', expiresAt);
    await expect(accept(linksOf(), token, 'c_2')).rejects.toThrow('link.invalid');
    await expect(accept(linksOf(), token, null)).rejects.toThrow('link.invalid');
    await expect(accept(linksOf(), token.replace('huaxin', 'borealis'))).rejects.toThrow('link.invalid');
    await expect(accept(linksOf(), token.replace('.cn1.', '.eu1.'))).rejects.toThrow('link.invalid');
  });

  it('is refused with any bit of it changed: purpose, expiry, ticket, version of the plan, seal', async () => {
    const token = await linksOf().give({ ...subject, purpose: 'consent', about: aboutPlan({ planId: `${ticketId}.p1`, version: 2 }) }, 'n_1', expiresAt);
    const [head, text = ''] = [token.slice(0, 11), token.slice(11)];
    const bytes = Buffer.from(text, 'base64url');
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const changed = Buffer.from(bytes);
      changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      await expect(accept(linksOf(), head + changed.toString('base64url'))).rejects.toThrow('link.invalid');
    }
  });

  it('is refused where it has no form of a link, without a word about why', async () => {
    for (const token of ['', 'x', 'huaxin.cn1.', `huaxin.cn1.${'A'.repeat(57)}`, `huaxin.cn1.${'A'.repeat(59)}`, `../cn1.${'A'.repeat(58)}`, `huaxin.cn1.${'_'.repeat(58)}`]) {
      await expect(accept(linksOf(), token).catch((error: unknown) => Promise.reject(error as Error))).rejects.toThrow('link.invalid');
    }
  });
});
