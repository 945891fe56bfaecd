import type { LocalCloud } from '../../src/cloud.ts';
import type { Service } from '../../src/core/service.ts';
import { createIam } from '../../src/services/iam/index.ts';
import { createSts, Sessions } from '../../src/services/sts/index.ts';
import { type ServedCloud, serveCloud } from './gateway.ts';

export const ACCOUNT = '123456789012';

export interface ServedIam extends ServedCloud {
  readonly sessions: Sessions;
  /** What CloudTrail would tell of. */
  readonly changes: object[];
}

/** A cloud with IAM and STS, and other services where they are asked for. */
export async function serveIam(
  others: (cloud: LocalCloud) => readonly Service[] = () => [],
): Promise<ServedIam> {
  const changes: object[] = [];
  let sessions!: Sessions;
  const served = await serveCloud((cloud) => {
    sessions = new Sessions(cloud.clock, cloud.random);
    const service = createIam(cloud, {
      onChange: (callName, requestParameters, responseElements, { principal }) => {
        changes.push({ callName, requestParameters, responseElements, by: principal.arn });
      },
    });
    const { roles } = service;
    cloud.identifyBy({
      principalOf: (key) => sessions.principalOf(key),
      policiesOf: (arn) => roles.policiesOf(arn),
    });
    return [service, createSts(cloud, { roles, sessions }), ...others(cloud)];
  });
  return { ...served, sessions, changes };
}

export function policy(...statements: object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

export function allow(Action: string, Resource = '*'): object {
  return { Effect: 'Allow', Action, Resource };
}

export function trust(Principal: object): string {
  return policy({ Effect: 'Allow', Principal, Action: 'sts:AssumeRole' });
}

/** A role of a template, with a policy of its own if it may do anything. */
export function roleResource(Principal: object, ...statements: readonly object[]) {
  const Policies = [{ PolicyName: 'own', PolicyDocument: JSON.parse(policy(...statements)) }];
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: JSON.parse(trust(Principal)),
      ...(statements.length > 0 && { Policies }),
    },
  };
}

/** Lets Lambda, and nobody else, assume a role. */
export const LAMBDA = trust({ Service: 'lambda.amazonaws.com' });
