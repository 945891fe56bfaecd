import { CloudWatchClient, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import {
  DynamoDBClient,
  GetItemCommand,
  ScanCommand,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { GetTopicAttributesCommand, PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { httpEvent } from '../testing.ts';
import type { ApprovalRequest } from './approval.ts';
import { FakeTable } from './fake-table.ts';

export const URL_OF_PAGES = 'https://api.example.com/approvals';
export const TOKEN = 'AQC8-task-token-of-the-first-attempt';

/** Monday; the question is open for a day. */
export const ASKED = Date.parse('2030-01-07T09:30:00.000Z');

/** A question as a state machine sends it. */
export function question(changes: Partial<ApprovalRequest> = {}): ApprovalRequest {
  return {
    taskToken: TOKEN,
    workflow: 'tea',
    execution: 'arn:aws:states:us-east-1:123456789012:execution:tea:monday',
    requestedAt: new Date(ASKED).toISOString(),
    validForSeconds: 86_400,
    topicArn: 'arn:aws:sns:us-east-1:123456789012:tea-approvals',
    title: 'Order tea for Monday',
    facts: { Cups: 12, Kinds: ['green', 'black'], Milk: null },
    choices: [
      { value: 'order', label: 'Order it' },
      { value: 'skip', label: 'Do not' },
    ],
    ...changes,
  };
}

/**
 * What the handlers talk to: a table behind the SDK's client that honours the conditions of its
 * writes; a topic, a Step Functions and a CloudWatch that only take
 * notes.
 */
export function approvalsWorld() {
  const table = new FakeTable();
  const dynamodb = mockClient(DynamoDBClient);
  dynamodb.on(GetItemCommand).callsFake(async (input) => table.getItem(input));
  dynamodb.on(UpdateItemCommand).callsFake(async (input) => table.updateItem(input));
  dynamodb.on(ScanCommand).callsFake(async (input) => table.scan(input));
  const cloudwatch = mockClient(CloudWatchClient);
  cloudwatch.on(PutMetricDataCommand).resolves({});
  const sns = mockClient(SNSClient);
  sns.on(PublishCommand).resolves({ MessageId: '1' });
  sns
    .on(GetTopicAttributesCommand)
    .resolves({ Attributes: { SubscriptionsConfirmed: '1', SubscriptionsPending: '0' } });
  const stepFunctions = mockClient(SFNClient);
  const mails = () => sns.commandCalls(PublishCommand).map(({ args }) => args[0].input);
  return {
    table,
    dynamodb,
    sns,
    stepFunctions,
    /** What was measured. */
    metrics: () => cloudwatch.commandCalls(PutMetricDataCommand).map(({ args }) => args[0].input),
    mails,
    /** The id in the newest mail's link. */
    id: () => new RegExp(`${URL_OF_PAGES}/(\\S+)`).exec(mails().at(-1)?.Message ?? '')![1]!,
    /** Everything in the table, as text. */
    stored: () => JSON.stringify(table.items),
  };
}

/** The event of `/approvals/{id}`; the fields of the form, as a browser sends them. */
export function pageEvent(id: string, fields?: Record<string, string>): APIGatewayProxyEventV2 {
  const body = fields && Buffer.from(new URLSearchParams(fields).toString()).toString('base64');
  return { ...httpEvent(body, body !== undefined), pathParameters: { id } };
}
