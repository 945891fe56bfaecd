import { expect, test } from 'vitest';
import { answerTo } from './outcome.ts';

const account = {
  accountId: 'acct-1',
  accountType: 'PERSONAL',
  openedAt: '2030-01-01T00:00:00.000Z',
};
const opened = { decision: 'OPENED', applicationId: 'sample-1', alreadyOpen: false, account };

function answer(status: string, output?: object) {
  const { statusCode, headers, body } = answerTo({ status, output: JSON.stringify(output) });
  return { statusCode, headers, body: JSON.parse(body ?? '') };
}

test('an account opened now is 201', () => {
  const { statusCode, body } = answer('SUCCEEDED', opened);
  expect([statusCode, body]).toEqual([201, { applicationId: 'sample-1', account }]);
});

test('an account that was open already is 200 with the same body', () => {
  const { statusCode, body } = answer('SUCCEEDED', { ...opened, alreadyOpen: true });
  expect([statusCode, body]).toEqual([200, answer('SUCCEEDED', opened).body]);
});

test('a rejection is 422 with its reasons in words', () => {
  const reasons = ['NAME_FLAGGED', 'ADDRESS_FLAGGED', 'UNPROCESSABLE_APPLICATION', 'NEW_REASON'];
  const rejected = { decision: 'REJECTED', applicationId: 'sample-1', reasons };
  expect(answer('SUCCEEDED', rejected)).toMatchObject({
    statusCode: 422,
    body: {
      applicationId: 'sample-1',
      reasons: [
        { code: 'NAME_FLAGGED', message: 'The name is on the watch list.' },
        { code: 'ADDRESS_FLAGGED', message: 'The address has no house number.' },
        {
          code: 'UNPROCESSABLE_APPLICATION',
          message: 'The application contains data that cannot be processed.',
        },
        { code: 'NEW_REASON', message: 'NEW_REASON' },
      ],
    },
  });
});

test('a failed workflow is 503 and when to come back', () => {
  expect(answer('FAILED')).toMatchObject({ statusCode: 503, headers: { 'retry-after': '30' } });
});

test('a workflow that ran out of time is 504 and when to come back', () => {
  expect(answer('TIMED_OUT')).toMatchObject({ statusCode: 504, headers: { 'retry-after': '30' } });
});

test('an output that is neither is our mistake, not an answer', () => {
  expect(() => answer('SUCCEEDED', { decision: 'POSTPONED' })).toThrow();
});
