import { isObject } from '../src/core/json.ts';
import type { Service } from '../src/core/service.ts';
import type { OperationModel } from '../src/sdk/schemas.ts';
import type { Chance } from './chance.ts';
import { type Known, sampleOf } from './mutants.ts';

type Input = Record<string, unknown>;

/**
 * An input of an operation, made from its schema and its contract: most of what is required, some of
 * the rest, and in it a few things changed.
 */
export function randomInput(
  service: Service,
  { name, input }: OperationModel,
  known: Known,
  chance: Chance,
): Input {
  const { members } = service.operations[name]!;
  if (input.isUnitSchema()) return {};
  const whole = sampleOf(input, known, { members }) as Input;
  const share = chance.of([0.1, 0.3, 0.6, 1]);
  const chosen = Object.keys(whole).filter((member) =>
    chance.is(members[member]?.required ? 0.97 : share),
  );
  let value: unknown = Object.fromEntries(chosen.map((member) => [member, whole[member]]));
  const texts = Object.values(known).filter((one) => typeof one === 'string');
  for (let changes = chance.of([0, 1, 1, 2, 3, 6]); changes > 0; changes--) {
    value = changed(value, texts, chance, 0);
  }
  return isObject(value) ? value : {};
}

/** One thing anywhere in a value changed; the value itself where there is nothing in it. */
function changed(value: unknown, texts: readonly string[], chance: Chance, depth: number): unknown {
  const goDeeper = depth === 0 || chance.is(0.75);
  if (goDeeper && isObject(value) && Object.keys(value).length > 0) {
    const name = chance.of(Object.keys(value));
    if (depth > 0 && chance.is(0.1)) return without(value, name);
    if (depth > 0 && chance.is(0.1)) return { ...value, [oddText(texts, chance)]: value[name] };
    return { ...value, [name]: changed(value[name], texts, chance, depth + 1) };
  }
  if (goDeeper && Array.isArray(value) && value.length > 0) {
    const index = chance.below(value.length);
    if (chance.is(0.2)) return [...value, chance.of([null, value[index], {}, [], 'text'])];
    return value.with(index, changed(value[index], texts, chance, depth + 1));
  }
  return depth === 0 ? value : replacement(value, texts, chance);
}

function without(value: Input, name: string): Input {
  const { [name]: _, ...rest } = value;
  return rest;
}

const NUMBERS = [-1, 0, 1, 2, 10, 255, 1.5, -0.1, 2 ** 31, 2 ** 53, -(2 ** 63), 1e300, 5e-324];

function replacement(value: unknown, texts: readonly string[], chance: Chance): unknown {
  if (chance.is(0.15)) return chance.of([null, [], {}, [null], { key: null }, '', true, 0, 'text']);
  if (Array.isArray(value)) {
    const length = chance.of([0, 1, 2, 11, 26, 101, 1001]);
    return Array.from({ length }, () => value[0] ?? null);
  }
  if (isObject(value)) {
    const names = Array.from({ length: chance.of([0, 1, 2, 60]) }, () => oddText(texts, chance));
    return Object.fromEntries(names.map((name) => [name, Object.values(value)[0] ?? null]));
  }
  if (typeof value === 'number') return chance.is(0.9) ? chance.of(NUMBERS) : 'NaN';
  if (typeof value === 'boolean') return chance.of([true, false, 'true', 1]);
  return chance.is(0.5) ? garbled(String(value), chance) : oddText(texts, chance);
}

const NESTED = `{"a":${'['.repeat(5_000)}${']'.repeat(5_000)}}`;

const TEXTS = [
  NESTED,
  ...[
    '',
    ' ',
    'a',
    'A'.repeat(70),
    'x'.repeat(3_000),
    'x'.repeat(300_000),
    '*',
    '?',
    '/',
    '..',
    '.',
  ],
  ...[
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'NaN',
    '-1',
    '0',
    '1e999',
    '007',
  ],
  ...[
    'é',
    '😀',
    '\ud800',
    '\u0000',
    '\u202e',
    'a\nb',
    'a\tb',
    '%',
    '%zz',
    '%00',
    '+',
    '&',
    '=',
    '#',
  ],
  ...['{}', '[]', '"', '{"a":', '[1,2', '{"a":[{"exists":false}]}', '$', '$.a', '$$', '{% 1 %}'],
  ...[
    '2030-01-01T00:00:00Z',
    '2030-02-30',
    '-271821-04-20T00:00:00Z',
    'rate(0 days)',
    'rate(1 day)',
  ],
  ...['cron(* * * * ? *)', 'cron(0 0 31 2 ? *)', 'at(2031-01-01T00:00:00)', 'arn:', 'arn:aws:::::'],
  ...[
    'arn:aws:sqs:us-east-1:123456789012:text',
    'http://127.0.0.1:4566/',
    'a=b AND c',
    'SET a = b',
  ],
  ...['#text = :text', 'attribute_exists(a)', 'size(a) > :text', 'a[0].b', '(((', 'REMOVE a, a.b'],
  ...['bytes=0-1', 'bytes=-1', 'AAAA', '====', 'a:b', 's3://text/text', '<a/>', '&amp;', 'text:1'],
];

function oddText(texts: readonly string[], chance: Chance): string {
  return chance.of(chance.is(0.7) ? TEXTS : texts);
}

/** A text with a few of its characters gone, doubled or replaced. */
function garbled(text: string, chance: Chance): string {
  let garbled = text;
  for (let changes = 1 + chance.below(3); changes > 0; changes--) {
    const from = chance.below(garbled.length + 1);
    const to = Math.min(garbled.length, from + chance.of([0, 1, 1, 2, 20]));
    const put = chance.of(['', '', garbled.slice(from, to).repeat(2), chance.of(TEXTS)]);
    garbled = garbled.slice(0, from) + put + garbled.slice(to);
  }
  return garbled.slice(0, 400_000);
}
