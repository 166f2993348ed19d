/** All ways in which the corpus writes one value; the first is the one an orderly form would hold. */
export type Spellings = readonly [string, ...string[]];

const NUMERALS = [...'〇一二三四五六七八九'];

/** ASCII in its full-width forms, as Chinese input methods write it. */
export function fullWidth(text: string): string {
  return text.replace(/[!-~]/g, (character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0));
}

/** The spellings of a Chinese mobile number of eleven digits. */
export function mobileSpellings(mobile: string): Spellings {
  const [head, middle, tail] = [mobile.slice(0, 3), mobile.slice(3, 7), mobile.slice(7)];
  return [
    mobile,
    `${head} ${middle} ${tail}`,
    `${head}-${middle}-${tail}`,
    `+86${mobile}`,
    `+86 ${head} ${middle} ${tail}`,
    `0086${mobile}`,
    `0086-${head}-${middle}-${tail}`,
    fullWidth(mobile),
    fullWidth(`+86 ${head}-${middle}-${tail}`),
    [...mobile].map((digit) => NUMERALS[Number(digit)]).join(''),
    `${head}一${middle}一${tail}`,
  ];
}

/** The spellings of a Norwegian number of eight digits, always with the country code. */
export function norwegianSpellings(number: string): Spellings {
  const grouped = `${number.slice(0, 3)} ${number.slice(3, 5)} ${number.slice(5)}`;
  return [`+47 ${grouped}`, `+47${number}`, `0047 ${grouped}`, fullWidth(`+47${number}`)];
}

export function emailSpellings(local: string, domain: string): Spellings {
  const email = `${local}@${domain}`;
  return [email, email.toUpperCase(), `${local}＠${domain}`, fullWidth(email), `${local} at ${domain}`];
}

/** The spellings of a resident identity number of 17 digits and a check character. */
export function idNumberSpellings(idNumber: string): Spellings {
  return [idNumber, idNumber.toLowerCase(), `${idNumber.slice(0, 6)} ${idNumber.slice(6, 14)} ${idNumber.slice(14)}`, fullWidth(idNumber)];
}

export function nameSpellings(name: string): Spellings {
  if (name.includes(' ')) return [name, name.toUpperCase(), fullWidth(name)];
  return [name, [...name].join(' ')];
}

export function addressSpellings(address: string, door: string): Spellings {
  return [address, door, fullWidth(door)];
}
