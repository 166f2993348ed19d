import { createReadStream } from 'node:fs';
import type { Random } from '@mendline/testing';
import { parse } from 'csv-parse';

/** A real request of the repair log, as far as the demonstration uses it. */
export interface RepairRequest {
  readonly id: string;
  readonly category: string;
  readonly brand: string | null;
  /** What was wrong, as people wrote it. */
  readonly problem: string;
}

interface CsvRow {
  readonly id?: string;
  readonly product_category?: string;
  readonly brand?: string;
  readonly problem?: string;
}

const longestText = 2_000;
const columns: readonly (keyof CsvRow)[] = ['id', 'product_category', 'problem'];

const toRequest = ({ id = '', product_category: category = '', brand = '', problem = '' }: CsvRow): RepairRequest | null => {
  const text = problem.trim();
  if (text.length < 4 || category === '') return null;
  return { id, category: category.slice(0, 100), brand: brand.trim() === '' || brand === 'Unknown' ? null : brand.trim().slice(0, 100), problem: text.slice(0, longestText) };
};

/**
 * A sample of the file's requests that say what is wrong, drawn by the seed, each row at most once. Throws when the file has not
 * the columns of the Open Repair data or too few such rows.
 */
export const readRequests = async (file: string, count: number, random: Random): Promise<readonly RepairRequest[]> => {
  const sample: RepairRequest[] = [];
  let seen = 0;
  for await (const row of rowsOf(file)) {
    if (seen === 0 && columns.some((column) => row[column] === undefined)) throw new Error(`${file} needs the columns ${columns.join(', ')}`);
    const request = toRequest(row);
    if (!request) continue;
    seen += 1;
    // Reservoir sampling: one pass, every request equally likely.
    if (sample.length < count) sample.push(request);
    else {
      const place = random.int(0, seen - 1);
      if (place < count) sample[place] = request;
    }
  }
  if (sample.length < count) throw new Error(`${file} has ${sample.length} requests that say what is wrong; ${count} are asked for`);
  return sample;
};

async function* rowsOf(file: string): AsyncGenerator<CsvRow> {
  const source = createReadStream(file);
  const rows = parse({ columns: true, bom: true, relax_column_count: true, skip_empty_lines: true });
  // `pipe` hands on no errors: a file that cannot be read must end the rows.
  source.once('error', (error) => rows.destroy(error));
  try {
    yield* source.pipe(rows) as AsyncIterable<CsvRow>;
  } finally {
    source.destroy();
  }
}

const softwareWords = /software|update|password|wifi|wi-fi|windows|screen frozen|slow|virus|app\b|settings|bluetooth|login/i;
const damageWords = /dropped|broken by|spilt|spilled|water damage|cracked|smashed/i;

/** Fault class by the words of the request; nobody has looked at the thing yet. */
export const faultClassOf = ({ problem }: RepairRequest): string => {
  if (softwareWords.test(problem)) return 'software';
  return damageWords.test(problem) ? 'human-damage' : 'hardware';
};
