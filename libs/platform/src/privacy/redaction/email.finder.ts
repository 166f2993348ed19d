import { findAll, type Finding } from './finding.js';

const LOCAL = '[\\p{Script=Latin}0-9._%+\\-]{1,64}';
const LABEL = '[\\p{Script=Latin}0-9\\-]{1,63}';
const PLAIN = new RegExp(`${LOCAL}[ \\t]?@[ \\t]?${LABEL}(?:[ \\t]?[.。][ \\t]?${LABEL}){1,4}`, 'gu');
const SPELT_OUT = new RegExp(
  `${LOCAL}(?:[ \\t]{1,2}at[ \\t]{1,2}|[ \\t]?[(\\[{][ \\t]?(?:at|@)[ \\t]?[)\\]}][ \\t]?)` +
    `${LABEL}(?:(?:\\.|[ \\t]{1,2}dot[ \\t]{1,2}|[ \\t]?[(\\[{][ \\t]?(?:dot|\\.)[ \\t]?[)\\]}][ \\t]?)${LABEL}){0,3}` +
    `(?:\\.|[ \\t]{1,2}dot[ \\t]{1,2}|[ \\t]?[(\\[{][ \\t]?(?:dot|\\.)[ \\t]?[)\\]}][ \\t]?)[a-z]{2,12}(?![a-z0-9])`,
  'gu',
);

/** E-mail addresses in a folded text: with @, and spelt out as `wei at example dot com` or `wei(at)example.com`. */
export function findEmails(text: string): readonly Finding[] {
  const plain = text.includes('@') ? findAll(PLAIN, text, 'email') : [];
  return [...plain, ...findAll(SPELT_OUT, text, 'email')];
}
