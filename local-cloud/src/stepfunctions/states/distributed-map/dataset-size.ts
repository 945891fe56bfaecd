import { StatesError } from '../../errors.ts';
import { LARGEST_FILE } from '../../ports.ts';

/** What a dataset may hold in all its files together: it is all in memory, and AWS reads 10 GB of each file. */
const MOST_CHARACTERS = 4 * LARGEST_FILE;
const MOST_VALUES = 20_000_000;
/** An item takes as much memory as so many values of it. */
const ITEM = 10;

/** Holds what is read of a dataset within what there is memory for. */
export class DatasetSize {
  #characters = 0;
  #values = 0;

  /** @throws States.ItemReaderFailed where all files together are too large */
  read({ length }: string): void {
    this.#characters += length;
    if (this.#characters <= MOST_CHARACTERS) return;
    throw tooLarge(`${MOST_CHARACTERS} characters in all files together`);
  }

  /**
   * @param values of each item
   * @throws States.ItemReaderFailed where there are too many
   */
  items(count: number, values = 1): void {
    this.#values += count * (ITEM + values);
    if (this.#values > MOST_VALUES) {
      throw tooLarge(`${MOST_VALUES} values, of which each item counts for ${ITEM} more`);
    }
  }
}

function tooLarge(most: string): StatesError {
  return new StatesError(
    'States.ItemReaderFailed',
    `The local cloud holds the items of a dataset in memory, and reads up to ${most}.`,
  );
}
