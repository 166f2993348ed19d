import { describe, expect, it } from '@jest/globals';
import { allSpellings, findLeaks, plantPersonalData, type PlantedPerson } from '@mendline/testing';
import { normaliseEmail, normaliseIdNumber, normaliseName, normalisePhone } from '../lookup/normalise.js';
import { redact } from './redact.js';

const corpus = plantPersonalData({ seed: 2024, people: 12 });
const knownOf = ({ name, phone, email, address }: PlantedPerson) => ({ names: [name], phones: [phone], emails: [email], addresses: [address] });

describe('redaction of the planted corpus', () => {
  it('[A11-5][C17] leaves no spelling of anything, and everything else', () => {
    for (const { text, person } of corpus.texts) {
      const redacted = redact(text, knownOf(person));
      expect(findLeaks(redacted.toLowerCase(), allSpellings(person).map((needle) => needle.toLowerCase()))).toEqual([]);
      for (const kept of ['BCD-618WKM', 'SN2023-000', '15 min', '17:00', 'E0']) expect(redacted.includes(kept)).toBe(text.includes(kept));
    }
  });

  it('[A11-5] finds numbers, e-mails and identity numbers of unknown people too', () => {
    for (const { text, person } of corpus.texts) {
      const { phones, emails, idNumbers } = person.spellings;
      expect(findLeaks(redact(text), [...phones, ...emails, ...idNumbers])).toEqual([]);
    }
  });

  it('a search that finds nothing in the redacted texts does find the clear ones', () => {
    const clear = corpus.texts.map(({ text }) => text).join('\n');
    expect(new Set(findLeaks(clear, corpus.needles).map(({ needle }) => needle)).size).toBe(corpus.needles.length);
  });

  it('all spellings of a value have one look-up form', () => {
    for (const { spellings } of corpus.people) {
      const forms = (values: readonly string[], normalise: (value: string) => string): number => new Set(values.map(normalise)).size;
      const typed = spellings.phones.filter((phone) => !/\p{Script=Han}/u.test(phone));
      expect(forms(typed, (phone) => normalisePhone(phone))).toBe(1);
      expect(forms(spellings.emails.filter((email) => !email.includes(' at ')), normaliseEmail)).toBe(1);
      expect(forms(spellings.names, normaliseName)).toBe(1);
      expect(forms(spellings.idNumbers, normaliseIdNumber)).toBeLessThanOrEqual(1);
    }
  });
});
