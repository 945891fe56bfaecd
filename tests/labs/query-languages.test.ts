import { type Cloud, startCloud } from 'local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES, topics } from '../../docs/generate/query-languages.ts';

const cases = topics().flatMap(({ title, input, output, ...definitions }, at) =>
  LANGUAGES.map((language) => ({
    ...{ title, language, input, output },
    id: `Topic${at}${language}`,
    definition: { QueryLanguage: language, ...definitions[language] },
  })),
);

const role = {
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 'states.amazonaws.com' },
          Action: 'sts:AssumeRole',
        },
      ],
    },
    Policies: [
      {
        PolicyName: 'send',
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Action: 'sqs:SendMessage',
              Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] },
            },
          ],
        },
      },
    ],
  },
};

const machines = cases.map(({ id, definition }) => [
  id,
  {
    Type: 'AWS::StepFunctions::StateMachine',
    Properties: {
      RoleArn: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Definition: definition,
      DefinitionSubstitutions: { QueueUrl: { Ref: 'Queue' } },
    },
  },
]);

let cloud: Cloud;
beforeAll(async () => {
  const Queue = { Type: 'AWS::SQS::Queue', Properties: {} };
  const Resources = { Role: role, Queue, ...Object.fromEntries(machines) };
  cloud = await startCloud({ template: { Resources } });
});
afterAll(() => cloud.close());

test.each(cases)('$title: $language gives what the page says', async ({ id, input, output }) => {
  const execution = await cloud.run(id, input);
  expect(execution).toMatchObject({ status: 'SUCCEEDED' });
  expect(execution.output).toEqual(output);
});
