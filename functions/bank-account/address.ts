/** `123 Sample Street`, `12b Sample Road`, and as much of the world writes it: `Musterweg 5`. */
const HOUSE_NUMBER = /(?<![\p{L}\d])\d+\p{L}?\s+\p{L}|\p{L}\.?\s+\d/u;

/** An address needs a house number next to a word. */
export function reasonsAgainstAddress(address: string): 'ADDRESS_FLAGGED'[] {
  return HOUSE_NUMBER.test(address) ? [] : ['ADDRESS_FLAGGED'];
}
