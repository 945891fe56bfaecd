import { describe, expect, it } from 'vitest';
import type { Principal } from '../core/service.ts';
import { accessDenied, denialMessage } from './denial.ts';
import { type AccessRequest, evaluate, type Policies } from './evaluate.ts';
import { parsePolicy } from './parse.ts';

const ROLE_ARN = 'arn:aws:iam::123456789012:role/service/opener';
const ROLE: Principal = {
  kind: 'role',
  arn: 'arn:aws:sts::123456789012:assumed-role/opener/session',
  roleArn: ROLE_ARN,
};
const ROOT: Principal = { kind: 'root', arn: 'arn:aws:iam::123456789012:root' };
const RULE: Principal = {
  kind: 'service',
  arn: 'events.amazonaws.com',
  service: 'events.amazonaws.com',
  sourceArn: 'arn:aws:events:us-east-1:123456789012:rule/r',
};
const TABLE = 'arn:aws:dynamodb:us-east-1:123456789012:table/Accounts';
const PUT = { principal: ROLE, action: 'dynamodb:PutItem', resource: TABLE };

type Statement = Record<string, unknown>;

function document(kind: 'inline' | 'resource' | 'trust', ...statements: Statement[]) {
  return parsePolicy({ Version: '2012-10-17', Statement: statements }, kind);
}

function identity(...statements: Statement[]): Policies {
  return { identity: [{ name: 'inline', document: document('inline', ...statements) }] };
}

function resource(...statements: Statement[]): Policies {
  return { resource: document('resource', ...statements) };
}

function allows(request: AccessRequest, policies: Policies): boolean {
  return evaluate(request, policies).allowed;
}

const ALLOW_PUT = { Effect: 'Allow', Action: 'dynamodb:PutItem', Resource: TABLE };

describe('the policies of a role', () => {
  it('allow what a statement names, and nothing else', () => {
    expect(allows(PUT, identity(ALLOW_PUT))).toBe(true);
    expect(allows(PUT, {})).toBe(false);
    expect(allows({ ...PUT, action: 'dynamodb:GetItem' }, identity(ALLOW_PUT))).toBe(false);
    expect(allows({ ...PUT, resource: `${TABLE}2` }, identity(ALLOW_PUT))).toBe(false);
  });

  it('deny what any statement denies, whatever allows it', () => {
    const deny = { Effect: 'Deny', Action: 'dynamodb:*', Resource: '*' };
    expect(allows(PUT, identity(ALLOW_PUT, deny))).toBe(false);
    expect(allows(PUT, { ...identity(deny), ...resource({ ...ALLOW_PUT, Principal: '*' }) })).toBe(
      false,
    );
  });

  it('may say what they are not about', () => {
    const others = { Effect: 'Allow', NotAction: 'iam:*', NotResource: `${TABLE}2` };
    expect(allows(PUT, identity(others))).toBe(true);
    expect(allows({ ...PUT, action: 'iam:GetRole' }, identity(others))).toBe(false);
    expect(allows({ ...PUT, resource: `${TABLE}2` }, identity(others))).toBe(false);
  });

  it('must say * for an action without a resource', () => {
    const request = { principal: ROLE, action: 'cloudwatch:PutMetricData', resource: '*' };
    const statement = { Effect: 'Allow', Action: 'cloudwatch:PutMetricData' };
    expect(allows(request, identity({ ...statement, Resource: '*' }))).toBe(true);
    expect(allows(request, identity({ ...statement, Resource: 'arn:aws:cloudwatch:*' }))).toBe(
      false,
    );
  });

  it('may name the resource by variables', () => {
    const Resource = 'arn:aws:dynamodb:${aws:RequestedRegion}:${aws:PrincipalAccount}:table/*';
    const statement = { ...ALLOW_PUT, Resource };
    expect(allows({ ...PUT, region: 'us-east-1' }, identity(statement))).toBe(true);
    expect(allows(PUT, identity(statement))).toBe(false);
  });

  it.each([
    ['of a table', TABLE, true],
    ['of a bucket, whose ARN does not tell it', 'arn:aws:s3:::cups', true],
    ['of nothing in particular', '*', false],
  ])('may ask for the account %s', (_what, resource, isAllowed) => {
    const account = TABLE.split(':')[4]!;
    const Condition = { StringEquals: { 'aws:ResourceAccount': account } };
    const statement = { Effect: 'Allow', Action: '*', Resource: '*', Condition };
    expect(allows({ ...PUT, resource }, identity(statement))).toBe(isAllowed);
    const other = { StringEquals: { 'aws:ResourceAccount': '999999999999' } };
    expect(allows({ ...PUT, resource }, identity({ ...statement, Condition: other }))).toBe(false);
  });

  it('may ask for conditions of the request and of the service', () => {
    const Condition = {
      StringEquals: { 'iam:PassedToService': 'lambda.amazonaws.com' },
      ArnEquals: { 'aws:PrincipalArn': ROLE_ARN },
      DateLessThan: { 'aws:CurrentTime': '2030-01-01T00:00:00Z' },
      Bool: { 'aws:SecureTransport': 'true' },
    };
    const policies = identity({ ...ALLOW_PUT, Condition });
    const conditions = { 'iam:PassedToService': 'lambda.amazonaws.com' };
    expect(allows({ ...PUT, conditions, now: Date.UTC(2029, 1) }, policies)).toBe(true);
    expect(allows({ ...PUT, conditions, now: Date.UTC(2030, 1) }, policies)).toBe(false);
    expect(allows({ ...PUT, now: Date.UTC(2029, 1) }, policies)).toBe(false);
  });
});

