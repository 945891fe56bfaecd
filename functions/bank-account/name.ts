import { UnprocessableApplication } from './errors.ts';

/** Stands for text that the bank's name screening cannot read. */
const UNREADABLE = 'UNPROCESSABLE_DATA';

/** A word that begins with "evil": the Nevilles and Devilles of this world may open accounts. */
const WATCH_LIST = /(?<!\p{L})evil/iu;

/** Throws UnprocessableApplication when the name cannot be read. */
export function reasonsAgainstName(name: string): 'NAME_FLAGGED'[] {
  if (name.includes(UNREADABLE)) {
    throw new UnprocessableApplication('The name cannot be processed.');
  }
  return WATCH_LIST.test(name) ? ['NAME_FLAGGED'] : [];
}
