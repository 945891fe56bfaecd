import { expect, test } from 'vitest';
import { grantsIn } from './grants.ts';

const USES = [
  { action: 's3:GetObject', resource: 'arn:aws:s3:::tea/green', count: 2 },
  { action: 's3:GetObject', resource: 'arn:aws:s3:::tea/black', count: 1 },
  { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:1:orders', count: 5 },
];

const grants = (...Statement: object[]) =>
  grantsIn(encodeURIComponent(JSON.stringify({ Statement })), 'brew', USES).map(
    ({ effect, action, resource, used }) => [effect, action, resource, used],
  );

test('a grant was used as often as calls needed it', () => {
  const on = (name: string) => `arn:aws:s3:::tea/${name}`;
  expect(
    grants({
      Effect: 'Allow',
      Action: ['s3:Get*', 's3:PutObject'],
      Resource: [on('*'), on('green')],
    }),
  ).toEqual([
    ['Allow', 's3:Get*', on('*'), 3],
    ['Allow', 's3:Get*', on('green'), 2],
    ['Allow', 's3:PutObject', on('*'), 0],
    ['Allow', 's3:PutObject', on('green'), 0],
  ]);
});

test('what is left out is named as such, and a denial is not counted', () => {
  expect(
    grants(
      { Effect: 'Allow', NotAction: 's3:*', Resource: '*' },
      { Effect: 'Deny', Action: 'sqs:*', NotResource: 'arn:aws:sqs:us-east-1:1:orders' },
    ),
  ).toEqual([
    ['Allow', 'all but s3:*', '*', 5],
    ['Deny', 'sqs:*', 'all but arn:aws:sqs:us-east-1:1:orders', undefined],
  ]);
});