describe('the policy of a resource', () => {
  const send = { action: 'sqs:SendMessage', resource: 'arn:aws:sqs:us-east-1:123456789012:q' };
  const statement = { Effect: 'Allow', Action: 'sqs:SendMessage', Resource: send.resource };
  const EVENTS = { Service: 'events.amazonaws.com' };

  it('alone lets a service in, from the sources that it names', () => {
    const Condition = { ArnEquals: { 'aws:SourceArn': RULE.sourceArn } };
    const policies = resource({ ...statement, Principal: EVENTS, Condition });
    expect(allows({ ...send, principal: RULE }, policies)).toBe(true);
    expect(
      allows({ ...send, principal: { ...RULE, sourceArn: `${RULE.sourceArn}2` } }, policies),
    ).toBe(false);
    expect(
      allows({ ...send, principal: { ...RULE, service: 'sns.amazonaws.com' } }, policies),
    ).toBe(false);
    expect(allows({ ...send, principal: RULE }, {})).toBe(false);
  });

  it('knows a service by the name it has in the region, and in no other', () => {
    const policies = (Service: string) => resource({ ...statement, Principal: { Service } });
    const request = { ...send, principal: RULE, region: 'us-east-1' };
    expect(allows(request, policies('events.us-east-1.amazonaws.com'))).toBe(true);
    expect(allows(request, policies('events.eu-west-1.amazonaws.com'))).toBe(false);
    expect(allows(request, policies('sns.us-east-1.amazonaws.com'))).toBe(false);
  });

  it('lets a role in that it names, or a session of it, or everyone', () => {
    for (const AWS of [ROLE_ARN, ROLE.arn, '*']) {
      expect(
        allows({ ...send, principal: ROLE }, resource({ ...statement, Principal: { AWS } })),
      ).toBe(true);
    }
  });

  it('that names the account leaves it to the policies of the role', () => {
    const named = resource({ ...statement, Principal: { AWS: '123456789012' } });
    expect(allows({ ...send, principal: ROLE }, named)).toBe(false);
    expect(allows({ ...send, principal: ROLE }, { ...named, ...identity(statement) })).toBe(true);
    expect(allows({ ...send, principal: ROOT }, named)).toBe(true);
  });

  it('can shut out all but some', () => {
    const deny = {
      Effect: 'Deny',
      Action: 'sqs:*',
      Resource: '*',
      NotPrincipal: { AWS: ROLE_ARN },
    };
    expect(allows({ ...send, principal: ROOT }, resource(deny))).toBe(false);
    expect(
      allows({ ...send, principal: ROLE }, { ...resource(deny), ...identity(statement) }),
    ).toBe(true);
  });

  it('lets nobody in who has no name, unless it says everyone', () => {
    const anyone: Principal = { kind: 'anonymous', arn: 'anonymous' };
    expect(allows({ ...send, principal: anyone }, identity(statement))).toBe(false);
    expect(allows({ ...send, principal: anyone }, resource({ ...statement, Principal: '*' }))).toBe(
      true,
    );
  });
});

