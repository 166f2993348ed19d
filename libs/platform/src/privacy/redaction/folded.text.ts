/** A text in one spelling (NFKC, lower case, nothing invisible) that still knows where each of its characters came from. */
export interface FoldedText {
  readonly source: string;
  readonly text: string;
  /** For each index of `text`: where its character begins and ends in `source`. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

const DROPPED = /[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\u20e3]/u;
// Circled numbers mark lists; unfolded they would join the number that follows.
const KEPT = /[\u2460-\u24ff\u2776-\u2793]/u;

export function foldText(text: string): FoldedText {
  const source = text.normalize('NFC');
  let folded = '';
  const starts: number[] = [];
  const ends: number[] = [];
  let at = 0;
  for (const character of source) {
    const spelling = foldCharacter(character);
    for (let index = 0; index < spelling.length; index += 1) {
      starts.push(at);
      ends.push(at + character.length);
    }
    // What is dropped goes with the character before it, or a redacted number would leave its trimmings behind.
    if (spelling === '' && ends.length > 0) ends[ends.length - 1] = at + character.length;
    folded += spelling;
    at += character.length;
  }
  return { source, text: folded, starts, ends };
}

function foldCharacter(character: string): string {
  if (character <= '\u007f') return character.toLowerCase();
  if (DROPPED.test(character)) return '';
  return KEPT.test(character) ? character : character.normalize('NFKC').toLowerCase();
}
