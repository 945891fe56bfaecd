import { beforeEach, expect, test } from 'vitest';
import type { Principal } from '../core/service.ts';
import { tellEventBridge } from './cloudtrail.ts';
import { inCloudTrail } from './iam/cloudtrail.ts';
import { type FakeCloud, fakeCloud, fakeContext, ROOT, START } from './testing.ts';

const ROLE = 'arn:aws:iam::123456789012:role/gardening/gardener';
const SESSION: Principal = {
  kind: 'role',
  arn: 'arn:aws:sts::123456789012:assumed-role/gardener/monday',
  roleArn: ROLE,
};

let cloud: FakeCloud;
beforeEach(() => {
  cloud = fakeCloud();
});

/** What EventBridge is told of a call by that principal. */
function told(principal: Principal, requestParameters: object = {}, responseElements?: object) {
  const roleId = (arn: string) => (arn === ROLE ? 'AROAGARDENER' : undefined);
  const call = { name: 'CreatePolicy', requestParameters, context: fakeContext({ principal }) };
  const elements = { responseElements: responseElements ?? null };
  tellEventBridge({ cloud, roleId }, 'iam', { ...call, ...elements });
  const [{ input, ...how }] = cloud.calls as [(typeof cloud.calls)[number]];
  const [{ Detail, ...entry }] = (input as { Entries: [{ Detail: string }] }).Entries;
  return { how, entry, detail: JSON.parse(Detail) };
}

test('the service itself puts the event, in its own name', () => {
  const { how, entry } = told(ROOT);
  expect(how).toEqual({
    principal: { kind: 'service', arn: 'iam.amazonaws.com', service: 'iam.amazonaws.com' },
    sdkId: 'EventBridge',
    operation: 'PutEvents',
  });
  expect(entry).toEqual({
    Source: 'aws.iam',
    DetailType: 'AWS API Call via CloudTrail',
    Time: new Date(START),
  });
});

test('a call by root is recorded as AWS records it', () => {
  const parameters = { policyName: 'tea', policyDocument: '{}' };
  expect(told(ROOT, parameters, { policy: { policyName: 'tea' } }).detail).toEqual({
    eventVersion: '1.11',
    userIdentity: {
      type: 'Root',
      principalId: '123456789012',
      arn: 'arn:aws:iam::123456789012:root',
      accountId: '123456789012',
    },
    eventTime: '2026-01-01T12:00:00Z',
    eventSource: 'iam.amazonaws.com',
    eventName: 'CreatePolicy',
    awsRegion: 'us-east-1',
    sourceIPAddress: '127.0.0.1',
    userAgent: 'local-cloud',
    requestParameters: parameters,
    responseElements: { policy: { policyName: 'tea' } },
    requestID: '00000000-0000-4000-8000-000000000000',
    eventID: expect.stringMatching(/^[0-9a-f-]{36}$/),
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: '123456789012',
    eventCategory: 'Management',
  });
});

test('a call by a role names the session, and the role that issued it with its path', () => {
  expect(told(SESSION).detail.userIdentity).toEqual({
    type: 'AssumedRole',
    principalId: 'AROAGARDENER:monday',
    arn: SESSION.arn,
    accountId: '123456789012',
    sessionContext: {
      sessionIssuer: {
        type: 'Role',
        principalId: 'AROAGARDENER',
        arn: ROLE,
        accountId: '123456789012',
        userName: 'gardener',
      },
      attributes: { creationDate: '2026-01-01T12:00:00Z', mfaAuthenticated: 'false' },
    },
  });
});

test('a call by a service has no arn', () => {
  const service: Principal = { kind: 'service', arn: 'x', service: 'cloudformation.amazonaws.com' };
  expect(told(service).detail.userIdentity).toEqual({
    type: 'AWSService',
    invokedBy: 'cloudformation.amazonaws.com',
  });
});

test('request parameters of more than 100 KB are left out', () => {
  const policyDocument = `{${' '.repeat(102_400)}}`;
  expect(told(ROOT, { policyDocument }).detail.requestParameters).toBeNull();
});

test('members begin with a small letter, and times are texts for people', () => {
  const output = {
    PolicyVersion: { VersionId: 'v2', CreateDate: new Date(Date.UTC(2021, 9, 9, 15, 32, 13)) },
  };
  expect(inCloudTrail({ ...output, Marker: undefined })).toEqual({
    policyVersion: { versionId: 'v2', createDate: 'Oct 9, 2021 3:32:13 PM' },
  });
});
