import { findAll, type Finding } from './finding.js';

/** 18 characters, the last a digit or X, in any grouping by spaces or dashes. */
const EIGHTEEN = /(?<![0-9])[1-9](?:[ \t-]?[0-9]){16}[ \t-]?[0-9x](?![0-9a-z])/gu;
/** Region, date of birth, serial, check character. The check character is not verified: a mistyped number is personal data too. */
const RESIDENT = /^[1-8]\d{5}(?:18|19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dx]$/;
const PASSPORT = /(?<![a-z0-9-])(?:[eg][0-9]{8}|e[a-hj-np-z][0-9]{7})(?![a-z0-9-])/gu;
/** After a word that says so, everything of a document number's form is one. */
const LABELLED = /(?<=(?:身份证|证件|护照|通行证|居住证|passport|id card|id number|identity card|fødselsnummer)(?:号码|号| no\.?| number)?(?:是|为| is)?[ \t]{0,2}[:=]?[ \t]{0,2})[a-z]{0,2}[0-9](?:[ -]?[0-9]){5,17}x?(?![a-z0-9])/gu;
const SERIAL_LABEL = /(?:序列号|机身号|型号|编号|s\/n|sn|serial|model|part|p\/n)(?:码| number| no\.?)?[ \t]*[:=#]?[ \t]*$/u;

/** Resident identity numbers and passports in a folded text. */
export function findIdNumbers(text: string): readonly Finding[] {
  return [
    ...findAll(EIGHTEEN, text, 'id-number', ([match]) => RESIDENT.test(match.replace(/[ \t-]/g, ''))),
    ...findAll(PASSPORT, text, 'id-number', ({ index }) => !SERIAL_LABEL.test(text.slice(Math.max(0, index - 24), index))),
    ...findAll(LABELLED, text, 'id-number'),
  ];
}
