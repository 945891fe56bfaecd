import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { captureLogs, lambdaContext } from '../kit/testing.ts';
import { handler as processPayment } from './process-payment.ts';
import { handler as refundPayment } from './refund-payment.ts';
import { refused } from './testing.ts';

vi.hoisted(() => {
  process.env.AWS_REGION = 'us-east-1';
  process.env.POWERTOOLS_DEV = 'true';
  process.env.PAYMENTS_TABLE = 'payments';
});

const db = mockClient(DynamoDBClient);
beforeEach(() => {
  db.reset();
  captureLogs();
});

const steps = () => db.commandCalls(UpdateItemCommand).map(({ args }) => args[0].input);
const payment = (status: string) => ({ status: { S: status }, amount: { N: '5500' } });
const becomes = (status: string) => ({ Attributes: payment(status) });

describe('Process Payment', () => {
  const pay = (cardToken: string) =>
    processPayment({ orderId: 'o-1', amount: 5500, cardToken }, lambdaContext());

  test('charges an order that has no payment', async () => {
    db.on(UpdateItemCommand).resolves(becomes('CHARGED'));
    expect(await pay('tok_ok')).toEqual({ charged: 5500 });
    expect(steps()).toMatchObject([
      {
        TableName: 'payments',
        Key: { orderId: { S: 'o-1' } },
        ConditionExpression: 'attribute_not_exists(orderId)',
        ExpressionAttributeValues: {
          ':to': { S: 'CHARGED' },
          ':amount': { N: '5500' },
          ':balance': { N: '5500' },
        },
      },
    ]);
  });

  test('charges it once: another try finds the charge', async () => {
    db.on(UpdateItemCommand).rejects(refused(payment('CHARGED')));
    expect(await pay('tok_ok')).toEqual({ charged: 5500 });
    expect(steps()).toHaveLength(1);
  });

  test('takes nothing of a card that is declined, and keeps that it is', async () => {
    db.on(UpdateItemCommand).resolves(becomes('DECLINED'));
    await expect(pay('tok_declined')).rejects.toMatchObject({ name: 'CardDeclined' });
    await expect(pay('tok_unknown')).rejects.toMatchObject({ name: 'CardDeclined' });
    expect(steps()[0]?.ExpressionAttributeValues).toMatchObject({ ':balance': { N: '0' } });
    db.on(UpdateItemCommand).rejects(refused(payment('DECLINED')));
    await expect(pay('tok_ok')).rejects.toMatchObject({ name: 'CardDeclined' });
  });

  test.each(['VOID', 'REFUNDED'])('takes nothing where the payment is %s', async (status) => {
    db.on(UpdateItemCommand).rejects(refused(payment(status)));
    await expect(pay('tok_ok')).rejects.toMatchObject({ name: 'PaymentClosed' });
  });

  test('of the flaky card the money is taken and the answer lost; the next try finds it', async () => {
    db.on(UpdateItemCommand)
      .resolvesOnce(becomes('CHARGED'))
      .rejects(refused(payment('CHARGED')));
    await expect(pay('tok_flaky')).rejects.toMatchObject({ name: 'PaymentProviderUnavailable' });
    expect(await pay('tok_flaky')).toEqual({ charged: 5500 });
  });

  test('passes on what else breaks', async () => {
    db.on(UpdateItemCommand).rejects(new TypeError('broken'));
    await expect(pay('tok_ok')).rejects.toThrow('broken');
  });
});

describe('Refund Payment', () => {
  const refund = () => refundPayment({ orderId: 'o-1' }, lambdaContext());

  test('gives back what was charged', async () => {
    db.on(UpdateItemCommand).resolves(becomes('REFUNDED'));
    expect(await refund()).toEqual({ refunded: 5500 });
    expect(steps()).toMatchObject([
      {
        UpdateExpression: expect.stringContaining('balance = balance - amount'),
        ConditionExpression: '#status = :charged',
      },
    ]);
  });

  test('gives it back once', async () => {
    db.on(UpdateItemCommand).rejects(refused(payment('REFUNDED')));
    expect(await refund()).toEqual({ refunded: 5500 });
    expect(steps()).toHaveLength(1);
  });

  test('closes a payment that never was, so that none can come', async () => {
    db.on(UpdateItemCommand).rejectsOnce(refused()).resolves(becomes('VOID'));
    expect(await refund()).toEqual({ refunded: 0 });
    expect(steps()[1]).toMatchObject({
      ConditionExpression: expect.stringContaining('attribute_not_exists(orderId)'),
      ExpressionAttributeValues: { ':to': { S: 'VOID' } },
    });
  });

  test('gives back a charge that arrives while it looks', async () => {
    db.on(UpdateItemCommand)
      .rejectsOnce(refused())
      .rejectsOnce(refused(payment('CHARGED')))
      .resolves(becomes('REFUNDED'));
    expect(await refund()).toEqual({ refunded: 5500 });
  });
});

test.each([
  ['Process Payment', processPayment, { orderId: 'o-1', amount: 'all', cardToken: 'tok_ok' }],
  ['Refund Payment', refundPayment, {}],
])('%s fails with UnexpectedPayload for what its state never sends', async (_, handler, sent) => {
  await expect(handler(sent, lambdaContext())).rejects.toMatchObject({
    name: 'UnexpectedPayload',
  });
});
