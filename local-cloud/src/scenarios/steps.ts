import type { StartExecutionCommandOutput } from '@aws-sdk/client-sfn';
import type { Machine } from '../client/executions.ts';
import { isObject, type Json } from '../core/json.ts';
import { readJson } from '../core/json-number.ts';
import { type CallTarget, makeCall, parsed, reported } from './call.ts';
import { decide } from './decide.ts';
import { differences } from './expect.ts';
import type { Inbox } from './inbox.ts';
import { confirm, scan } from './mails.ts';
import { putObject } from './objects.ts';
import type { Pace } from './pace.ts';
import type { SingleStep, Step } from './schema.ts';
import { signatureHeaders } from './signature.ts';
import { substitute, substituteText } from './substitute.ts';

export interface StepContext extends CallTarget {
  readonly pace: Pace;
  readonly inbox: Inbox;
  readonly machine: Pick<Machine, 'stateMachineArn' | 'type'>;
}

/** Takes one step of a scenario, or several at the same time; says what was not as expected. */
export async function takeStep(context: StepContext, step: Step, at: string): Promise<string[]> {
  if (!('parallel' in step)) return takeSingle(context, step, at);
  const taken = step.parallel.map((one, index) => takeSingle(context, one, `${at}.${index + 1}`));
  return (await Promise.all(taken)).flat();
}

async function takeSingle(context: StepContext, step: SingleStep, at: string): Promise<string[]> {
  if ('request' in step) return request(context, step, at);
  if ('start' in step) return reported(at, () => start(context, step.start));
  if ('put' in step) return putObject(context, step.put, at);
  if ('call' in step) return makeCall(context, step.call, at);
  if ('advance' in step) {
    await context.pace.advance(step.advance);
    return [];
  }
  if ('faults' in step) {
    await context.pace.setFaults(step.faults);
    return [];
  }
  if ('confirm' in step) return confirm(context, step.confirm, at);
  if ('scan' in step) return scan(context, at);
  return decide(context, step.decide, at);
}

async function request(
  context: StepContext,
  step: Extract<SingleStep, { request: unknown }>,
  at: string,
): Promise<string[]> {
  const { method, url, headers, payload, body, sign } = step.request;
  const sent = payload === undefined ? body : context.payload(payload);
  const signature =
    sign === undefined
      ? {}
      : signatureHeaders(substitute(sign, context.outputs), sent ?? '', await context.pace.now());
  const response = await context.pace.during(
    fetch(substituteText(url, context.outputs), {
      method,
      headers: { 'content-type': 'application/json', ...headers, ...signature },
      ...(sent !== undefined && { body: sent }),
    }),
  );
  const answer = parsed(await response.text());
  const { expect } = step;
  if (expect === undefined) return [];
  const got = Object.fromEntries(response.headers);
  return [
    ...differences(expect.status, response.status, `${at}: status`),
    ...(expect.headers === undefined ? [] : differences(expect.headers, got, `${at}: headers`)),
    ...(expect.body === undefined
      ? []
      : differences(substitute(expect.body, context.outputs), answer, `${at}: body`)),
  ];
}

/** StartExecution, or StartSyncExecution where the machine is Express. */
async function start(
  { aws, pace, machine, payload, outputs }: StepContext,
  step: Extract<SingleStep, { start: unknown }>['start'],
): Promise<string[]> {
  const text = payload(step.payload);
  const changes = substitute(step.with ?? {}, outputs);
  const { stateMachineArn } = machine;
  const { testCase } = step;
  const input = {
    stateMachineArn: testCase === undefined ? stateMachineArn : `${stateMachineArn}#${testCase}`,
    input: step.with === undefined ? text : JSON.stringify(changed(readJson(text), changes)),
    name: step.name,
  };
  const operation = machine.type === 'EXPRESS' ? 'StartSyncExecution' : 'StartExecution';
  await pace.during(aws.call<StartExecutionCommandOutput>('SFN', operation, input));
  return [];
}

/** The payload with the members that the scenario changes. */
function changed(payload: Json, changes: Json): Json {
  if (!isObject(changes) || !isObject(payload)) return changes;
  const members = Object.entries(changes).map(([key, change]) => [
    key,
    changed(payload[key] ?? null, change),
  ]);
  return { ...payload, ...Object.fromEntries(members) };
}
