import { setFlagsFromString } from 'node:v8';
import { collectGarbage } from '../core/collect-garbage.ts';

/**
 * From here on V8 lets the heap grow by no more than 30 % from one collection to the next: a sixth less memory,
 * for some time of its own. Not before all is loaded: what is kept compiled, by Node and by us, was compiled
 * with other flags, and would be compiled anew. What was agreed on at the last collection, when the heap could
 * grow faster, is forgotten by the one that is done here.
 */
export function growSlowly(): void {
  setFlagsFromString('--heap-growing-percent=30');
  collectGarbage();
}
