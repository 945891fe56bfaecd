import type { Condition, PutPermissionRequest } from '@aws-sdk/client-eventbridge';
import { parsePolicy } from '../../../authorization/index.ts';
import { AwsError } from '../../../core/errors.ts';
import type { Operation } from '../../../core/service.ts';
import { withoutStatement } from '../../permissions.ts';
import { ownBusName, statementId } from '../members.ts';
import type { Rules } from '../rules.ts';

/** The largest policy that a bus may have, in bytes. */
const LARGEST = 10 * 1024;

/**
 * Lets somebody else use an event bus: by a statement, which takes the place of one with the same id, or by a
 * whole policy. Errors: PolicyLengthExceededException, ResourceNotFoundException, ValidationException.
 *
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutPermission.html
 */
export function putPermission({ buses }: Rules): Operation<PutPermissionRequest, object> {
  return {
    members: {
      EventBusName: ownBusName,
      Action: { pattern: 'events:[a-zA-Z]+', length: [1, 64] },
      Principal: { pattern: '(\\d{12}|\\*)', length: [1, 12] },
      StatementId: statementId,
      Condition: {
        members: { Type: { required: true }, Key: { required: true }, Value: { required: true } },
      },
      Policy: {},
    },
    permissions: ({ EventBusName }) => [buses.permission('PutPermission', EventBusName)],
    handle({ EventBusName, Policy, ...statement }) {
      const bus = buses.get(EventBusName);
      if (Policy !== undefined && Object.values(statement).some((value) => value !== undefined)) {
        throw invalid('Give a Policy, or a statement by StatementId, Action and Principal.');
      }
      const policy = Policy ?? withStatement(bus.policy, statement, bus.arn);
      check(policy);
      buses.setPolicy(bus, policy);
      return {};
    },
  };
}

function withStatement(
  policy: string | undefined,
  { StatementId, Action, Principal, Condition }: PutPermissionRequest,
  resource: string,
): string {
  if (StatementId === undefined || Action === undefined || Principal === undefined) {
    throw invalid('StatementId, Action and Principal are required where there is no Policy.');
  }
  const added = {
    Sid: StatementId,
    Effect: 'Allow',
    Principal: Principal === '*' ? '*' : { AWS: `arn:aws:iam::${Principal}:root` },
    Action,
    Resource: resource,
    ...(Condition !== undefined && { Condition: conditionOf(Condition) }),
  };
  const before = policy ?? '{"Version":"2012-10-17","Statement":[]}';
  const document = JSON.parse(withoutStatement(before, StatementId) ?? before);
  return JSON.stringify({ ...document, Statement: [document.Statement, added].flat() });
}

function conditionOf({ Type, Key, Value }: Condition) {
  if (Type !== 'StringEquals' || Key !== 'aws:PrincipalOrgID') {
    throw invalid('The only condition is of Type StringEquals and Key aws:PrincipalOrgID.');
  }
  return { [Type]: { [Key]: Value } };
}

function check(policy: string): void {
  if (Buffer.byteLength(policy) > LARGEST) {
    const message = `The policy of an event bus must not be larger than ${LARGEST} bytes.`;
    throw new AwsError('PolicyLengthExceededException', message);
  }
  try {
    parsePolicy(policy, 'resource');
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    throw invalid(`The policy is not valid: ${error.explained}`);
  }
}

function invalid(message: string): AwsError {
  return new AwsError('ValidationException', message);
}
