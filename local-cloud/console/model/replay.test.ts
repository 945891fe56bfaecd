import type { GetExecutionHistoryCommandOutput } from '@aws-sdk/client-sfn';
import { beforeAll, expect, test } from 'vitest';
import { type ReportedEvent, reportedEvent } from '../../src/client/executions.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { definition, ROLE, TestApi } from '../../src/stepfunctions/api/testing.ts';
import { attemptsOf } from './attempts.ts';
import { costOf } from './cost.ts';
import { definitionOf, END, edgeKey, edgesOf, START, type Written } from './definition.ts';
import { layout } from './layout.ts';
import { isOpen, questionsIn } from './pending.ts';
import { picksIn, picksText } from './picks.ts';
import { type Run, replay } from './replay.ts';
import { iterationsOf, lookAt, shownStays, statusOf, together } from './status.ts';
import { takenEdges } from './taken.ts';
import { barOf, scaleOf } from './waterfall.ts';

const INVOKE = 'arn:aws:states:::lambda:invoke';
const branch = (name: string, state: JsonObject) => ({ StartAt: name, States: { [name]: state } });

/** One of everything: variables, a retry, a Catch, branches and items. */
const MACHINE = definition(
  {
    Note: { Type: 'Pass', Assign: { who: 'Sam', tries: 0 }, Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        branch('Left', { Type: 'Pass', End: true }),
        branch('Right', { Type: 'Pass', End: true }),
      ],
      Next: 'Each',
    },
    Each: {
      Type: 'Map',
      Items: [10, 20, 30],
      MaxConcurrency: 1,
      ItemProcessor: branch('Item', { Type: 'Pass', End: true }),
      Assign: { tries: '{% $tries + 1 %}' },
      Next: 'Ask',
    },
    Ask: {
      Type: 'Task',
      Resource: INVOKE,
      Arguments: { FunctionName: 'ask', Payload: { who: '{% $who %}' } },
      Retry: [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 5, MaxAttempts: 1 }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Sorry' }],
      Next: 'Never',
    },
    Never: { Type: 'Pass', End: true },
    Sorry: { Type: 'Pass', End: true },
  },
  { QueryLanguage: 'JSONata' },
);

let events: ReportedEvent[];
let run: Run;
const staysOf = (state: string) => run.stays.filter((stay) => stay.state === state);
const last = () => lookAt(run, events.length);
const idOf = (type: string, nth = 0) => events.filter((event) => event.type === type)[nth]!.id;

beforeAll(async () => {
  const api = new TestApi();
  api.answers['Lambda.Invoke'] = () => {
    throw new Error('no');
  };
  const { stateMachineArn } = await api.send<{ stateMachineArn: string }>('CreateStateMachine', {
    name: 'all',
    definition: MACHINE,
    roleArn: ROLE,
  });
  const { executionArn } = await api.send<{ executionArn: string }>('StartExecution', {
    stateMachineArn,
    input: '{}',
  });
  while (await api.clock.next());
  const history = await api.send<GetExecutionHistoryCommandOutput>('GetExecutionHistory', {
    executionArn,
  });
  events = history.events!.map(reportedEvent);
  run = replay(events);
});

test('every stay is in the Parallel or the item of the Map that it takes place in', () => {
  expect(run.stays.map(({ state }) => state)).toEqual([
    'Note',
    'Both',
    'Left',
    'Right',
    'Each',
    'Item',
    'Item',
    'Item',
    'Ask',
    'Sorry',
  ]);
  expect(staysOf('Left')[0]!.parent).toBe(staysOf('Both')[0]);
  expect(staysOf('Item').map(({ parent, iteration }) => [parent!.state, iteration])).toEqual([
    ['Each', 0],
    ['Each', 1],
    ['Each', 2],
  ]);
});

test('variables are told before and after each stay', () => {
  const [note] = staysOf('Note');
  expect([note!.before, note!.after]).toEqual([{}, { who: '"Sam"', tries: '0' }]);
  expect(staysOf('Left')[0]!.before).toEqual(note!.after);
  expect(staysOf('Each')[0]!.after.tries).toBe('1');
  expect(staysOf('Ask')[0]!.before).toEqual({ who: '"Sam"', tries: '1' });
});

