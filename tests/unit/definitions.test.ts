import { createRequire } from 'node:module';
import { parseDefinition } from 'local-cloud/inspect';
import { describe, expect, test } from 'vitest';
import { read, slugs } from '../project.ts';
import { isTransient, LAMBDA_TRANSIENT } from './transient.ts';

const aslValidator = createRequire(import.meta.url)('asl-validator') as (definition: object) => {
  isValid: boolean;
  errorsText(): string;
};

interface State {
  Type: string;
  Comment?: string;
  Resource?: string;
  TimeoutSeconds?: number;
  Default?: string;
  Retry?: Retrier[];
  Catch?: { ErrorEquals: string[] }[];
  Branches?: Machine[];
  ItemProcessor?: Machine;
}

interface Retrier {
  ErrorEquals: string[];
  JitterStrategy?: string;
  MaxDelaySeconds?: number;
}

interface Machine {
  Comment?: string;
  TimeoutSeconds?: number;
  StartAt: string;
  States: Record<string, State>;
}

/** Every state by its name, those inside Parallel and Map too, and the states around it. */
function statesOf(machine: Machine, around: State[] = []): [string, State, State[]][] {
  return Object.entries(machine.States).flatMap(([name, state]) => {
    const inner = [
      ...(state.Branches ?? []),
      ...(state.ItemProcessor ? [state.ItemProcessor] : []),
    ];
    const own: [string, State, State[]] = [name, state, around];
    return [own, ...inner.flatMap((branch) => statesOf(branch, [...around, state]))];
  });
}

const named = (states: readonly (readonly [string, ...unknown[]])[]) =>
  states.map(([name]) => name);

describe.each(slugs)('%s', (slug) => {
  const text = read('statemachines', `${slug}.asl.json`);
  const machine: Machine = JSON.parse(text);
  const states = statesOf(machine);
  const tasks = states.filter(([, { Type }]) => Type === 'Task');

  test('is a definition that Step Functions accepts', () => {
    expect(() => parseDefinition(substituted(text))).not.toThrow();
  });

  test('is a definition that asl-validator accepts', () => {
    // A parsed copy: the validator changes what it is given.
    const { isValid, errorsText } = aslValidator(JSON.parse(substituted(text)));
    expect(isValid, errorsText()).toBe(true);
  });

  test('says what it is for, and every state why the business has it', () => {
    expect(machine.Comment).toMatch(/\w.{20,}/);
    expect(named(states.filter(([, { Comment = '' }]) => Comment.length < 20))).toEqual([]);
  });

  test('ends in time: the machine and each of its tasks', () => {
    expect(machine.TimeoutSeconds).toBeGreaterThan(0);
    expect(named(tasks.filter(([, { TimeoutSeconds }]) => !TimeoutSeconds))).toEqual([]);
  });

  test('has a Default on every Choice', () => {
    const choices = states.filter(([, { Type }]) => Type === 'Choice');
    expect(named(choices.filter(([, { Default }]) => Default === undefined))).toEqual([]);
  });

  test('retries every task, and what it retries is transient', () => {
    expect(named(tasks.filter(([, { Retry = [] }]) => Retry.length === 0))).toEqual([]);
    const retried = states.flatMap(([, { Retry = [] }]) => Retry.flatMap((one) => one.ErrorEquals));
    expect(retried.filter((error) => !isTransient(error))).toEqual([]);
  });

  test('retries Lambda on every transient error that Lambda knows', () => {
    const lambdas = tasks.filter(([, { Resource = '' }]) => Resource.includes(':lambda:'));
    for (const [name, { Retry = [] }] of lambdas) {
      expect(Retry, name).toContainEqual({
        ErrorEquals: LAMBDA_TRANSIENT,
        IntervalSeconds: 1,
        BackoffRate: 2,
        MaxAttempts: 5,
        MaxDelaySeconds: 30,
        JitterStrategy: 'FULL',
      });
    }
  });

  test('spreads its retries: full jitter and a longest delay', () => {
    const retriers = states.flatMap(([name, { Retry = [] }]) =>
      Retry.map((one) => [name, one] as const),
    );
    const hasty = retriers.filter(
      ([, { JitterStrategy, MaxDelaySeconds }]) => JitterStrategy !== 'FULL' || !MaxDelaySeconds,
    );
    expect(named(hasty)).toEqual([]);
  });

  test('catches every error of every task, itself or in a state around it', () => {
    const catchesAll = ({ Catch = [] }: State) =>
      Catch.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL'));
    const open = tasks.filter(([, state, around]) => ![state, ...around].some(catchesAll));
    expect(named(open)).toEqual([]);
  });

  test('has no null, which a CloudFormation template cannot hold', () => {
    expect(text).not.toMatch(/[:[,]\s*null\b/);
  });

  test('has no null: CloudFormation takes none, in a Definition neither', () => {
    expect(nullsIn(machine)).toEqual([]);
  });

  test('names each state once', () => {
    expect(new Set(named(states)).size).toBe(states.length);
  });
});

/** The members that are null, as paths. */
function nullsIn(value: unknown, path = ''): string[] {
  if (value === null) return [path];
  if (typeof value !== 'object') return [];
  return Object.entries(value as object).flatMap(([key, member]) =>
    nullsIn(member, `${path}/${key}`),
  );
}

/** What CloudFormation puts in place of `${...Arn}`, `${...Url}` and other names. */
function substituted(text: string): string {
  return text
    .replace(/\$\{\w+FunctionArn\}/g, 'arn:aws:lambda:us-east-1:123456789012:function:any')
    .replace(/\$\{\w+Arn\}/g, 'arn:aws:sns:us-east-1:123456789012:any')
    .replace(/\$\{\w+Url\}/g, 'https://sqs.us-east-1.amazonaws.com/123456789012/any')
    .replace(/\$\{\w+\}/g, 'any');
}
