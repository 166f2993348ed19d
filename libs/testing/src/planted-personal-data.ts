import { seededRandom, type Random } from './seeded.random.js';
import {
  addressSpellings,
  emailSpellings,
  idNumberSpellings,
  mobileSpellings,
  nameSpellings,
  norwegianSpellings,
  type Spellings,
} from './planted.spellings.js';

/** A made-up person. No value occurs in the demonstration's other data, so a hit in a dump is a leak. */
export interface PlantedPerson {
  readonly name: string;
  readonly phone: string;
  readonly email: string;
  readonly address: string;
  /** Empty for those without a Chinese resident number. */
  readonly idNumber: string;
  readonly spellings: {
    readonly names: Spellings;
    readonly phones: Spellings;
    readonly emails: Spellings;
    readonly addresses: Spellings;
    readonly idNumbers: readonly string[];
  };
}

/** A free text that contains data of a person, and the spellings that are in it. */
export interface PlantedText {
  readonly text: string;
  readonly person: PlantedPerson;
  readonly planted: readonly string[];
}

export interface PlantedCorpus {
  readonly people: readonly PlantedPerson[];
  /** Each spelling of each person occurs in at least one. */
  readonly texts: readonly PlantedText[];
  /** Every spelling of everybody: what to search for in tables, topics, logs and histories. */
  readonly needles: readonly string[];
}

/** Characters that are rare in ordinary texts: a full name of them is nobody's and no word. */
const SURNAMES = [...'昝逄亓俎郄麹璩郗芮蒯'];
const GIVEN = [...'翀旸翯昉璆珝骎彧忞燚'];
const WESTERN = ['Torbjørg Qvigstad', 'Åsmund Xylander', 'Ragnfrid Zwergius', 'Eldbjørg Quisling-Bye', 'Ludvik Wexelsen'];
const STREETS = ['翠岫路', '栖霞弄', '望澜大道', '漱玉巷', '听橹街'];
const WESTERN_STREETS = ['Kvernhusgrenda', 'Zinkverksvegen', 'Quistgaardsallé'];
const CITIES = ['浙江省杭州市西湖区', '江苏省南京市玄武区', '广东省深圳市南山区', '上海市浦东新区'];
const HEADS = ['138', '139', '150', '158', '177', '186', '199'];
const ID_WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];

/** The same seed gives the same corpus. Every third person is Norwegian, the others Chinese. */
export function plantPersonalData({ seed, people: count = 6 }: { readonly seed: number; readonly people?: number }): PlantedCorpus {
  const random = seededRandom(seed);
  const people = Array.from({ length: count }, (_, index) => (index % 3 === 2 ? norwegian(random, index) : chinese(random, index)));
  return { people, texts: people.flatMap(textsOf), needles: [...new Set(people.flatMap(allSpellings))] };
}

/** A person's spellings, in one list. */
export function allSpellings({ spellings }: PlantedPerson): readonly string[] {
  return [...spellings.names, ...spellings.phones, ...spellings.emails, ...spellings.addresses, ...spellings.idNumbers];
}

function chinese(random: Random, index: number): PlantedPerson {
  const name = random.pick(SURNAMES) + random.pick(GIVEN) + (GIVEN[index % GIVEN.length] ?? '');
  const mobile = random.pick(HEADS) + random.digits(8);
  const local = `zz${random.letters(6)}.${index}`;
  const idNumber = residentNumber(random);
  const door = `${random.pick(STREETS)}${random.int(100, 999)}号${random.int(1, 30)}幢${random.int(101, 2_909)}室`;
  const address = random.pick(CITIES) + door;
  return {
    name,
    phone: mobile,
    email: `${local}@example.cn`,
    address,
    idNumber,
    spellings: {
      names: nameSpellings(name),
      phones: mobileSpellings(mobile),
      emails: emailSpellings(local, 'example.cn'),
      addresses: addressSpellings(address, door),
      idNumbers: idNumberSpellings(idNumber),
    },
  };
}

function norwegian(random: Random, index: number): PlantedPerson {
  const name = WESTERN[Math.floor(index / 3) % WESTERN.length] ?? '';
  const number = `9${random.digits(7)}`;
  const local = `qx_${random.letters(6)}+${index}`;
  const door = `${random.pick(WESTERN_STREETS)} ${random.int(100, 999)}B`;
  const address = `${door}, ${random.int(1_000, 9_990)} Trondheim`;
  return {
    name,
    phone: `+47${number}`,
    email: `${local}@example.no`,
    address,
    idNumber: '',
    spellings: {
      names: nameSpellings(name),
      phones: norwegianSpellings(number),
      emails: emailSpellings(local, 'example.no'),
      addresses: addressSpellings(address, door),
      idNumbers: [],
    },
  };
}

function residentNumber(random: Random): string {
  const two = (value: number): string => String(value).padStart(2, '0');
  const birth = `${random.int(1950, 2005)}${two(random.int(1, 12))}${two(random.int(1, 28))}`;
  const body = `330106${birth}${random.digits(3)}`;
  const sum = ID_WEIGHTS.reduce((total, weight, index) => total + weight * Number(body[index]), 0);
  return body + ('10X98765432'[sum % 11] ?? '');
}

function textsOf(person: PlantedPerson): readonly PlantedText[] {
  const { names, phones, emails, addresses, idNumbers } = person.spellings;
  const rounds = Math.max(names.length, phones.length, emails.length, addresses.length, idNumbers.length);
  return Array.from({ length: rounds }, (_, round) => {
    const at = <T extends string>(values: readonly T[]): string => values[round % Math.max(1, values.length)] ?? '';
    const planted = [names, phones, emails, addresses, idNumbers].map(at);
    return { text: sentence(round, planted), person, planted: planted.filter((value) => value !== '') };
  });
}

function sentence(round: number, [name = '', phone = '', email = '', address = '', idNumber = '']: readonly string[]): string {
  const id = idNumber === '' ? '' : `，证件号 ${idNumber}`;
  switch (round % 3) {
    case 0:
      return `冰箱不制冷，型号 BCD-618WKM。我是${name}，电话${phone}，邮箱 ${email}，地址：${address}${id}。`;
    case 1:
      return `Compressor stops after 15 min, serial SN2023-000${round}. Contact ${name}, ${phone}; mail ${email}; visit ${address}${id}; after 17:00.`;
    default:
      return `联系人：${name}\n手机：${phone}\n${email}\n上门：${address}\n报警 E0${round}${id}\n谢谢！`;
  }
}
