import { expect, test } from 'vitest';
import { checkRequest } from '../../core/service.ts';
import { fakeCloud } from '../testing.ts';
import { createLambda } from './index.ts';

const lambda = createLambda(fakeCloud(), {} as never, {} as never, {} as never, {} as never);
const create = { FunctionName: 'fn', Role: 'arn:aws:iam::123456789012:role/worker', Code: {} };

test.each([
  [
    'CreateFunction',
    { ...create, MemorySize: 64 },
    "Value '64' at 'memorySize' failed to satisfy constraint: Member must have value greater than or equal to 128",
  ],
  [
    'CreateFunction',
    { ...create, Environment: { Variables: { '1': 'secret' } } },
    "Value at 'environment.variables' failed to satisfy constraint: Map keys must satisfy constraint: [Member must satisfy regular expression pattern: [a-zA-Z]([a-zA-Z0-9_])+]",
  ],
  [
    'CreateFunction',
    { ...create, Architectures: [null] },
    "Value '[null]' at 'architectures' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [x86_64, arm64]]",
  ],
  [
    'AddPermission',
    { FunctionName: 'fn', StatementId: 'a b', Action: 'lambda:InvokeFunction', Principal: 'x' },
    "Value 'a b' at 'statementId' failed to satisfy constraint: Member must satisfy regular expression pattern: ([a-zA-Z0-9-_]+)",
  ],
  [
    'Invoke',
    { FunctionName: 'a b' },
    "Value 'a b' at 'functionName' failed to satisfy constraint: Member must satisfy regular expression pattern: (arn:(aws[a-zA-Z-]*)?:lambda:)?([a-z]{2}((-gov)|(-iso([a-z]?)))?-[a-z]+-\\d{1}:)?(\\d{12}:)?(function:)?([a-zA-Z0-9-_\\.]+)(:(\\$LATEST(\\.PUBLISHED)?|[a-zA-Z0-9-_]+))?",
  ],
  [
    'UpdateEventSourceMapping',
    { UUID: 'a', ScalingConfig: { MaximumConcurrency: 1 } },
    "Value '1' at 'scalingConfig.maximumConcurrency' failed to satisfy constraint: Member must have value greater than or equal to 2",
  ],
  [
    'PutFunctionConcurrency',
    { FunctionName: 'fn' },
    "Value null at 'reservedConcurrentExecutions' failed to satisfy constraint: Member must not be null",
  ],
])('%s refuses %j in the words of Lambda', (operation, input, message) => {
  const refused = expect.objectContaining({
    code: 'ValidationException',
    message: `1 validation error detected: ${message}`,
    members: { Type: 'User' },
  });
  expect(() => checkRequest(lambda, operation, input)).toThrow(refused);
});
