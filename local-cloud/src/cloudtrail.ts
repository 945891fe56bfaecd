import type { JsonObject } from './json.ts';
import type { CallContext, Cloud, Principal } from './service.ts';

/**
 * Tells EventBridge of a change as CloudTrail does: `AWS API Call via CloudTrail`.
 * https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-record-contents.html
 */
export function tellEventBridge(
  cloud: Cloud,
  source: string,
  call: {
    readonly name: string;
    readonly requestParameters: object;
    readonly responseElements: object | null;
    readonly context: CallContext;
  },
): void {
  const eventSource = `${source}.amazonaws.com`;
  const service: Principal = { kind: 'service', arn: eventSource, service: eventSource };
  const now = new Date(cloud.clock.now());
  const detail = {
    eventVersion: '1.09',
    userIdentity: identityOf(call.context.principal, cloud),
    eventTime: `${now.toISOString().slice(0, 19)}Z`,
    eventSource,
    eventName: call.name,
    awsRegion: cloud.region,
    sourceIPAddress: '127.0.0.1',
    userAgent: 'local-cloud',
    requestParameters: call.requestParameters,
    responseElements: call.responseElements,
    requestID: call.context.requestId,
    eventID: cloud.random.uuid(),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: cloud.accountId,
    eventCategory: 'Management',
  };
  cloud.background(`CloudTrail event ${call.name}`, () =>
    cloud.call(service, 'EventBridge', 'PutEvents', {
      Entries: [
        {
          Source: `aws.${source}`,
          DetailType: 'AWS API Call via CloudTrail',
          Time: now,
          Detail: JSON.stringify(detail),
        },
      ],
    }),
  );
}

function identityOf(principal: Principal, { accountId }: Cloud): JsonObject {
  if (principal.kind === 'service') {
    return { type: 'AWSService', invokedBy: principal.service ?? principal.arn };
  }
  if (principal.roleArn === undefined) {
    return { type: 'Root', principalId: accountId, arn: principal.arn, accountId };
  }
  const userName = principal.roleArn.slice(principal.roleArn.lastIndexOf('/') + 1);
  return {
    type: 'AssumedRole',
    arn: principal.arn,
    accountId,
    sessionContext: {
      sessionIssuer: { type: 'Role', arn: principal.roleArn, accountId, userName },
    },
  };
}
