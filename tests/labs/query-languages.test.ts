import { type Cloud, startCloud } from 'local-cloud';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { LANGUAGES, topics } from '../../docs/generate/query-languages.ts';
import { machine, role } from '../templates.ts';

const cases = topics().flatMap(({ title, input, output, ...definitions }, at) =>
  LANGUAGES.map((language) => ({
    ...{ title, language, input, output },
    id: `Topic${at}${language}`,
    definition: { QueryLanguage: language, ...definitions[language] },
  })),
);

const machines = cases.map(({ id, definition }) => [
  id,
  machine(definition, { DefinitionSubstitutions: { QueueUrl: { Ref: 'Queue' } } }),
]);

let cloud: Cloud;
beforeAll(async () => {
  const Queue = { Type: 'AWS::SQS::Queue', Properties: {} };
  const Arn = { 'Fn::GetAtt': ['Queue', 'Arn'] };
  const send = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: Arn };
  const Resources = {
    Role: role('states.amazonaws.com', send),
    Queue,
    ...Object.fromEntries(machines),
  };
  cloud = await startCloud({ template: { Resources } });
});
afterAll(() => cloud.close());

test.each(cases)('$title: $language gives what the page says', async ({ id, input, output }) => {
  const execution = await cloud.run(id, input);
  expect(execution).toMatchObject({ status: 'SUCCEEDED' });
  expect(execution.output).toEqual(output);
});
