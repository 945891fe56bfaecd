import {
  type AttributeValue,
  ConditionalCheckFailedException,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb';
import { dynamodb } from '../kit/clients/dynamodb.ts';
import { now } from '../kit/clock.ts';
import { environment } from '../kit/environment.ts';
import { CardDeclined, PaymentClosed, PaymentProviderUnavailable } from './errors.ts';

/**
 * Stands for the payment provider, with one item per order: its id is the idempotency key.
 *
 *     (none) -> CHARGED -> REFUNDED
 *     (none) -> DECLINED -> VOID
 *     (none) -> VOID
 *
 * Each step is one conditional write. So a charge that arrives after its order was given up finds VOID
 * and takes nothing, and a refund that comes twice gives nothing back twice. `balance` is the money that
 * is taken at this moment, in cents.
 */
const TableName = environment('PAYMENTS_TABLE');

/** Test tokens that the provider charges. `tok_declined` it declines, as it does all others. */
const GOOD_TOKENS = ['tok_ok', 'tok_flaky'];

type Item = Readonly<Record<string, AttributeValue>>;

export interface Charge {
  readonly orderId: string;
  /** In cents. */
  readonly amount: number;
  readonly cardToken: string;
}

/**
 * Takes the money of an order, once. Of `tok_flaky` the first answer gets lost: the money is taken, and
 * nobody knows.
 *
 * @throws CardDeclined, PaymentClosed, PaymentProviderUnavailable
 */
export async function charge({ orderId, amount, cardToken }: Charge): Promise<void> {
  const isGood = GOOD_TOKENS.includes(cardToken);
  const { done, item } = await step(orderId, {
    from: 'attribute_not_exists(orderId)',
    to: isGood ? 'CHARGED' : 'DECLINED',
    set: ', amount = :amount, balance = :balance',
    values: {
      ':amount': { N: String(amount) },
      ':balance': { N: String(isGood ? amount : 0) },
    },
  });
  const status = item?.status?.S;
  if (status === 'DECLINED') throw new CardDeclined('The card was declined.');
  if (status !== 'CHARGED') throw new PaymentClosed('The order was given up before it was paid.');
  if (done && cardToken === 'tok_flaky') {
    throw new PaymentProviderUnavailable('The provider did not answer.');
  }
}

/** Gives back what was taken, once, and lets nothing be taken later. Gives the amount, in cents. */
export async function refund(orderId: string): Promise<number> {
  const refunded = await step(orderId, {
    from: '#status = :charged',
    to: 'REFUNDED',
    set: ', balance = balance - amount',
    values: { ':charged': { S: 'CHARGED' } },
  });
  if (refunded.item?.status?.S === 'REFUNDED') return Number(refunded.item.amount?.N);
  const closed = await step(orderId, {
    from: 'attribute_not_exists(orderId) OR #status IN (:declined, :to)',
    to: 'VOID',
    values: { ':declined': { S: 'DECLINED' } },
  });
  // A charge has arrived in between: it is there now, and nothing takes its place.
  return closed.done ? 0 : refund(orderId);
}

interface Step {
  readonly from: string;
  readonly to: string;
  readonly set?: string;
  readonly values: Item;
}

/** Takes one step of a payment, if it may. Gives the item as it then is. */
async function step(
  orderId: string,
  { from, to, set = '', values }: Step,
): Promise<{ done: boolean; item?: Item | undefined }> {
  const update: UpdateItemCommandInput = {
    TableName,
    Key: { orderId: { S: orderId } },
    UpdateExpression: `SET #status = :to, changedAt = :now${set}`,
    ConditionExpression: from,
    ExpressionAttributeNames: { '#status': 'status' },
    ExpressionAttributeValues: {
      ...values,
      ':to': { S: to },
      ':now': { S: new Date(now()).toISOString() },
    },
    ReturnValues: 'ALL_NEW',
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
  };
  try {
    return { done: true, item: (await dynamodb.send(new UpdateItemCommand(update))).Attributes };
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    return { done: false, item: error.Item };
  }
}
