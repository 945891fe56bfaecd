import { join } from 'node:path';
import {
  endsOf,
  loadWorkflows,
  type Scenario,
  type SingleStep,
  stepsOf,
} from 'local-cloud/scenarios';
import { describe, expect, test } from 'vitest';
import { namesIn, read, root } from '../project.ts';

interface State {
  Type: string;
  Next?: string;
  Default?: string;
  Choices?: { Next: string }[];
  Catch?: { Next: string }[];
  Branches?: Machine[];
  ItemProcessor?: Machine;
}

interface Machine {
  ProcessorConfig?: { Mode: string };
  StartAt: string;
  States: Record<string, State>;
}

const inner = ({ Branches = [], ItemProcessor }: State) => [
  ...Branches,
  ...(ItemProcessor ? [ItemProcessor] : []),
];

function allStates({ States }: Machine): Record<string, State> {
  const nested = Object.values(States).flatMap(inner).map(allStates);
  return Object.assign({}, States, ...nested);
}

/** Those that an execution enters itself: the states of a Distributed Map its children enter. */
function ownStates({ States }: Machine): string[] {
  const own = Object.values(States)
    .flatMap(inner)
    .filter(({ ProcessorConfig }) => ProcessorConfig?.Mode !== 'DISTRIBUTED');
  return [...Object.keys(States), ...own.flatMap(ownStates)];
}

/** The states that may come right after this one, those inside it not counted. */
function following({ Next, Default, Choices = [], Catch = [] }: State): string[] {
  const next = [Next, Default].filter((name) => name !== undefined);
  return [...next, ...[...Choices, ...Catch].map((rule) => rule.Next)];
}

/**
 * The same of all states, by name. A Parallel state of one branch is there for its Catch: a path goes
 * through the branch, and leaves it as the Parallel state is left.
 */
function successors({ States }: Machine): Record<string, string[]> {
  const wrapped = ({ Branches = [] }: State) => (Branches.length === 1 ? Branches : []);
  const own = Object.entries(States).map(([name, state]) => [
    name,
    [...following(state), ...wrapped(state).map(({ StartAt }) => StartAt)],
  ]);
  const nested = Object.values(States).flatMap((state) =>
    wrapped(state)
      .flatMap((branch) => Object.entries(successors(branch)))
      .map(([name, next]) => [name, [...next, ...following(state)]]),
  );
  return Object.fromEntries([...own, ...nested]);
}

function payloadsOf(scenario: Scenario): string[] {
  const steps = stepsOf(scenario);
  const calls = steps.flatMap((step) => ('call' in step ? [step.call] : []));
  const made = [...scenario.given, ...scenario.verify].filter((one) => 'service' in one);
  const files = [...calls, ...made].flatMap(({ files = {} }) => Object.values(files));
  const put = [...scenario.given, ...steps].flatMap((one) =>
    'put' in one && 'file' in one.put ? [one.put.file] : [],
  );
  const written = [...files, ...put].filter((file) => !file.includes('#'));
  return [...written, ...steps.flatMap((step) => sentBy(step).payload ?? [])];
}

/** The payload file that a step sends, and what it changes in it. */
function sentBy(step: SingleStep): { payload?: string | undefined; changes: object } {
  if ('start' in step) return { payload: step.start.payload, changes: step.start.with ?? {} };
  return { payload: 'request' in step ? step.request.payload : undefined, changes: {} };
}

/** The sample ids that a step sends: those it puts into the payload, or else the payload's own. */
function idsSent(workflow: string, step: SingleStep): string[] {
  const { payload, changes } = sentBy(step);
  const idsIn = (text: string) => [...text.matchAll(/"(sample-[^"\\]+)/g)].map(([, id]) => id!);
  const put = idsIn(JSON.stringify(changes));
  return put.length > 0 || payload === undefined ? put : idsIn(read('events', workflow, payload));
}

describe.each(loadWorkflows(join(root, 'events')))('$name', ({ name, scenarios }) => {
  const machine: Machine = JSON.parse(read('statemachines', `${name}.asl.json`));
  const states = allStates(machine);
  const ways = successors(machine);
  const payloads = namesIn(`events/${name}`, '.json').map((file) => `${file}.json`);

  test('every payload is sent by a scenario, and every one that is sent is there', () => {
    const sent = new Set(Object.values(scenarios).flatMap(payloadsOf));
    expect([...sent].sort()).toEqual(payloads.sort());
  });

  test('ids begin with the name of their scenario, so that its file can remove what they left', () => {
    for (const [scenario, { steps }] of Object.entries(scenarios)) {
      const sent = stepsOf({ steps }).flatMap((step) => idsSent(name, step));
      const ids = sent.map((id) => `${id.replace('${scenario}', scenario)}-`);
      expect(ids.filter((id) => !id.startsWith(`sample-${scenario}-`))).toEqual([]);
    }
  });

  test('payloads are objects, as StartExecution takes them', () => {
    for (const file of payloads) {
      expect(JSON.parse(read('events', name, file)), file).toBeTypeOf('object');
    }
  });

  test('every state of the machine is entered by a scenario', () => {
    const entered = new Set(
      Object.values(scenarios)
        .flatMap(endsOf)
        .flatMap(({ path }) => path.flat()),
    );
    expect(ownStates(machine).filter((state) => !entered.has(state))).toEqual([]);
  });

  const paths = Object.entries(scenarios).flatMap(([scenario, { expect: ends }]) =>
    endsOf({ expect: ends }).map((end) => [scenario, end] as const),
  );

  test.each(paths)('the path of %s is a way through the machine', (_, end) => {
    const { path: steps, status, error } = end;
    const path = steps.filter((step) => typeof step === 'string');
    const nested = steps.filter((step) => typeof step !== 'string').flat();
    expect(path[0]).toBe(machine.StartAt);
    for (const [at, state] of path.slice(1).entries()) {
      expect(ways[path[at]!], `after ${path[at]}`).toContain(state);
    }
    // What is not caught ends where it fails.
    const ends = error?.startsWith('States.') ? ['Map', 'Fail'] : ['Succeed', 'Fail'];
    const last = states[path.at(-1)!]!.Type;
    if (status !== 'ABORTED') expect(ends).toContain(last);
    expect(nested.filter((state) => state in machine.States || !(state in states))).toEqual([]);
  });

  test('every fault is injected into a task of the machine', () => {
    const struck = Object.values(scenarios).flatMap(({ faults }) =>
      faults.map(({ state }) => state),
    );
    expect(struck.filter((state) => states[state]?.Type !== 'Task')).toEqual([]);
  });
});
