import { createHash, randomBytes } from 'node:crypto';
import {
  ConditionalCheckFailedException,
  GetItemCommand,
  paginateScan,
  UpdateItemCommand,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../clients/dynamodb.ts';
import { environment } from '../environment.ts';
import type { Approval, ApprovalRequest, Decision, Waiting } from './approval.ts';
import { approvalOf, type Item, waitingOf } from './item.ts';
import { type Change, changeOf } from './update.ts';

const TableName = environment('APPROVALS_TABLE');

/** How long an answered or expired link still tells what became of it. */
const KEPT_SECONDS = 30 * 86_400;

/** 128 random bits in base64url. */
const ID = /^[A-Za-z0-9_-]{22}$/;
const unguessable = () => randomBytes(16).toString('base64url');

/** What an item has from the press that decided; `press` tells it from any other. */
const OF_DECISION = ['decision', 'comment', 'decidedAt', 'press'];

/** The approval behind a link, or undefined when there is none. */
export async function findApproval(id: string): Promise<Approval | undefined> {
  if (!ID.test(id)) return undefined;
  const { Item } = await dynamodb.send(
    new GetItemCommand({ TableName, Key: { id: { S: id } }, ConsistentRead: true }),
  );
  return Item === undefined ? undefined : approvalOf(Item);
}

export interface Saved {
  readonly id: string;
  /** Seconds since 1970. */
  readonly expiresAt: number;
  /** Whether the person still has to be written to. */
  readonly isToBeMailed: boolean;
}

/**
 * Stores a question. The same question asked again, by a second attempt of its state, keeps its
 * id, so that the link in the first mail works on: it leads to the newest attempt's token.
 */
export async function saveRequest(request: ApprovalRequest): Promise<Saved> {
  const expiresAt = Math.floor(Date.parse(request.requestedAt) / 1000) + request.validForSeconds;
  const deleteAt = expiresAt + KEPT_SECONDS;
  const id = await idOf(request, deleteAt);
  const { workflow, execution, title, taskToken } = request;
  const earlier = await update(id, {
    set: {
      status: 'PENDING',
      workflow,
      execution,
      title,
      facts: JSON.stringify(request.facts),
      choices: JSON.stringify(request.choices),
      taskToken,
      expiresAt,
      deleteAt,
    },
    remove: OF_DECISION,
    // The token of an earlier attempt is dead. A question that was answered stays so.
    condition:
      'attribute_not_exists(id) OR (taskToken <> :taskToken AND attribute_not_exists(deliveredAt))',
  });
  return { id, expiresAt, isToBeMailed: isToBeMailed(earlier) };
}

export async function markMailed(id: string, mailedAt: string): Promise<void> {
  await update(id, { set: { mailedAt }, condition: 'attribute_exists(id)' });
}

/** PENDING to DECIDED. False when somebody else was faster, or it has expired: read again. */
export async function decide(approval: Approval, decision: Decision): Promise<boolean> {
  const now = Math.floor(Date.parse(decision.decidedAt) / 1000);
  const press = unguessable();
  const { done, item } = await update(approval.id, {
    set: { status: 'DECIDED', press, ...decision },
    condition: '#status = :pending AND taskToken = :token AND expiresAt > :now',
    values: { pending: 'PENDING', token: approval.taskToken ?? '', now },
  });
  // The SDK writes again when an answer was lost, and then finds what it has written.
  return done || item?.press?.S === press;
}

/** The workflow was told, whatever somebody else may have found meanwhile. */
export async function markDelivered({ id }: Approval, decision: Decision, at: string) {
  const set = { status: 'DECIDED', deliveredAt: at };
  await update(id, { set, remove: ['taskToken'], ...ours(decision) });
}

/** Telling the workflow failed: the decision stands, and can be passed on again. */
export async function markUntold(approval: Approval, decision: Decision): Promise<void> {
  await update(approval.id, { set: { status: 'UNTOLD' }, ...ours(decision) });
}

/** The workflow no longer waits, and may have taken the decision before. */
export async function markUnconfirmed(approval: Approval, decision: Decision): Promise<void> {
  await update(approval.id, { set: { status: 'UNCONFIRMED' }, ...ours(decision) });
}

/** The workflow no longer waited: the decision came to nothing. */
export async function moveOn({ id }: Approval, decision: Decision): Promise<void> {
  await update(id, { set: { status: 'MOVED_ON' }, remove: OF_DECISION, ...ours(decision) });
}

/**
 * What expires between two points in time, in seconds since 1970, and has not reached its workflow:
 * nobody has decided, or the decision could not be passed on. It reads the table
 * whole: questions come at the pace of people and go after a month, so that is a page or two. An
 * index would cost a write more for each, and its key would have to go wherever a question ends.
 */
export async function findExpiring(after: number, before: number): Promise<Waiting[]> {
  const pages = paginateScan(
    { client: dynamodb },
    {
      TableName,
      FilterExpression:
        'attribute_not_exists(deliveredAt) AND (#status = :pending OR #status = :decided OR #status = :untold) AND expiresAt > :after AND expiresAt < :before',
      ProjectionExpression: 'workflow, execution, expiresAt',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: {
        ':pending': { S: 'PENDING' },
        ':decided': { S: 'DECIDED' },
        ':untold': { S: 'UNTOLD' },
        ':after': { N: String(after) },
        ':before': { N: String(before) },
      },
    },
  );
  const found: Waiting[] = [];
  for await (const { Items = [] } of pages) found.push(...Items.map(waitingOf));
  return found;
}

/** On the condition that it is this decision that stands there, and nobody has delivered it. */
function ours({ decidedAt }: Decision): Pick<Change, 'condition' | 'values'> {
  return {
    condition: 'decidedAt = :ours AND attribute_not_exists(deliveredAt)',
    values: { ours: decidedAt },
  };
}

/** The random id that belongs to a question, made when it is asked for the first time. */
async function idOf(request: ApprovalRequest, deleteAt: number): Promise<string> {
  const { taskToken: _, ...question } = request;
  const digest = createHash('sha256').update(JSON.stringify(question)).digest('base64url');
  const { Attributes } = await dynamodb.send(
    new UpdateItemCommand({
      TableName,
      // No link leads here: an approval's id has another form.
      Key: { id: { S: `question:${digest}` } },
      UpdateExpression: 'SET approvalId = if_not_exists(approvalId, :id), deleteAt = :deleteAt',
      ExpressionAttributeValues: {
        ':id': { S: unguessable() },
        ':deleteAt': { N: String(deleteAt) },
      },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return Attributes!.approvalId!.S!;
}

/** Once per question, and again when an answer was lost together with the attempt that waited. */
function isToBeMailed({ done, item }: Outcome): boolean {
  if (item === undefined) return true;
  return item.status?.S === 'PENDING' ? item.mailedAt === undefined : done;
}

interface Outcome {
  readonly done: boolean;
  /** As it was before the change, or as it stays without it. */
  readonly item?: Item;
}

/** Makes a change if its condition holds. */
async function update(id: string, change: Change): Promise<Outcome> {
  try {
    const { Attributes } = await dynamodb.send(
      new UpdateItemCommand({
        TableName,
        Key: { id: { S: id } },
        ...changeOf(change),
        ReturnValues: 'ALL_OLD',
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      }),
    );
    return { done: true, ...(Attributes && { item: Attributes }) };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { done: false, ...(error.Item && { item: error.Item }) };
  }
}
