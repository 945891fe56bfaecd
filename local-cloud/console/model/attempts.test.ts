import type { GetExecutionHistoryCommandOutput } from '@aws-sdk/client-sfn';
import { expect, test } from 'vitest';
import { report, reportedEvent } from '../../src/client/executions.ts';
import type { JsonObject } from '../../src/core/json.ts';
import { definition, ROLE, TestApi } from '../../src/stepfunctions/api/testing.ts';
import { attemptsOf } from './attempts.ts';
import { costOf } from './cost.ts';
import { replay } from './replay.ts';
import { lookAt } from './status.ts';

const RETRY = [{ ErrorEquals: ['States.ALL'], IntervalSeconds: 60, MaxAttempts: 1 }];
const CALL = {
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: 'tea' },
  End: true,
};
const inside = (state: JsonObject) => ({ StartAt: 'Inside', States: { Inside: state } });

/** What an execution does whose first state is `Work`; its function answers in turn, or fails. */
class Execution {
  readonly api = new TestApi();
  #arn = '';

  async run(Work: JsonObject, answers: readonly (string | Error)[] = []): Promise<this> {
    const left = [...answers];
    this.api.answers['Lambda.Invoke'] = () => {
      const answer = left.shift() ?? new Error('no more');
      if (answer instanceof Error) throw answer;
      return { Payload: Buffer.from(answer), StatusCode: 200 };
    };
    const { stateMachineArn } = await this.api.send<{ stateMachineArn: string }>(
      'CreateStateMachine',
      { name: 'm', definition: definition({ Work }, { QueryLanguage: 'JSONata' }), roleArn: ROLE },
    );
    const started = await this.api.send<{ executionArn: string }>('StartExecution', {
      stateMachineArn,
    });
    this.#arn = started.executionArn;
    await this.settle();
    return this;
  }

  async settle(): Promise<void> {
    while (await this.api.clock.next());
  }

  send(operation: string): Promise<unknown> {
    return this.api.send(operation, { executionArn: this.#arn });
  }

  async told() {
    const history = await this.api.send<GetExecutionHistoryCommandOutput>('GetExecutionHistory', {
      executionArn: this.#arn,
    });
    const events = history.events!.map(reportedEvent);
    const look = lookAt(replay(events), events.length);
    const stay = look.run.stays[0]!;
    const { transitions } = report(this.#arn, 'm', 'STANDARD', events);
    return { attempts: attemptsOf(look, stay), cost: costOf(look, stay).transitions, transitions };
  }
}

const ran = async (work: JsonObject, answers?: readonly (string | Error)[]) =>
  (await new Execution().run(work, answers)).told();

test('that its execution has failed with it is no attempt more, and costs nothing', async () => {
  const { attempts, cost, transitions } = await ran(CALL, [new Error('cold')]);
  expect(attempts).toMatchObject([{ resource: 'lambda:invoke', error: expect.anything() }]);
  expect(cost).toBe(transitions);
});

test('the failure of a Map Run is that of its Map', async () => {
  const item = inside({ Type: 'Fail', Error: 'Cold' });
  const ProcessorConfig = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };
  const map = { Type: 'Map', Items: [1], ItemProcessor: { ...item, ProcessorConfig }, End: true };
  const { attempts } = await ran(map);
  expect(attempts).toMatchObject([{ error: 'States.ExceedToleratedFailureThreshold' }]);
});

test('a Parallel that is retried had failed with what failed in its branch', async () => {
  const parallel = { Type: 'Parallel', Branches: [inside(CALL)], Retry: RETRY, End: true };
  const { attempts } = await ran(parallel, [new Error('cold'), new Error('hot')]);
  expect(attempts.map(({ error, waited }) => [error, waited])).toEqual([
    ['Lambda.AWSLambdaException', undefined],
    ['Lambda.AWSLambdaException', 60_000],
  ]);
  expect(attempts[0]!.ended).toBe(attempts[0]!.began);
});

test('a Parallel whose branch comes to a Fail state has failed there', async () => {
  const fails = inside({ Type: 'Fail', Error: 'Cold' });
  const { attempts } = await ran({ Type: 'Parallel', Branches: [fails], Retry: RETRY, End: true });
  expect(attempts.map(({ error }) => error)).toEqual(['Failed in Inside', 'Failed in Inside']);
});

test('what did its work fails where its output does, and keeps its result', async () => {
  const work = { ...CALL, Output: '{% $nothing() %}', Retry: RETRY };
  const { attempts, cost, transitions } = await ran(work, ['1', '2']);
  const failed = { error: 'States.QueryEvaluationError', result: expect.anything() };
  expect(attempts).toMatchObject([failed, failed]);
  expect(cost).toBe(transitions);
});

test('what cannot be begun is an attempt each time', async () => {
  const { attempts } = await ran({ ...CALL, Arguments: '{% $nothing() %}', Retry: RETRY });
  expect(attempts.map(({ error }) => error)).toEqual(Array(2).fill('States.QueryEvaluationError'));
});

test('what was under way when its execution was stopped is not, once that is redriven', async () => {
  const asked = { ...CALL, Resource: `${CALL.Resource}.waitForTaskToken` };
  const execution = await new Execution().run(asked, ['1', '2']);
  await execution.send('StopExecution');
  await execution.send('RedriveExecution');
  await execution.settle();
  const { attempts } = await execution.told();
  expect(attempts.map(({ error }) => error)).toEqual(['ExecutionAborted', undefined]);
  expect(attempts[0]!.ended).toBeDefined();
});
