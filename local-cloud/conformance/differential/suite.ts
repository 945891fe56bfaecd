import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Drawing } from './drawing.ts';
import type { Trial } from './oracle.ts';

interface Case {
  readonly expr: string;
  readonly data?: unknown;
  readonly dataset?: string | null;
  readonly bindings?: Readonly<Record<string, unknown>>;
  readonly passesOnJsonata206: boolean;
}

const dir = fileURLToPath(new URL('../../../../shared/conformance/jsonata', import.meta.url));

/** What Step Functions has otherwise, what chance or the time of day tells, what does not end. */
const OTHERWISE =
  /\$(eval|base64decode|now|millis|random|shuffle|toMillis|pad)\b|factorial|inf\(|\$Y\b/;

/** jsonata's own cases, put together anew; undefined without the recordings. */
export function readSuite(): ((draw: Drawing) => Trial) | undefined {
  if (!existsSync(dir)) return undefined;
  const { fixtures } = read('cases.json') as { fixtures: readonly Case[] };
  const datasets = read('datasets.json') as Readonly<Record<string, unknown>>;
  const cases = fixtures.filter(
    ({ expr, passesOnJsonata206 }) =>
      passesOnJsonata206 && expr.length < 200 && !OTHERWISE.test(expr),
  );
  return (draw) => {
    const [first, second] = [draw.one(cases), draw.one(cases)];
    const expression = draw.one(COMBINATIONS)(first.expr, second.expr);
    const { dataset, data } = draw.one([first, first, draw.one(cases)]);
    const input = typeof dataset === 'string' ? datasets[dataset] : data;
    return { expression, input, variables: first.bindings ?? {} };
  };
}

function read(file: string): unknown {
  return JSON.parse(readFileSync(`${dir}/${file}`, 'utf8'));
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
