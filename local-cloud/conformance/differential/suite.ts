import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readJsonataCases } from '../jsonata-cases.ts';
import type { Drawing } from './drawing.ts';
import type { Trial } from './oracle.ts';

const dir = fileURLToPath(new URL('../../../../shared/conformance', import.meta.url));

/** What Step Functions has otherwise, what chance or the time of day tells, what does not end. */
const OTHERWISE =
  /\$(eval|base64decode|now|millis|random|shuffle|toMillis|pad)\b|factorial|inf\(|\$Y\b/;

/** jsonata's own cases, put together anew; undefined without the recordings. */
export function readSuite(): ((draw: Drawing) => Trial) | undefined {
  if (!existsSync(`${dir}/jsonata`)) return undefined;
  const cases = readJsonataCases(dir).filter(
    ({ expr }) => expr.length < 200 && !OTHERWISE.test(expr),
  );
  return (draw) => {
    const [first, second] = [draw.one(cases), draw.one(cases)];
    const expression = draw.one(COMBINATIONS)(first.expr, second.expr);
    const { data: input } = draw.one([first, first, draw.one(cases)]);
    return { expression, input, variables: first.bindings ?? {} };
  };
}

const COMBINATIONS: readonly ((first: string, second: string) => string)[] = [
  (first) => first,
  (first) => `(${first}) ~> $string()`,
  (first) => `(${first})[]`,
  (first) => `(${first})^($string($))`,
  (first) => `(${first})[-1]`,
  (first, second) => `[${first}, ${second}]`,
  (first, second) => `(${first}).(${second})`,
  (first, second) => `(${first})[${second}]`,
  (first, second) => `{"a": ${first}, "b": ${second}}`,
  (first, second) => `(${first}) = (${second})`,
  (first, second) => `(${first}){$string(): ${second}}`,
  (first, second) => `$map(${first}, function($v, $i) { $i = 1 ? ${second} : $v })`,
  (first, second) => `($x := ${first}; $y := ${second}; [$x, $y])`,
];
