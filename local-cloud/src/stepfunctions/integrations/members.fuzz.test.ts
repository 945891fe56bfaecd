import { createHook } from 'node:async_hooks';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { createAwsCalls } from '../api/aws-calls.ts';
import { version1, version2 } from './java-names.ts';
import { misfit, toInput, toResult } from './members.ts';
import { TestWorld } from './testing.ts';

const shape = (await createAwsCalls(new TestWorld() as never).shape('dynamodb', 'putItem'))!;

/** DynamoDB's attribute values as Task states write them, five levels deep at most. */
const values = (bool: string, nul: string, strings: string) =>
  fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      fc.record({ S: fc.string() }),
      fc.record({ N: fc.integer().map(String) }),
      fc.boolean().map((given) => ({ [bool]: given })),
      fc.constant({ [nul]: true }),
      fc.array(fc.string(), { minLength: 1 }).map((given) => ({ [strings]: given })),
      fc.record({ L: fc.array(tie('value'), { maxLength: 3 }) }),
      fc.record({ M: fc.dictionary(names, tie('value'), { maxKeys: 3 }) }),
    ),
  })).value;
const names = fc.oneof(fc.string({ minLength: 1 }), fc.constant('__proto__'));
const style = { time: (date: Date) => date.getTime() };

test.each([
  ['version 1', version1, values('BOOL', 'NULL', 'SS')],
  ['version 2', version2, values('Bool', 'Nul', 'Ss')],
])('what %s of the SDK takes in, it gives back', async (_, spelling, value) => {
  await fc.assert(
    fc.asyncProperty(fc.dictionary(names, value, { maxKeys: 4 }), async (Item) => {
      const parameters = { TableName: 'orders', Item } as Json;
      expect(misfit(shape.input, parameters, spelling)).toBeUndefined();
      const input = toInput(shape.input, parameters, spelling);
      const back = await toResult(shape.input, input, {
        spelling,
        ...style,
        longest: Number.POSITIVE_INFINITY,
      });
      expect(back).toEqual(parameters);
    }),
    { numRuns: 200 },
  );
});

test('any JSON is either taken or refused with States.Runtime, never anything else', async () => {
  await fc.assert(
    fc.property(fc.jsonValue(), (parameters) => {
      const refusal = misfit(shape.input, parameters as Json, version2);
      if (refusal === undefined) toInput(shape.input, parameters as Json, version2);
      else expect(refusal.error).toBe('States.Runtime');
    }),
    { numRuns: 500 },
  );
});

test('a large item is not waited for value by value', async () => {
  let promises = 0;
  const init = (_id: number, type: string): void => {
    if (type === 'PROMISE') promises += 1;
  };
  const hook = createHook({ init });
  const L = Array.from({ length: 5_000 }, (_, at) => ({ N: String(at) }));
  const input = { TableName: 'orders', Item: { list: { L } } };
  hook.enable();
  const result = await toResult(shape.input, input, { spelling: version2, ...style, longest: 1 });
  hook.disable();
  expect(result).toEqual({ Item: { list: { L } }, TableName: 'orders' });
  expect(promises).toBeLessThan(20);
});
