import { expect, test } from 'vitest';
import type { JsonObject } from '../core/json.ts';
import { type Failures, historyOf, named, TASK, withoutData } from './testing.ts';

const QUICK = { IntervalSeconds: 1, MaxAttempts: 1 };

/** One Task with its handlers; each catcher leads where it says. */
function machine(fields: JsonObject, language = 'JSONPath'): JsonObject {
  const Do = { ...TASK, Next: 'Done', ...fields };
  const targets = ['Done', 'Mend', 'Alarm'].filter((name) => JSON.stringify(Do).includes(name));
  const others = targets.map((name) => [name, { Type: 'Pass', End: true }] as const);
  return {
    QueryLanguage: language,
    StartAt: 'Do',
    States: { Do, ...Object.fromEntries(others) },
  };
}

async function handled(definition: JsonObject, failures: Failures = {}): Promise<string[]> {
  const history = await historyOf(definition, {}, failures);
  const covered = named('covered', definition, history);
  expect(named('covered', definition, withoutData(history))).toEqual(covered);
  return covered.filter((name) => /(Retry|Catch)\[/.test(name)).map((name) => name.split(' (')[0]!);
}

const RETRY = [
  { ErrorEquals: ['Busy', 'Slow'], ...QUICK },
  { ErrorEquals: ['States.ALL'], ...QUICK },
];
const CATCH = [
  { ErrorEquals: ['Broken'], Next: 'Mend' },
  { ErrorEquals: ['Busy'], Next: 'Mend' },
  { ErrorEquals: ['States.ALL'], Next: 'Alarm' },
];

test('a task that succeeds at once fires nothing', async () => {
  expect(await handled(machine({ Retry: RETRY, Catch: CATCH }))).toEqual([]);
});

test('the first retrier that names the error is the one that fired', async () => {
  const definition = machine({ Retry: RETRY });
  expect(await handled(definition, { Do: ['Slow'] })).toEqual(['Do: Retry[0]']);
  expect(await handled(definition, { Do: ['Other'] })).toEqual(['Do: Retry[1]']);
  expect(await handled(definition, { Do: ['Other', 'Busy'] })).toEqual([
    'Do: Retry[0]',
    'Do: Retry[1]',
  ]);
});

test('a retrier that is not given an attempt has not fired', async () => {
  const definition = machine({ Retry: [{ ErrorEquals: ['Busy'], MaxAttempts: 0 }] });
  expect(await handled(definition, { Do: ['Busy'] })).toEqual([]);
});

test('catchers that lead to the same state are told apart by the error', async () => {
  const definition = machine({ Catch: CATCH });
  expect(await handled(definition, { Do: ['Broken'] })).toEqual(['Do: Catch[0]']);
  expect(await handled(definition, { Do: ['Busy'] })).toEqual(['Do: Catch[1]']);
  expect(await handled(definition, { Do: ['Other'] })).toEqual(['Do: Catch[2]']);
});

test('a catcher that leads where the state would go anyway has fired if the task failed', async () => {
  const definition = machine({ Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Done' }] });
  expect(await handled(definition)).toEqual([]);
  expect(await handled(definition, { Do: ['Busy'] })).toEqual(['Do: Catch[0]']);
});

test('retries come first, then the catcher', async () => {
  const definition = machine({ Retry: RETRY, Catch: CATCH });
  expect(await handled(definition, { Do: ['Busy', 'Busy'] })).toEqual([
    'Do: Retry[0]',
    'Do: Catch[1]',
  ]);
});

test('a missed heartbeat may be one retrier or the other: the history cannot tell', async () => {
  const definition = machine({
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: 'do', Payload: { 'token.$': '$$.Task.Token' } },
    TimeoutSeconds: 60,
    HeartbeatSeconds: 10,
    Retry: [
      { ErrorEquals: ['States.HeartbeatTimeout'], ...QUICK },
      { ErrorEquals: ['States.Timeout'], ...QUICK },
    ],
  });
  const history = await historyOf(definition, {}, { Do: ['no heartbeat', 'no heartbeat'] });
  expect(named('cannot tell', definition, history)).toEqual([
    'Do: Retry[0] (States.HeartbeatTimeout)',
    'Do: Retry[1] (States.Timeout)',
  ]);
});

test('a failed evaluation is retried and caught like any failure', async () => {
  const definition = machine(
    {
      Arguments: '{% $error("no") %}',
      Retry: [{ ErrorEquals: ['States.QueryEvaluationError'], ...QUICK }],
      Catch: CATCH,
    },
    'JSONata',
  );
  expect(await handled(definition)).toEqual(['Do: Retry[0]', 'Do: Catch[2]']);
});

test('a catcher whose own evaluation fails is no retry', async () => {
  const definition = machine(
    {
      Retry: [{ ErrorEquals: ['Never'] }, { ErrorEquals: ['Broken'], MaxAttempts: 0 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Output: '{% $error("no") %}', Next: 'Mend' }],
    },
    'JSONata',
  );
  expect(await handled(definition, { Do: ['Broken'] })).toEqual([]);
});

test('a failure that no event tells of shows by the state entered next', async () => {
  const definition = machine({
    ResultPath: '$.orders[0]',
    Catch: [
      { ErrorEquals: ['States.ResultPathMatchFailure'], Next: 'Mend' },
      { ErrorEquals: ['States.ALL'], Next: 'Alarm' },
    ],
  });
  expect(await handled(definition)).toEqual(['Do: Catch[0]']);
});

/** An inner Parallel in an outer one, a Task beside it, a Map around them all. */
function nested(inner: JsonObject, outer: JsonObject): JsonObject {
  const alone = (name: string, state: JsonObject) => ({ StartAt: name, States: { [name]: state } });
  const innermost = {
    Type: 'Parallel',
    Branches: [alone('Do', { ...TASK, End: true }), alone('Beside', { ...TASK, End: true })],
    ...inner,
    End: true,
  };
  const middle = {
    Type: 'Parallel',
    Branches: [alone('Inner', innermost), alone('Other', { ...TASK, End: true })],
    ...outer,
    End: true,
  };
  const each = { Type: 'Map', ItemsPath: '$.items', ItemProcessor: alone('Outer', middle) };
  return alone('Each', {
    ...each,
    Retry: [{ ErrorEquals: ['Busy'], ...QUICK }],
    End: true,
  });
}

async function firedIn(definition: JsonObject, failures: Failures): Promise<string[]> {
  const history = await historyOf(definition, { items: [1, 2] }, failures);
  return named('covered', definition, withoutData(history)).filter((name) => /Retry/.test(name));
}

test('a failure is retried by the nearest Parallel or Map that names it, and by no other', async () => {
  const retry = (error: string) => ({ Retry: [{ ErrorEquals: [error], ...QUICK }] });
  expect(await firedIn(nested(retry('Busy'), retry('Busy')), { Do: ['Busy'] })).toEqual([
    'Inner: Retry[0] (Busy)',
  ]);
  expect(await firedIn(nested(retry('Slow'), retry('Busy')), { Do: ['Busy'] })).toEqual([
    'Outer: Retry[0] (Busy)',
  ]);
  expect(await firedIn(nested(retry('Slow'), retry('Slow')), { Do: ['Busy'] })).toEqual([
    'Each: Retry[0] (Busy)',
  ]);
});

test('a failure that goes up through all of them fires each when its turn comes', async () => {
  const retry = { Retry: [{ ErrorEquals: ['Busy'], ...QUICK }] };
  const failures = { Do: Array.from({ length: 20 }, () => 'Busy') };
  expect(await firedIn(nested(retry, retry), failures)).toEqual([
    'Each: Retry[0] (Busy)',
    'Outer: Retry[0] (Busy)',
    'Inner: Retry[0] (Busy)',
  ]);
});

test('what branches do at the same time is not mixed up', async () => {
  const branch = (name: string) => ({
    StartAt: name,
    States: {
      [name]: {
        ...TASK,
        Retry: [
          { ErrorEquals: ['Busy'], ...QUICK },
          { ErrorEquals: ['Slow'], ...QUICK },
        ],
        End: true,
      },
    },
  });
  const definition = {
    StartAt: 'Both',
    States: { Both: { Type: 'Parallel', Branches: [branch('One'), branch('Two')], End: true } },
  };
  const history = await historyOf(definition, {}, { One: ['Busy'], Two: ['Slow'] });
  expect(named('not covered', definition, history)).toEqual([
    'One: Retry[1] (Slow)',
    'Two: Retry[0] (Busy)',
  ]);
});

test('the error of a Fail state is the one its definition says', async () => {
  const failing = (error: string) => ({
    QueryLanguage: 'JSONata',
    StartAt: 'Try',
    States: {
      Try: {
        Type: 'Parallel',
        Branches: [{ StartAt: 'No', States: { No: { Type: 'Fail', Error: error } } }],
        Catch: [
          { ErrorEquals: ['Refused'], Next: 'End' },
          { ErrorEquals: ['States.ALL'], Next: 'End' },
        ],
        End: true,
      },
      End: { Type: 'Succeed' },
    },
  });
  const said = failing('Refused');
  expect(named('not covered', said, await historyOf(said))).toEqual([
    'Try: Catch[1] (States.ALL -> End)',
  ]);
  const made = failing("{% 'Refused' %}");
  expect(named('cannot tell', made, await historyOf(made))).toEqual([
    'Try: Catch[0] (Refused -> End)',
    'Try: Catch[1] (States.ALL -> End)',
  ]);
});
