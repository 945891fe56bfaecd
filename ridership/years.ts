import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { UserError } from 'local-cloud';

const USAGE = 'npm run ridership -- FOLDER [YEAR [YEAR]]';

export interface Years {
  /** The first year that is predicted, and the last. */
  readonly first: number;
  readonly last: number;
  /** The rows of each year, from two before the first one on, without their header. */
  readonly rows: ReadonlyMap<number, readonly string[]>;
}

/**
 * Reads the words of the command, and every file that it needs.
 *
 * @param startedIn where a folder is looked for
 * @throws UserError for words that are not right, and for files that are not there
 */
export function readYears(words: readonly string[], startedIn: string): Years {
  const [folder = '../shared/data/ridership', from = '2013', to, ...rest] = words;
  if (rest.length > 0 || folder.startsWith('-'))
    throw usageError('It takes a folder, and a year or two');
  const first = yearOf(from);
  const last = to === undefined ? first + 1 : yearOf(to);
  if (last < first) throw usageError(`${last} is before ${first}`);
  const files = Array.from({ length: last - first + 3 }, (_, index) => {
    const year = first - 2 + index;
    return [year, join(resolve(startedIn, folder), `${year}.csv`)] as const;
  });
  const missing = files.map(([, file]) => file).filter((file) => !existsSync(file));
  if (missing.length > 0) {
    throw new UserError(`There is no ridership for every year from ${first - 2} to ${last}`, {
      why: missing.map((file) => `${file} is not there.`).join('\n'),
      fix: `Name a folder that has a file for each, and the years to predict: ${USAGE}`,
      exitCode: 2,
    });
  }
  return { first, last, rows: new Map(files.map(([year, file]) => [year, rowsIn(file)])) };
}

function yearOf(word: string): number {
  if (/^\d{4}$/.test(word)) return Number(word);
  throw usageError(`"${word}" is not a year`);
}

function rowsIn(file: string): readonly string[] {
  return readFileSync(file, 'utf8').trim().split('\n').slice(1);
}

function usageError(what: string): UserError {
  return new UserError(what, { fix: USAGE, exitCode: 2 });
}
