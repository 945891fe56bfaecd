import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { only, output, TestBench } from '../execution/testing/bench.ts';

// Written and read once: JSON knows no -0.
const json = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as Json);
const object: fc.Arbitrary<JsonObject> = fc.dictionary(fc.stringMatching(/^[a-z]{1,4}$/), json);
const bench = new TestBench();

async function pass(fields: JsonObject, input: Json): Promise<Json> {
  return output(await bench.run(only({ Type: 'Pass', ...fields }), input));
}

test('a Pass state hands on its input as it is', async () => {
  await fc.assert(
    fc.asyncProperty(json, async (input) => {
      expect(JSON.stringify(await pass({}, input))).toBe(JSON.stringify(input));
    }),
  );
});

test('InputPath null gives an empty object, ResultPath null the input, OutputPath null nothing', async () => {
  await fc.assert(
    fc.asyncProperty(object, json, async (input, result) => {
      expect(await pass({ InputPath: null }, input)).toEqual({});
      expect(await pass({ Result: result, ResultPath: null }, input)).toEqual(input);
      expect(await pass({ OutputPath: null }, input)).toEqual({});
    }),
  );
});

test('what ResultPath puts in its place is what OutputPath finds there, and the rest stays', async () => {
  await fc.assert(
    fc.asyncProperty(object, json, async (input, result) => {
      const fields = { Result: result, ResultPath: '$.placed.here' };
      const flat = { ...input, placed: {} };
      expect(await pass({ ...fields, OutputPath: '$.placed.here' }, flat)).toEqual(result);
      expect(await pass(fields, flat)).toEqual({ ...flat, placed: { here: result } });
    }),
  );
});

test('ResultPath puts results into the input itself, not into what InputPath selects of it', async () => {
  await fc.assert(
    fc.asyncProperty(json, async (inner) => {
      const fields = { InputPath: '$.inner', ResultPath: '$.copy' };
      expect(await pass(fields, { inner })).toEqual({ inner, copy: inner });
    }),
  );
});

test('Parameters that select everything member by member give the input again', async () => {
  await fc.assert(
    fc.asyncProperty(object, async (input) => {
      const names = Object.keys(input);
      const Parameters = Object.fromEntries(names.map((name) => [`${name}.$`, `$.${name}`]));
      expect(await pass({ Parameters }, input)).toEqual(input);
    }),
  );
});

test('JSONata Output of $states.input is the input', async () => {
  await fc.assert(
    fc.asyncProperty(object, async (input) => {
      const definition = only({ Type: 'Pass', Output: '{% $states.input %}' }, 'JSONata');
      expect(output(await bench.run(definition, input))).toEqual(input);
    }),
  );
});

test('Assign and Output see the variables as they were before the state', async () => {
  const run = await bench.run({
    QueryLanguage: 'JSONata',
    StartAt: 'One',
    States: {
      One: { Type: 'Pass', Assign: { n: 1 }, Next: 'Two' },
      Two: {
        Type: 'Pass',
        Assign: { n: '{% $n + 1 %}', was: '{% $n %}' },
        Output: { before: '{% $n %}' },
        Next: 'Three',
      },
      Three: { Type: 'Pass', Output: '{% [$states.input.before, $n, $was] %}', End: true },
    },
  });
  expect(output(run)).toEqual([1, 2, 1]);
});
