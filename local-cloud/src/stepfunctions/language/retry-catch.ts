import type { Json } from '../../core/json.ts';
import { isObject } from '../../core/json.ts';
import { payload, resultPath } from './payload.ts';
import type { Place } from './place.ts';
import {
  anything,
  both,
  float,
  integer,
  list,
  nullable,
  object,
  oneOf,
  type Rule,
  text,
} from './rules.ts';
import { assign } from './variables.ts';

/** The largest number of seconds or attempts that AWS takes. */
export const MAX_SECONDS = 99_999_999;
/** 366 days. */
const MAX_DELAY_SECONDS = 31_622_400;

const errorEquals = { rule: list(text, { nonEmpty: true }), required: true } as const;

const retrier = object({
  fields: {
    ErrorEquals: errorEquals,
    IntervalSeconds: { rule: integer(0, MAX_SECONDS) },
    MaxAttempts: { rule: integer(0, MAX_SECONDS) },
    BackoffRate: { rule: float(1) },
    MaxDelaySeconds: { rule: integer(1, MAX_DELAY_SECONDS) },
    JitterStrategy: { rule: oneOf('NONE', 'FULL') },
    Comment: { rule: anything },
  },
});

const catcher = object({
  fields: {
    ErrorEquals: errorEquals,
    Next: { rule: text, required: true },
    ResultPath: { rule: nullable(resultPath), only: 'JSONPath' },
    Assign: { rule: assign('errorOutput') },
    Output: { rule: payload('errorOutput'), only: 'JSONata' },
    Comment: { rule: anything },
  },
});

export const retry: Rule = both(list(retrier), allErrorsLast);
export const catchers: Rule = both(list(catcher), allErrorsLast);

/** `States.ALL` matches everything, so what stands beside it or after it can never match. */
function allErrorsLast(value: Json, place: Place): void {
  if (!Array.isArray(value)) return;
  value.forEach((entry, index) => {
    const names = isObject(entry) && Array.isArray(entry.ErrorEquals) ? entry.ErrorEquals : [];
    names.forEach((name, nameIndex) => {
      const fine = names.length === 1 && index === value.length - 1;
      if (name === 'States.ALL' && !fine) {
        place
          .item(index)
          .field('ErrorEquals')
          .item(nameIndex)
          .refuse('States.ALL must appear alone and at end of list');
      }
    });
  });
}