describe('the trust policy of a role', () => {
  const assume = { action: 'sts:AssumeRole', resource: ROLE_ARN };
  const trust = (Principal: unknown) => ({
    trust: document('trust', { Effect: 'Allow', Principal, Action: 'sts:AssumeRole' }),
  });
  const mayAssume = identity({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: '*' });

  it('must allow, even the root user', () => {
    expect(allows({ ...assume, principal: ROOT }, trust(EVENTS_ONLY))).toBe(false);
    expect(allows({ ...assume, principal: ROOT }, trust({ AWS: '123456789012' }))).toBe(true);
    expect(allows({ ...assume, principal: ROLE }, { ...trust(EVENTS_ONLY), ...mayAssume })).toBe(
      false,
    );
  });

  it('lets in a service, and a role that it names; by way of the account, the role must be allowed', () => {
    expect(allows({ ...assume, principal: RULE }, trust(EVENTS_ONLY))).toBe(true);
    expect(allows({ ...assume, principal: ROLE }, trust({ AWS: ROLE_ARN }))).toBe(true);
    const account = trust({ AWS: 'arn:aws:iam::123456789012:root' });
    expect(allows({ ...assume, principal: ROLE }, account)).toBe(false);
    expect(allows({ ...assume, principal: ROLE }, { ...account, ...mayAssume })).toBe(true);
  });

  const EVENTS_ONLY = { Service: 'events.amazonaws.com' };
});

describe('the permissions boundary of a role', () => {
  const boundary = (...statements: Statement[]): Policies => ({
    boundary: { name: 'limits', document: document('inline', ...statements) },
  });
  const DENY_PUT = { ...ALLOW_PUT, Effect: 'Deny' };
  const all = { Effect: 'Allow', Action: '*', Resource: '*' };
  const ALLOW_GET = { ...ALLOW_PUT, Action: 'dynamodb:GetItem' };
  const get = { ...PUT, action: 'dynamodb:GetItem' };

  it('allows nothing by itself, and bounds what the policies of the role allow', () => {
    expect(allows(PUT, boundary(all))).toBe(false);
    expect(allows(PUT, { ...identity(all), ...boundary(ALLOW_PUT) })).toBe(true);
    expect(allows(get, { ...identity(all), ...boundary(ALLOW_PUT) })).toBe(false);
  });

  it('bounds what a resource allows the role, but not what it allows its session', () => {
    const granting = (AWS: string) => resource({ ...ALLOW_PUT, Principal: { AWS } });
    expect(allows(PUT, { ...granting(ROLE_ARN), ...boundary(DENY_PUT) })).toBe(false);
    expect(allows(PUT, { ...granting(ROLE_ARN), ...boundary(ALLOW_GET) })).toBe(false);
    expect(allows(PUT, { ...granting(ROLE_ARN), ...boundary(all) })).toBe(true);
    expect(allows(PUT, { ...granting(ROLE.arn), ...boundary(ALLOW_GET) })).toBe(true);
  });

  it('denies what it denies, whoever allows it', () => {
    const session = resource({ ...ALLOW_PUT, Principal: { AWS: ROLE.arn } });
    expect(allows(PUT, { ...session, ...boundary(all, DENY_PUT) })).toBe(false);
  });

  it('makes a denial of all but some be about the role', () => {
    const others = resource({ ...DENY_PUT, NotPrincipal: { AWS: ROLE_ARN } });
    expect(allows(PUT, { ...identity(all), ...others })).toBe(true);
    expect(allows(PUT, { ...identity(all), ...others, ...boundary(all) })).toBe(false);
  });

  it('is nothing to those who are no role', () => {
    expect(allows({ ...PUT, principal: ROOT }, boundary(ALLOW_GET))).toBe(true);
  });
});

