import type { NamedPolicy, PolicyDocument, PrincipalPatterns, Statement } from '../core/policy.ts';
import type { Principal } from '../core/service.ts';
import { meets } from './conditions.ts';
import { requestContext } from './request-context.ts';
import { scopeOf } from './scope.ts';
import type { RequestContext } from './variables.ts';

/** Who asks to do what to which resource. */
export interface AccessRequest {
  readonly principal: Principal;
  /** `dynamodb:PutItem` */
  readonly action: string;
  /** An ARN, or `*` for an action that has no resource. */
  readonly resource: string;
  /** Condition keys of the service, for example `{ 'iam:PassedToService': '...' }`. */
  readonly conditions?: Readonly<Record<string, string | readonly string[]>>;
  /** Cloud time in milliseconds, for `aws:CurrentTime`. */
  readonly now?: number;
  /** For `aws:RequestedRegion`. */
  readonly region?: string;
}

export interface Policies {
  /** The policies of the principal's role. Not asked about the root user and about services. */
  readonly identity?: readonly NamedPolicy[];
  /** The most that the role may do, whatever its policies allow: its permissions boundary. */
  readonly boundary?: NamedPolicy;
  /** The policy of the resource: of a queue, a topic, a function, a bucket. */
  readonly resource?: PolicyDocument;
  /** A role's trust policy must allow, whatever the caller's own policies say. */
  readonly trust?: PolicyDocument;
}

export type PolicySource =
  | 'identity-based'
  | 'resource-based'
  | 'role trust'
  | 'permissions boundary';

/** A statement that decided, and the policy it stands in. */
export interface Match {
  readonly source: PolicySource;
  readonly policy: string;
  readonly statement: Statement;
}

export type Decision =
  | { readonly allowed: true; readonly matches: readonly Match[] }
  | { readonly allowed: false; readonly deny: Match }
  | { readonly allowed: false; readonly deny?: undefined; readonly missing: PolicySource };

/** How far a statement is about a principal: its session, its role, its account, or not at all. */
const REACHES = ['none', 'account', 'direct', 'session'] as const;
type Reach = (typeof REACHES)[number];

/**
 * Decides as IAM does within one account: an explicit deny always wins; otherwise the identity's
 * policies or the resource's policy must allow. A resource's policy that names the account only
 * lets the account's own policies decide. What a role's boundary does not allow is denied, unless
 * the resource's policy names the role's session.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
 */
export function evaluate(request: AccessRequest, policies: Policies): Decision {
  const context = requestContext(request);
  const matches = [...identityMatches(request, policies, context)];
  const within = boundaryMatches(request, policies, context);
  const resourcePolicy = policies.trust ?? policies.resource;
  let reach: Reach = 'none';
  if (resourcePolicy !== undefined) {
    const source = policies.trust ? 'role trust' : 'resource-based';
    for (const statement of resourcePolicy.statements) {
      const found = principalReach(statement, request, policies);
      if (found === 'none' || !applies(statement, request, context)) continue;
      matches.push({ source, policy: source, statement });
      if (statement.effect === 'Allow' && isFurther(found, reach)) reach = found;
    }
  }
  const deny = [...matches, ...(within ?? [])].find(({ statement }) => statement.effect === 'Deny');
  if (deny !== undefined) return { allowed: false, deny };
  return decide(request.principal, policies, matches, reach, within?.length === 0);
}

function isFurther(one: Reach, other: Reach): boolean {
  return REACHES.indexOf(one) > REACHES.indexOf(other);
}

function decide(
  principal: Principal,
  policies: Policies,
  matches: readonly Match[],
  reach: Reach,
  isBeyondBoundary: boolean,
): Decision {
  const granted =
    principal.kind === 'root' || matches.some(({ source }) => source === 'identity-based');
  if (policies.trust !== undefined && reach === 'none') {
    return { allowed: false, missing: 'role trust' };
  }
  if (granted || reach === 'direct' || reach === 'session') {
    if (!isBeyondBoundary || reach === 'session') return { allowed: true, matches };
    return { allowed: false, missing: 'permissions boundary' };
  }
  const ownPolicies = principal.kind === 'role';
  return { allowed: false, missing: ownPolicies ? 'identity-based' : 'resource-based' };
}

function* identityMatches(
  request: AccessRequest,
  policies: Policies,
  context: RequestContext,
): Iterable<Match> {
  if (request.principal.kind !== 'role') return;
  for (const { name, document } of policies.identity ?? []) {
    for (const statement of document.statements) {
      if (applies(statement, request, context)) {
        yield { source: 'identity-based', policy: name, statement };
      }
    }
  }
}

/** The statements of the role's boundary that apply; undefined: it has none. */
function boundaryMatches(
  request: AccessRequest,
  { boundary }: Policies,
  context: RequestContext,
): Match[] | undefined {
  if (request.principal.kind !== 'role' || boundary === undefined) return undefined;
  return boundary.document.statements
    .filter((statement) => applies(statement, request, context))
    .map((statement) => ({ source: 'permissions boundary', policy: boundary.name, statement }));
}

function applies(statement: Statement, request: AccessRequest, context: RequestContext): boolean {
  const scope = scopeOf(statement);
  return (
    scope.isAboutAction(request.action) &&
    scope.isAboutResource(request.resource, context) &&
    statement.conditions.every((condition) => meets(condition, context, statement.variables))
  );
}

/**
 * A denial by NotPrincipal is about every role that has a boundary.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
 */
function principalReach(
  { effect, principals, notPrincipals }: Statement,
  request: AccessRequest,
  { boundary }: Policies,
): Reach {
  if (principals) return reachOf(principals, request);
  if (effect === 'Deny' && boundary !== undefined) return 'direct';
  return reachOf(notPrincipals ?? {}, request) === 'none' ? 'direct' : 'none';
}

function reachOf(patterns: PrincipalPatterns, { principal, region }: AccessRequest): Reach {
  const aws = patterns.AWS ?? [];
  if (aws.includes('*')) return 'direct';
  if (principal.kind === 'service') {
    const { service = '' } = principal;
    return patterns.Service?.some((name) => isService(name, service, region)) ? 'direct' : 'none';
  }
  if (principal.kind === 'role' && aws.includes(principal.arn)) return 'session';
  if (aws.includes(principal.arn) || aws.includes(principal.roleArn ?? '')) return 'direct';
  const account = principal.arn.split(':')[4] ?? '';
  const named = aws.includes(account) || aws.includes(`arn:aws:iam::${account}:root`);
  if (!named || principal.kind === 'anonymous') return 'none';
  return principal.kind === 'root' ? 'direct' : 'account';
}

/** A service goes by its name, and by the one it has in the region: `states.us-east-1.amazonaws.com`. */
function isService(name: string, service: string, region: string | undefined): boolean {
  return name === service || name === service.replace('.', `.${region}.`);
}
