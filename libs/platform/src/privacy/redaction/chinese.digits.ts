const DIGITS = '〇一二三四五六七八九';
const OTHERS: Readonly<Record<string, string>> = { 零: '0', 幺: '1', 壹: '1', 两: '2', 贰: '2', 叁: '3', 肆: '4', 伍: '5', 陆: '6', 柒: '7', 捌: '8', 玖: '9' };
const NUMERAL = `[${DIGITS}${Object.keys(OTHERS).join('')}]`;
// Seven and more in a row spell out a number; fewer are ordinary words (一台, 三九).
const SPELT_OUT = new RegExp(`${NUMERAL}(?:[ \\t\\-.,、]?${NUMERAL}){6,}`, 'gu');

/** Numbers spelt out in Chinese numerals as digits, every character at its own index. */
export function withArabicDigits(text: string): string {
  return text.replace(SPELT_OUT, (run) => [...run].map(digitOf).join(''));
}

function digitOf(character: string): string {
  const index = DIGITS.indexOf(character);
  return index >= 0 ? String(index) : (OTHERS[character] ?? character);
}
