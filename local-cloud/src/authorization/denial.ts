import { AwsError } from '../core/errors.ts';
import type { AccessRequest, Decision, Match, PolicySource } from './evaluate.ts';

/** Services whose denial is not an `AccessDeniedException` with status 400. */
const CODES: Readonly<Record<string, readonly [code: string, status: number]>> = {
  CloudFormation: ['AccessDenied', 403],
  CloudWatch: ['AccessDenied', 403],
  IAM: ['AccessDenied', 403],
  Lambda: ['AccessDeniedException', 403],
  S3: ['AccessDenied', 403],
  SES: ['AccessDenied', 403],
  SESv2: ['AccessDeniedException', 403],
  SNS: ['AuthorizationError', 403],
  SQS: ['AccessDeniedException', 403],
  STS: ['AccessDenied', 403],
};

/**
 * What a service answers to a call that its caller may not make: AWS's sentence, and on a line of
 * its own the statement that would allow it or the one that denies it.
 *
 * @param sdkId the service called, which decides the error's code
 */
export function accessDenied(
  sdkId: string,
  request: AccessRequest,
  decision: Extract<Decision, { allowed: false }>,
): AwsError {
  const [code, status] = CODES[sdkId] ?? ['AccessDeniedException', 400];
  return new AwsError(code, denialMessage(request, decision), { status });
}

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html
 */
export function denialMessage(
  request: AccessRequest,
  decision: Extract<Decision, { allowed: false }>,
): string {
  const { principal, action, resource } = request;
  const sentence = `User: ${principal.arn} is not authorized to perform: ${action} on resource: ${resource}`;
  if (decision.deny) {
    const article = decision.deny.source === 'identity-based' ? 'an' : 'a';
    return `${sentence} with an explicit deny in ${article} ${named(decision.deny.source)}\n${denying(decision.deny)}`;
  }
  const because = `because no ${named(decision.missing)} allows the ${action} action`;
  return `${sentence} ${because}\n${missing(decision.missing, request)}`;
}

/** A boundary is called one; of the others it is said that they are policies. */
function named(source: PolicySource): string {
  return source === 'permissions boundary' ? source : `${source} policy`;
}

function denying({ policy, statement }: Match): string {
  const name = statement.sid ? `Statement ${statement.sid}` : 'A statement';
  return `${name} of the policy ${policy} denies it.`;
}

function missing(source: PolicySource, request: AccessRequest): string {
  const { principal, resource } = request;
  const statement = JSON.stringify(statementFor(source, request));
  if (isOfRole(source)) {
    const role = (principal.roleArn ?? principal.arn).split('/').at(-1);
    const where = source === 'identity-based' ? 'the policies' : 'the permissions boundary';
    return `Missing from ${where} of role ${role}: ${statement}`;
  }
  const owner = source === 'role trust' ? 'the trust policy' : 'the policy';
  return `Missing from ${owner} of ${resource}: ${statement}`;
}

/** Such policies name no principal. */
function isOfRole(source: PolicySource): boolean {
  return source === 'identity-based' || source === 'permissions boundary';
}

/** The statement that would allow the call; undefined where another one denies it. */
export function missingStatement(
  request: AccessRequest,
  decision: Extract<Decision, { allowed: false }>,
): object | undefined {
  return decision.deny ? undefined : statementFor(decision.missing, request);
}

function statementFor(
  source: PolicySource,
  { principal, action, resource }: AccessRequest,
): object {
  if (isOfRole(source)) return { Effect: 'Allow', Action: action, Resource: resource };
  return {
    Effect: 'Allow',
    Principal: principal.service
      ? { Service: principal.service }
      : { AWS: principal.roleArn ?? principal.arn },
    Action: action,
    ...(source === 'resource-based' && { Resource: resource }),
    ...(principal.sourceArn && {
      Condition: { ArnEquals: { 'aws:SourceArn': principal.sourceArn } },
    }),
  };
}
