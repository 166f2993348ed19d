import { withArabicDigits } from './chinese.digits.js';
import { findEmails } from './email.finder.js';
import { joinFindings, placeholders } from './finding.js';
import { foldText } from './folded.text.js';
import { findIdNumbers } from './id-number.finder.js';
import { dialledForms, findAddresses, findKnownEmails, findNames } from './known.finder.js';
import { findPhones } from './phone.finder.js';

/** What is known about the people of a ticket, in any spelling. */
export interface KnownPersonalData {
  readonly names?: readonly string[];
  readonly addresses?: readonly string[];
  readonly phones?: readonly string[];
  readonly emails?: readonly string[];
}

/**
 * A free text without personal data, the only form that is indexed, listed and put into facts [A11-5][C17].
 * Telephone numbers, e-mail addresses and identity numbers are found in all spellings, names and addresses where they are known;
 * each becomes a placeholder such as [电话]. Serial, model and ticket numbers, dates and amounts stay. The text comes back in NFC.
 */
export function redact(text: string, known: KnownPersonalData = {}): string {
  const folded = foldText(text);
  const numbers = withArabicDigits(folded.text);
  const findings = joinFindings([
    ...findIdNumbers(numbers),
    ...findEmails(folded.text),
    ...findKnownEmails(folded.text, known.emails ?? []),
    ...findPhones(numbers, dialledForms(known.phones ?? [])),
    ...findNames(folded.text, known.names ?? []),
    ...findAddresses(folded.text, known.addresses ?? []),
  ]);
  let redacted = '';
  let copied = 0;
  for (const { kind, start, end } of findings) {
    redacted += folded.source.slice(copied, folded.starts[start]) + placeholders[kind];
    copied = folded.ends[end - 1] ?? copied;
  }
  return redacted + folded.source.slice(copied);
}
