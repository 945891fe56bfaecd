import { strToU8, zipSync } from 'fflate';
import { isObject, type JsonObject } from '../../src/core/json.ts';
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

/** Make a role that may do everything for a service: recordings leave out how theirs was made. */
export function roleCalls(service: 'lambda' | 'scheduler', arn = ROLE) {
  const RoleName = arn.slice(arn.lastIndexOf('/') + 1);
  const Principal = { Service: `${service}.amazonaws.com` };
  const AssumeRolePolicyDocument = policy({ Principal, Action: 'sts:AssumeRole' });
  const PolicyDocument = policy({ Action: '*', Resource: '*' });
  return [
    { call: 'iam:CreateRole', params: { RoleName, AssumeRolePolicyDocument } },
    { call: 'iam:PutRolePolicy', params: { RoleName, PolicyName: 'all', PolicyDocument } },
  ];
}

/** The role of a schedule's target, as a request gives it. */
export function targetRole({ Target }: JsonObject): string | undefined {
  const role = isObject(Target ?? null) ? (Target as JsonObject).RoleArn : undefined;
  return typeof role === 'string' ? role : undefined;
}

/** The parameters of CreateFunction with a function that runs here, as the one role of functions. */
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
