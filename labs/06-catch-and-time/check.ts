import type { Message, ReceiveMessageResult } from '@aws-sdk/client-sqs';
import type { Cloud, Execution } from 'local-cloud';
import { demand } from '../kit/finding.ts';
import type { Proofs } from '../kit/lab.ts';
import { DEFINITION, demandExpiry, demandFailure, demandOutput, outcome } from '../kit/runs.ts';

const TASK = `"TimeoutSeconds" and "Catch" of "Ask Partner" in ${DEFINITION}`;

/** Asks for a tea; gives the execution's ARN and the token that the partner was sent. */
async function ask(cloud: Cloud): Promise<{ arn: string; taskToken: string }> {
  const arn = await cloud.start('Workflow', { tea: 'Sample Oolong' });
  const { path } = await cloud.execution(arn);
  const question = await received(cloud);
  demand(question !== undefined, {
    happened: `The run came to "${path.at(-1)}", and there is no message in the queue Questions`,
    expected: 'The partner is sent the question, with the token of the task',
    look: `"Arguments" of "Ask Partner" in ${DEFINITION}`,
    execution: await cloud.execution(arn),
  });
  return { arn, taskToken: JSON.parse(question.Body!).token };
}

async function received(cloud: Cloud): Promise<Message | undefined> {
  const QueueUrl = cloud.resource('Questions');
  const { Messages } = await cloud.call<ReceiveMessageResult>('SQS', 'ReceiveMessage', {
    QueueUrl,
  });
  const [message] = Messages ?? [];
  const { ReceiptHandle } = message ?? {};
  if (message) await cloud.call('SQS', 'DeleteMessage', { QueueUrl, ReceiptHandle });
  return message;
}

/** The partner has said yes after so long. */
async function answeredAfter(cloud: Cloud, span: string): Promise<Execution> {
  const { arn, taskToken } = await ask(cloud);
  await cloud.clock.advance(span);
  const waiting = await cloud.execution(arn);
  demand(waiting.status === 'RUNNING', {
    happened: `The partner wanted to answer after ${span}, and the run had ended ${outcome(waiting)}`,
    expected: 'It waits for an hour',
    look: TASK,
    execution: waiting,
  });
  await cloud
    .call('SFN', 'SendTaskSuccess', { taskToken, output: '{"grams":500}' })
    .catch((error) =>
      demand(false, {
        happened: `The partner answered after ${span}, and the token that they were sent counts no more: ${error.name}`,
        expected: 'The question waits for an hour, with the token that it was sent with',
        look: TASK,
        execution: waiting,
      }),
    );
  return cloud.ended(arn);
}

export const proofs: Proofs = {
  'A partner who answers at once is heard': async (cloud) => {
    const execution = await answeredAfter(cloud, '1s');
    demandOutput(execution, { grams: 500 }, 'A run that was answered', TASK);
  },
  'A partner who answers after 59 minutes is heard': async (cloud) => {
    const execution = await answeredAfter(cloud, '59m');
    demandOutput(execution, { grams: 500 }, 'A run that was answered after 59 minutes', TASK);
  },
  'Silence ends after an hour, by name': async (cloud) => {
    const { arn } = await ask(cloud);
    await cloud.clock.advance('61m');
    const told = {
      waiting: 'An hour after the question the run still waits: it would for a year',
      what: 'An hour after the question the run had',
    };
    demandExpiry(await cloud.execution(arn), 'PartnerSilent', told, TASK);
  },
  'A partner who refuses is not called silent': async (cloud) => {
    const { arn, taskToken } = await ask(cloud);
    await cloud.call('SFN', 'SendTaskFailure', { taskToken, error: 'SoldOut', cause: 'No tea' });
    const execution = await cloud.ended(arn);
    demandFailure(execution, 'SoldOut', 'A run that was refused with SoldOut', TASK);
  },
};

export const starts = { 'Silence ends after an hour, by name': 'the run still waits' };