test('a state has a status at every event', () => {
  const ask = staysOf('Ask')[0]!;
  const at = (until: number) => statusOf(lookAt(run, until), ask);
  expect(at(ask.id - 1)).toBeUndefined();
  expect(at(ask.id)).toBe('running');
  expect(at(idOf('TaskFailed'))).toBe('retrying');
  expect(at(idOf('TaskScheduled', 1))).toBe('running');
  expect(at(events.length)).toBe('caught');
  expect(statusOf(last(), staysOf('Both')[0]!)).toBe('succeeded');
});

test.each([
  ['the execution', 'ExecutionAborted', 0],
  ['the execution, as it followed the state', 'ExecutionAborted', 1],
  ['the branch it is in, which is retried', 'TaskStateAborted', 1],
])('what was under way when %s ended was stopped', (_what, type, back) => {
  const cut = events.slice(0, idOf('TaskScheduled'));
  const aborted = { ...events.at(-1)!, id: cut.length + 1, previous: back * cut.length, type };
  const stopped = replay([...cut, aborted]);
  expect(statusOf(lookAt(stopped, aborted.id), stopped.stays.at(-1)!)).toBe('stopped');
});

test('attempts tell their arguments, their errors and how long was waited', () => {
  const attempts = attemptsOf(last(), staysOf('Ask')[0]!);
  expect(attempts).toHaveLength(2);
  expect(attempts[1]).toMatchObject({ waited: 5000, resource: 'lambda:invoke' });
  expect(attempts[1]!.error).toBeDefined();
  expect(JSON.parse(attempts[0]!.parameters!)).toMatchObject({ Payload: { who: 'Sam' } });
});

test('the items of a Map can be looked at one by one', () => {
  const each = staysOf('Each')[0]!;
  const statuses = iterationsOf(each, events.length).map(({ status }) => status);
  expect(statuses).toEqual(['succeeded', 'succeeded', 'succeeded']);
  expect(iterationsOf(each, idOf('MapIterationStarted', 1))).toMatchObject([
    { index: 0, status: 'succeeded' },
    { index: 1, status: 'running' },
  ]);
  expect(shownStays(last(), new Map()).get('Item')).toHaveLength(3);
  expect(shownStays(last(), picksIn('[["Each",1]]')).get('Item')).toMatchObject([{ iteration: 1 }]);
});

test.each(['', '{}', 'null', '[1,["a"],{}]', '[["a","b"]]'])(
  'an address that picks no item: %j',
  (text) => expect(picksText(picksIn(text))).toBe(''),
);

test('several stays are together what asks for a look first', () => {
  expect(together(['succeeded', 'failed', 'running'])).toBe('running');
  expect(together(['succeeded', 'failed'])).toBe('failed');
  expect(together([])).toBeUndefined();
});

test('the ways that were taken are those of the definition', () => {
  const taken = takenEdges(last(), new Map());
  const way = (from: string, to: string, kind: 'next' | 'catch') =>
    taken.get(edgeKey({ from, to, kind }));
  expect(way(START, 'Note', 'next')).toBe(1);
  expect(way('Note', 'Both', 'next')).toBe(1);
  expect(way('Ask', 'Sorry', 'catch')).toBe(1);
  expect(way('Ask', 'Never', 'next')).toBeUndefined();
  expect(way('Sorry', END, 'next')).toBe(1);
  const written = JSON.parse(MACHINE) as Written;
  const known = [
    edgeKey({ from: START, to: 'Note', kind: 'next' }),
    ...edgesOf(written).map(edgeKey),
  ];
  expect([...taken.keys()].filter((key) => !known.includes(key))).toEqual([]);
});

test('without its definition, the history tells the part that was gone through', () => {
  const told = definitionOf(run);
  expect(told.StartAt).toBe('Note');
  expect(Object.keys(told.States)).toEqual(['Note', 'Both', 'Each', 'Ask', 'Sorry']);
  expect(told.States.Both!.Branches![0]!.States).toHaveProperty('Left');
});

