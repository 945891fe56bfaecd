import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isObject, type Json } from '../../../core/json.ts';
import { testScope } from '../testing.ts';
import { compilePath } from './compile-path.ts';

/** A step of a path: its text, and by the book what it finds in one value. */
interface Step {
  readonly text: string;
  readonly definite: boolean;
  find(value: Json): Json[];
}

const NAMES = ['a', 'b', 'c', '__proto__', 'constructor'];
const name = fc.constantFrom(...NAMES);
const small = fc.integer({ min: -3, max: 3 });

const { value } = fc.letrec<{ value: Json }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.oneof(fc.constant<Json>(null), fc.boolean(), small, fc.constantFrom('a', 'b')),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(fc.tuple(name, tie('value')), { maxLength: 4 })
      .map((members) => Object.fromEntries(members) as Json),
  ),
}));

function member(value: Json, key: string): Json[] {
  return isObject(value) && Object.hasOwn(value, key) ? [value[key]!] : [];
}

function element(value: Json, index: number): Json[] {
  if (!Array.isArray(value)) return [];
  const found = value[index < 0 ? value.length + index : index];
  return found === undefined ? [] : [found];
}

function below(value: Json): Json[] {
  return Array.isArray(value) ? value : isObject(value) ? Object.values(value) : [];
}

function everything(value: Json): Json[] {
  return [value, ...below(value).flatMap(everything)];
}

const property: fc.Arbitrary<Step> = fc.tuple(name, fc.boolean()).map(([key, dotted]) => ({
  text: dotted ? `.${key}` : `['${key}']`,
  definite: true,
  find: (value) => member(value, key),
}));

const index: fc.Arbitrary<Step> = small.map((at) => ({
  text: `[${at}]`,
  definite: true,
  find: (value) => element(value, at),
}));

const union: fc.Arbitrary<Step> = fc.array(small, { minLength: 2, maxLength: 3 }).map((all) => ({
  text: `[${all.join(', ')}]`,
  definite: false,
  find: (value) => all.flatMap((at) => element(value, at)),
}));

const slice: fc.Arbitrary<Step> = fc.tuple(fc.nat(3), fc.option(fc.nat(4))).map(([from, to]) => ({
  text: `[${from}:${to ?? ''}]`,
  definite: false,
  find: (value) => (Array.isArray(value) ? value.slice(from, to ?? undefined) : []),
}));

const wildcard: fc.Arbitrary<Step> = fc.constantFrom('.*', '[*]').map((text) => ({
  text,
  definite: false,
  find: below,
}));

const filter: fc.Arbitrary<Step> = fc.tuple(name, small).map(([key, least]) => ({
  text: `[?(@.${key} >= ${least})]`,
  definite: false,
  find: (value) => {
    const accepts = (item: Json) =>
      member(item, key).some((found) => typeof found === 'number' && found >= least);
    return Array.isArray(value)
      ? value.filter(accepts)
      : [value].filter((item) => isObject(item) && accepts(item));
  },
}));

const scan: fc.Arbitrary<Step> = name.map((key) => ({
  text: `..${key}`,
  definite: false,
  find: (value) => everything(value).flatMap((each) => member(each, key)),
}));

const step = fc.oneof(property, index, union, slice, wildcard, filter, scan);

/** Of null, paths find nothing at all. */
const input = value.filter((any) => any !== null);

test('a path finds what its steps find one after the other', () => {
  fc.assert(
    fc.property(input, fc.array(step, { maxLength: 4 }), (input, steps) => {
      const path = compilePath(`$${steps.map(({ text }) => text).join('')}`);
      const found = steps.reduce<Json[]>((values, { find }) => values.flatMap(find), [input]);
      const definite = steps.every((each) => each.definite);

      expect(path.definite).toBe(definite);
      expect(path.find(testScope({ input }))).toEqual(definite ? found[0] : found);
    }),
    { numRuns: 2_000 },
  );
});

test('reading changes nothing, and reads the same again', () => {
  fc.assert(
    fc.property(input, fc.array(step, { maxLength: 4 }), (input, steps) => {
      const path = compilePath(`$${steps.map(({ text }) => text).join('')}`);
      const before = JSON.stringify(input);
      const first = path.find(testScope({ input }));

      expect(path.find(testScope({ input }))).toEqual(first);
      expect(JSON.stringify(input)).toBe(before);
    }),
  );
});
