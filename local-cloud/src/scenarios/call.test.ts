import { expect, test } from 'vitest';
import { UserError } from '../core/errors.ts';
import { type CallTarget, makeCall } from './call.ts';

/** A target that answers, or fails with an error of that name, and keeps what it was sent. */
function target(answer: object | string) {
  const sent: object[] = [];
  const made: CallTarget = {
    aws: {
      async call<Output>(_service: string, _operation: string, input: object) {
        sent.push(input);
        if (typeof answer !== 'string') return answer as Output;
        throw Object.assign(new Error('No.'), { name: answer });
      },
    },
    pace: { during: (work) => work },
    outputs: new Map([['TableName', 'tea']]),
    payload: (file) => `the text of ${file}`,
    make: async (name) => new TextEncoder().encode(name),
  };
  return { made, sent };
}

const call = { service: 'IAM', operation: 'CreatePolicy', input: {} };

test('the input has outputs in place of their names, and the texts of files as they are', async () => {
  const { made, sent } = target({});
  const input = { PolicyName: '${TableName}' };
  await makeCall(made, { ...call, input, files: { PolicyDocument: '${x}.json' } }, 'step 1');
  expect(sent).toEqual([{ PolicyName: 'tea', PolicyDocument: 'the text of ${x}.json' }]);
});

test('a file may be what a function of a module makes', async () => {
  const { made, sent } = target({});
  await makeCall(made, { ...call, files: { Body: 'samples.ts#tea' } }, 'step 1');
  expect(sent).toEqual([{ Body: new TextEncoder().encode('samples.ts#tea') }]);
});

test('an answer that differs from what is expected is a problem with its place', async () => {
  const { made } = target({ Policy: { Arn: 'a' }, $metadata: {} });
  const expected = { ...call, expect: { Policy: { Arn: 'b' } } };
  expect(await makeCall(made, expected, 'step 1')).toEqual([
    'step 1.Policy.Arn: expected "b", got "a"',
  ]);
});

test('what is saved of an answer stands for its name from then on, in what is expected too', async () => {
  const { made } = target({ Versions: [{ VersionId: 'v7', CreateDate: new Date(0) }] });
  const save = { Newest: 'Versions.0.VersionId', Since: 'Versions.0.CreateDate' };
  const expected = { Versions: [{ VersionId: '${Newest}' }] };
  expect(await makeCall(made, { ...call, save, expect: expected }, 'step 1')).toEqual([]);
  expect(made.outputs.get('Since')).toBe('1970-01-01T00:00:00.000Z');
});

test.each(['Policy.Id', 'Policy.Arn.0', 'Nothing.There', 'Policy'])(
  'a path that leads to no text (%s) is an error of the scenario, with the answer',
  async (path) => {
    const { made } = target({ Policy: { Arn: 'a', Id: 7 } });
    const saving = makeCall(made, { ...call, save: { Arn: path } }, 'step 1');
    await expect(saving).rejects.toThrow(UserError);
    await expect(saving).rejects.toThrow(`step 1 has no text at "${path}" to save`);
  },
);

test('an error is a problem with its name, unless it is tolerated', async () => {
  const { made } = target('NoSuchEntityException');
  expect(await makeCall(made, call, 'given')).toEqual(['given: NoSuchEntityException: No.']);
  const tolerate = ['NoSuchEntityException'];
  expect(await makeCall(made, { ...call, tolerate }, 'given')).toEqual([]);
});
