import { expect, test } from 'vitest';
import { checkRequest } from '../../core/service.ts';
import { fakeCloud } from '../testing.ts';
import { createIam } from './index.ts';

const iam = createIam(fakeCloud());
const role = { RoleName: 'worker', AssumeRolePolicyDocument: '{}' };
const names = 'It must contain only alphanumeric characters and/or the following: +=,.@_-';
const constraint = (subject: string, rule: string) =>
  `1 validation error detected: ${subject} failed to satisfy constraint: ${rule}`;

test.each([
  [
    'CreateRole',
    { ...role, RoleName: 'a b' },
    `The specified value for roleName is invalid. ${names}`,
  ],
  [
    'GetRole',
    { RoleName: 'r'.repeat(65) },
    constraint(
      `Value '${'r'.repeat(65)}' at 'roleName'`,
      'Member must have length less than or equal to 64',
    ),
  ],
  [
    'PutRolePolicy',
    { RoleName: 'worker', PolicyName: 'a/b', PolicyDocument: '{}' },
    `The specified value for policyName is invalid. ${names}`,
  ],
  [
    'CreateRole',
    { ...role, Path: 'service' },
    'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
  ],
  [
    'ListRoles',
    { PathPrefix: 'service' },
    'The specified value for pathPrefix is invalid. It must begin with the / character and contain only alphanumeric characters and/or / characters.',
  ],
  [
    'UpdateRole',
    { RoleName: 'worker', MaxSessionDuration: 3_599 },
    constraint(
      "Value '3599' at 'maxSessionDuration'",
      'Member must have value greater than or equal to 3600',
    ),
  ],
  [
    'GetPolicy',
    { PolicyArn: 'policy' },
    constraint(
      "Value 'policy' at 'policyArn'",
      'Member must have length greater than or equal to 20',
    ),
  ],
  [
    'TagRole',
    {
      RoleName: 'worker',
      Tags: [
        { Key: 'a', Value: 'b' },
        { Key: '', Value: 'b' },
      ],
    },
    "2 validation errors detected: Value '' at 'tags.2.member.key' failed to satisfy constraint: " +
      'Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+; ' +
      "Value '' at 'tags.2.member.key' failed to satisfy constraint: " +
      'Member must have length greater than or equal to 1',
  ],
  [
    'CreateRole',
    { RoleName: 'worker' },
    constraint("Value null at 'assumeRolePolicyDocument'", 'Member must not be null'),
  ],
])('%s refuses %o in the words of IAM', (operation, input, message) => {
  const refused = expect.objectContaining({ code: 'ValidationError', message });
  expect(() => checkRequest(iam, operation, input)).toThrow(refused);
});

test.each([
  ['TagRole', { RoleName: 'worker', Tags: [null] }],
  ['UntagRole', { RoleName: 'worker', TagKeys: [null] }],
])('%s refuses a list with an element that is not there', (operation, input) => {
  expect(() => checkRequest(iam, operation, input)).toThrow('Member must satisfy constraint');
});