describe('a denial', () => {
  const denied = (request: AccessRequest, policies: Policies) => {
    const decision = evaluate(request, policies);
    return decision.allowed ? 'allowed' : denialMessage(request, decision);
  };

  it('names what is missing from the role', () => {
    expect(denied(PUT, {})).toBe(
      'User: arn:aws:sts::123456789012:assumed-role/opener/session is not authorized to perform: ' +
        `dynamodb:PutItem on resource: ${TABLE} because no identity-based policy allows the ` +
        'dynamodb:PutItem action\nMissing from the policies of role opener: ' +
        `{"Effect":"Allow","Action":"dynamodb:PutItem","Resource":"${TABLE}"}`,
    );
  });

  it('names the statement that denies', () => {
    const deny = { Sid: 'Never', Effect: 'Deny', Action: '*', Resource: '*' };
    expect(denied(PUT, identity(deny))).toMatch(
      /with an explicit deny in an identity-based policy\nStatement Never of the policy inline denies it\.$/,
    );
  });

  it('names the permissions boundary that does not allow it, or denies it', () => {
    const within = (statement: Statement) => ({
      ...identity(ALLOW_PUT),
      boundary: { name: 'limits', document: document('inline', statement) },
    });
    expect(denied(PUT, within({ ...ALLOW_PUT, Action: 'dynamodb:GetItem' }))).toMatch(
      /because no permissions boundary allows the dynamodb:PutItem action\nMissing from the permissions boundary of role opener: \{"Effect":"Allow"/,
    );
    expect(denied(PUT, within({ ...ALLOW_PUT, Effect: 'Deny' }))).toMatch(
      /with an explicit deny in a permissions boundary\nA statement of the policy limits denies it\.$/,
    );
  });

  it('names what is missing from the policy of the resource, with its source', () => {
    const resourceArn = 'arn:aws:sqs:us-east-1:123456789012:q';
    expect(denied({ principal: RULE, action: 'sqs:SendMessage', resource: resourceArn }, {})).toBe(
      'User: events.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: ' +
        `${resourceArn} because no resource-based policy allows the sqs:SendMessage action\n` +
        `Missing from the policy of ${resourceArn}: ` +
        '{"Effect":"Allow","Principal":{"Service":"events.amazonaws.com"},"Action":"sqs:SendMessage",' +
        `"Resource":"${resourceArn}","Condition":{"ArnEquals":{"aws:SourceArn":"${RULE.sourceArn}"}}}`,
    );
  });

  it.each([
    ['DynamoDB', 'AccessDeniedException', 400],
    ['SFN', 'AccessDeniedException', 400],
    ['Lambda', 'AccessDeniedException', 403],
    ['S3', 'AccessDenied', 403],
    ['IAM', 'AccessDenied', 403],
    ['SNS', 'AuthorizationError', 403],
  ])('of %s has the code %s and the status %d', (sdkId, code, status) => {
    const decision = evaluate(PUT, {});
    expect(decision.allowed || accessDenied(sdkId, PUT, decision)).toMatchObject({ code, status });
  });
});
