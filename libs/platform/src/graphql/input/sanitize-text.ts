import { invalid } from '@mendline/contracts/errors';

export interface TextRules {
  /** Longest text in Unicode code points. */
  readonly max: number;
  /** Whether nothing but white space is refused. Default: it is allowed. */
  readonly required?: boolean;
}

// Controls other than line break and tab, halves of surrogate pairs, and marks that turn the reading direction of what follows.
const forbidden = /[^\P{Cc}\n\t]|\p{Cs}|[\u202A-\u202E\u2066-\u2069]/u;

/**
 * Free text from outside: composed form (NFC), line breaks as `\n`, white space at both ends removed. Emoji and every script are welcome.
 * Throws `input.text-invalid`, `input.text-too-long` (with the length) or `input.text-empty`.
 */
export const sanitizeText = (input: string, { max, required = false }: TextRules): string => {
  // UTF-16 units bound the code points from both sides: no need to count a megabyte exactly.
  if (input.length > max * 4) throw invalid('input.text-too-long', { actual: input.length, max });
  const text = input.replace(/\r\n?/g, '\n').normalize('NFC').trim();
  if (forbidden.test(text)) throw invalid('input.text-invalid');
  const actual = [...text].length;
  if (actual > max) throw invalid('input.text-too-long', { actual, max });
  if (required && actual === 0) throw invalid('input.text-empty');
  return text;
};
