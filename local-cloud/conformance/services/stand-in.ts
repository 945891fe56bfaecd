import { strToU8, zipSync } from 'fflate';
import type { JsonObject } from '../../src/core/json.ts';
import { ACCOUNT } from './world.ts';

/**
 * What stands for the Python functions of the tests, whose code was not recorded: most of them
 * print the event and give it back.
 */
const CODE = `exports.handler = async (event) => {
  console.log(JSON.stringify(event));
  return event;
};`;

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/recorded`;

/** The role that functions run as here, whatever theirs was called. */
export const ROLE_CALLS = [
  {
    call: 'iam:CreateRole',
    params: {
      RoleName: 'recorded',
      AssumeRolePolicyDocument: policy({
        Principal: { Service: 'lambda.amazonaws.com' },
        Action: 'sts:AssumeRole',
      }),
    },
  },
  {
    call: 'iam:PutRolePolicy',
    params: {
      RoleName: 'recorded',
      PolicyName: 'all',
      PolicyDocument: policy({ Action: '*', Resource: '*' }),
    },
  },
];

/** The parameters of CreateFunction with a function that runs here. */
export function standIn(params: JsonObject): object {
  const { Code: _, Runtime: __, Handler: ___, Role: ____, Tags: _____, ...kept } = params;
  const ZipFile = zipSync({ 'index.js': strToU8(CODE) });
  return {
    ...kept,
    Runtime: 'nodejs22.x',
    Handler: 'index.handler',
    Role: ROLE,
    Code: { ZipFile },
  };
}

function policy(statement: object): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: [{ Effect: 'Allow', ...statement }] });
}
