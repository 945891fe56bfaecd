import { strToU8, zipSync } from 'fflate';
import { isObject, type JsonObject } from '../../src/core/json.ts';
import type { Recording } from './recordings.ts';
import { ACCOUNT } from './world.ts';

/**
 * What stands for the Python functions of the tests, whose code was not recorded: they print the
 * event; most of them give it back, some give what the test's parameter says, some fail.
 */
function codeFor({ test, 'recorded-content': content }: Recording): string {
  const [, parameter = ''] = /\[(.*)\]$/.exec(test) ?? [];
  const response = parameter in RESPONSES ? JSON.stringify(RESPONSES[parameter]) : 'event';
  const ends = FAILED.test(JSON.stringify(content)) ? 'throw new Error()' : `return ${response}`;
  return `exports.handler = async (event) => {
    console.log(JSON.stringify(event));
    ${ends};
  };`;
}

/** A function failed where AWS says so, or where it was called again and gave no answer. */
const FAILED = /"functionError":"Unhandled"|"approximateInvokeCount":(?:[2-9]|\d\d+)\},"version"/;

/** What functions answer a mapping that lets them report items, by the parameter of the test. */
const RESPONSES: Readonly<Record<string, unknown>> = {
  empty_batch_item_failure_success: { batchItemFailures: [] },
  empty_dict_success: {},
  empty_list_success: [],
  empty_string_item_identifier_failure: { batchItemFailures: [{ itemIdentifier: '' }] },
  empty_string_success: '',
  invalid_key_foo_failure: { batchItemFailures: [{ foo: 'bar' }] },
  invalid_key_foo_null_value_failure: { batchItemFailures: [{ foo: null }] },
  item_identifier_not_present_failure: { batchItemFailures: [{ itemIdentifier: 'not-present' }] },
  null_batch_item_failure_success: { batchItemFailures: null },
  null_item_identifier_failure: { batchItemFailures: [{ itemIdentifier: null }] },
  null_success: null,
};

export const ROLE = `arn:aws:iam::${ACCOUNT}:role/recorded`;

/** Make a role that may do everything for a service: recordings leave out how theirs was made. */
export function roleCalls(service: 'events' | 'lambda' | 'scheduler', arn = ROLE) {
  const RoleName = arn.slice(arn.lastIndexOf('/') + 1);
  const Principal = { Service: `${service}.amazonaws.com` };
  const AssumeRolePolicyDocument = policy({ Principal, Action: 'sts:AssumeRole' });
  const PolicyDocument = policy({ Action: '*', Resource: '*' });
  return [
    { call: 'iam:CreateRole', params: { RoleName, AssumeRolePolicyDocument } },
    { call: 'iam:PutRolePolicy', params: { RoleName, PolicyName: 'all', PolicyDocument } },
  ];
}

/** The roles of the targets of a schedule or a rule, as a request gives them. */
export function targetRoles({ Target, Targets }: JsonObject): string[] {
  const targets = [Target, ...(Array.isArray(Targets) ? Targets : [])];
  const roles = targets.map((target) => isObject(target ?? null) && (target as JsonObject).RoleArn);
  return roles.filter((role) => typeof role === 'string');
}

/** The parameters of CreateFunction with a function that runs here, as the one role of functions. */
export function standIn(params: JsonObject, recording: Recording): object {
  const { Code: _, Runtime: __, Handler: ___, Role: ____, Tags: _____, ...kept } = params;
  const ZipFile = zipSync({ 'index.js': strToU8(codeFor(recording)) });
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
