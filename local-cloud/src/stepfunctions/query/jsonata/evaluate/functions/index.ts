import type { Native } from '../native.ts';
import { ARRAYS } from './arrays.ts';
import { HIGHER_ORDER } from './higher-order.ts';
import { MATCHING } from './matching.ts';
import { NUMBERS } from './numbers.ts';
import { OBJECTS } from './objects.ts';
import { PICTURES } from './pictures.ts';
import { STEP_FUNCTIONS } from './step-functions.ts';
import { STRINGS } from './strings.ts';

/** What is built in: JSONata's functions without `$eval`, and those of Step Functions. */
export const FUNCTIONS: ReadonlyMap<string, Native> = new Map(
  Object.entries({
    ...ARRAYS,
    ...HIGHER_ORDER,
    ...MATCHING,
    ...NUMBERS,
    ...OBJECTS,
    ...PICTURES,
    ...STRINGS,
    ...STEP_FUNCTIONS,
  }),
);