test('everything has a place of its own, and what is inside of a state lies inside of it', () => {
  const placed = layout(JSON.parse(MACHINE) as Written);
  const boxes = placed.nodes.filter(({ type }) => type !== 'Start' && type !== 'End');
  expect(boxes.map(({ name }) => name).sort()).toEqual(
    Object.keys(JSON.parse(MACHINE).States).sort(),
  );
  for (const one of boxes) {
    const others = boxes.filter((other) => other !== one);
    expect(others.filter((other) => overlaps(one, other))).toEqual([]);
  }
  const both = boxes.find(({ name }) => name === 'Both')!;
  for (const level of both.inside) {
    expect(level.x + level.width).toBeLessThanOrEqual(both.width);
    expect(level.y + level.height).toBeLessThanOrEqual(both.height);
  }
});

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

function overlaps(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test.each([
  ['Note', 1],
  ['Ask', 2],
  ['Both', 3],
  ['Each', 4],
])(
  '%s has cost %i transitions, with its retries and what is inside of it',
  (state, transitions) => {
    // AWS's list price: $0.025 for 1,000 transitions. https://aws.amazon.com/step-functions/pricing/
    const { dollars, ...cost } = costOf(last(), staysOf(state)[0]!);
    expect(cost).toEqual({ transitions });
    expect(dollars).toBeCloseTo(transitions * 0.000025, 10);
  },
);

test('before its retry a state has cost what it has until then', () => {
  const until = idOf('TaskFailed');
  expect(costOf(lookAt(run, until), staysOf('Ask')[0]!).transitions).toBe(1);
});

test('on the timeline a state has its attempts, and between them the time it waited', () => {
  const [ask] = staysOf('Ask');
  const { attempts, ...whole } = barOf(last(), ask!);
  expect(whole).toEqual({ from: ask!.events[0]!.time, to: ask!.exited!.time, status: 'caught' });
  expect(attempts.map(({ status }) => status)).toEqual(['failed', 'failed']);
  expect(attempts[1]!.from - attempts[0]!.to).toBe(5000);
});

test('what is under way on the timeline goes as far as what was last heard of', () => {
  const until = idOf('TaskScheduled');
  const { to, attempts } = barOf(lookAt(run, until), staysOf('Ask')[0]!);
  expect(to).toBe(events[until - 1]!.time);
  expect(attempts).toMatchObject([{ status: 'running', to }]);
});

test('a line of times leaves room for short ones beside long ones, or is true to scale', () => {
  const DAY = 86_400_000;
  const times = [0, 9, 9, 9 + DAY, 18 + DAY];
  const scale = scaleOf(times, false);
  const shares = times.map((time) => scale.at(time));
  expect(shares[0]).toBe(0);
  expect(shares[4]).toBe(1);
  expect(shares[1]).toBeCloseTo(shares[4]! - shares[3]!);
  expect(shares[1]).toBeGreaterThan(0.05);
  expect(scale.timeAt(scale.at(5))).toBeCloseTo(5);
  expect(scaleOf(times, true).at(9)).toBeLessThan(0.000001);
  expect(scaleOf([7], false).at(7)).toBe(0);
});

const FOOTER = '\n--\nunsubscribe at http://127.0.0.1/unsubscribe';

test('a question is open while the attempt that it was sent for waits', () => {
  const { id: enteredId } = staysOf('Ask')[0]!;
  const mail = (attempt: number, body = 'here: http://127.0.0.1/answer') => ({
    ...{ id: attempt, sent: 0, from: 'a', to: 'b', subject: 's', body: body + FOOTER },
    task: { executionArn: 'arn:one', state: 'Ask', enteredId, attempt },
  });
  const { task: _, ...stray } = mail(3);
  const questions = questionsIn([mail(1), mail(2), mail(4, 'nothing to answer'), stray]);
  expect(questions.map(({ link }) => link)).toEqual(Array(2).fill('http://127.0.0.1/answer'));
  const open = (until: number) => questions.map((one) => isOpen(one, events.slice(0, until)));
  expect(open(idOf('TaskScheduled'))).toEqual([true, false]);
  expect(open(idOf('TaskFailed'))).toEqual([false, false]);
  expect(open(idOf('TaskScheduled', 1))).toEqual([false, true]);
  expect(open(events.length)).toEqual([false, false]);
});
