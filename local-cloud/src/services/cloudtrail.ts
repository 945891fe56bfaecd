import type { JsonObject } from '../core/json.ts';
import type { CallContext, Cloud, Principal } from '../core/service.ts';

/** A call that changed something, in CloudTrail's words. */
export interface RecordedCall {
  readonly name: string;
  readonly requestParameters: object;
  readonly responseElements: object | null;
  readonly context: CallContext;
}

export interface Trail {
  readonly cloud: Cloud;
  /** The unique id of a role (`AROA...`), which sessions of it have in their principal id. */
  roleId(roleArn: string): string | undefined;
}

/** CloudTrail leaves out request parameters that are larger. */
const LARGEST_PARAMETERS = 100 * 1024;

/**
 * Tells EventBridge of a change as CloudTrail does: `AWS API Call via CloudTrail`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function tellEventBridge(trail: Trail, source: string, call: RecordedCall): void {
  const { cloud } = trail;
  const eventSource = `${source}.amazonaws.com`;
  const service: Principal = { kind: 'service', arn: eventSource, service: eventSource };
  const Time = new Date(cloud.clock.now());
  const entry = {
    Source: `aws.${source}`,
    DetailType: 'AWS API Call via CloudTrail',
    Time,
    Detail: JSON.stringify(recordOf(trail, eventSource, call)),
  };
  cloud.background(`CloudTrail event ${call.name}`, () =>
    cloud.call(service, 'EventBridge', 'PutEvents', { Entries: [entry] }),
  );
}

/** The record of a call, with the members that AWS's own records of IAM have. */
function recordOf(trail: Trail, eventSource: string, call: RecordedCall): object {
  const { cloud } = trail;
  return {
    eventVersion: '1.11',
    userIdentity: identityOf(trail, call.context.principal),
    eventTime: isoSeconds(cloud.clock.now()),
    eventSource,
    eventName: call.name,
    awsRegion: cloud.region,
    sourceIPAddress: '127.0.0.1',
    userAgent: 'local-cloud',
    requestParameters: whereSmall(call.requestParameters),
    responseElements: call.responseElements,
    requestID: call.context.requestId,
    eventID: cloud.random.uuid(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: cloud.accountId,
    eventCategory: 'Management',
  };
}

function whereSmall(parameters: object): object | null {
  return Buffer.byteLength(JSON.stringify(parameters)) > LARGEST_PARAMETERS ? null : parameters;
}

/** https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html */
function identityOf({ cloud, roleId }: Trail, principal: Principal): JsonObject {
  const { accountId } = cloud;
  if (principal.kind === 'service') {
    return { type: 'AWSService', invokedBy: principal.service ?? principal.arn };
  }
  if (principal.roleArn === undefined) {
    return { type: 'Root', principalId: accountId, arn: principal.arn, accountId };
  }
  const session = principal.arn.slice(principal.arn.lastIndexOf('/') + 1);
  const principalId = roleId(principal.roleArn) ?? '';
  const userName = principal.roleArn.slice(principal.roleArn.lastIndexOf('/') + 1);
  return {
    type: 'AssumedRole',
    principalId: `${principalId}:${session}`,
    arn: principal.arn,
    accountId,
    sessionContext: {
      sessionIssuer: { type: 'Role', principalId, arn: principal.roleArn, accountId, userName },
      attributes: { creationDate: isoSeconds(cloud.clock.now()), mfaAuthenticated: 'false' },
    },
  };
}

/** Times in records have no milliseconds: `2026-11-20T09:00:00Z`. */
function isoSeconds(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
