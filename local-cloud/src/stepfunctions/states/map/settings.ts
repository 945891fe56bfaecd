import type { Json } from '../../../core/json.ts';
import { chain, type Eventually } from '../../execution/eventually.ts';
import { runtimeError } from '../../execution/failure.ts';
import type { Payload } from '../../execution/payload.ts';
import { StrandScope } from '../../execution/scope.ts';
import type { Strand } from '../../execution/strand.ts';
import type { QueryLanguage } from '../../language/definition.ts';
import { jsonataOf, numeric, pathIn, shown } from '../expressions.ts';

/** A numeric field of a Map: literal, `...Path`, or JSONata; undefined where it is not given. */
export type Setting = (strand: Strand, input: Payload) => Eventually<number | undefined>;

export interface Settings {
  readonly QueryLanguage: QueryLanguage;
  readonly [field: string]: unknown;
}

/** Compiles `field` of `settings`. `kind` says what a path may refer to. */
export function compileSetting(
  settings: object,
  field: string,
  kind: 'integer' | 'float' = 'integer',
): Setting {
  const { [field]: literal, [`${field}Path`]: path } = settings as Settings;
  if (typeof path === 'string') return fromPath(`${field}Path`, path, kind);
  if (typeof literal === 'number') return () => literal;
  if (typeof literal !== 'string') return () => undefined;
  const evaluate = jsonataOf(literal, field, 'number');
  return (strand, input) =>
    chain(evaluate(new StrandScope(strand, input.value)), (value) =>
      kind === 'integer' ? Math.floor(Number(value)) : Number(value),
    );
}

/** The same for a count, in the words that were recorded of a negative ToleratedFailureCount. */
export function compileCount(settings: object, field: string): Setting {
  const evaluate = compileSetting(settings, field);
  return (strand, input) =>
    chain(evaluate(strand, input), (count) => {
      if (count !== undefined && count < 0) throw runtimeError(`${field} cannot be negative.`);
      return count;
    });
}

function fromPath(field: string, path: string, kind: 'integer' | 'float'): Setting {
  const read = pathIn(path);
  return (strand, input) => {
    const value = read(new StrandScope(strand, input.value));
    if (value === undefined) {
      throw runtimeError(`The ${field} field does not reference an input value: ${path}`);
    }
    const number = parsed(value, kind);
    if (number !== undefined) return number;
    throw runtimeError(
      `The ${field} field refers to value "${shown(value)}" which is not a valid ${kind}: ${path}`,
    );
  };
}

/** An integer is one that a `long` of Java holds. */
function parsed(value: Json, kind: 'integer' | 'float'): number | undefined {
  const number = numeric(value);
  if (kind === 'float' || number === undefined) return number;
  return Number.isInteger(number) && Math.abs(number) < 2 ** 63 ? number : undefined;
}
