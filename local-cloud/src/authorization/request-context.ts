import type { Principal } from '../core/service.ts';
import type { AccessRequest } from './evaluate.ts';
import type { RequestContext } from './variables.ts';

/**
 * The condition keys of a request: the global ones, then the service's own. The local endpoint
 * stands in for one that speaks TLS, so `aws:SecureTransport` is true.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
 */
export function requestContext(request: AccessRequest): RequestContext {
  // Most policies ask for none of them.
  let keys: RequestContext | undefined;
  return {
    get(key) {
      keys ??= keysOf(request);
      return keys.get(key);
    },
  };
}

function keysOf(request: AccessRequest): RequestContext {
  const { principal, now, region, resource } = request;
  const context = new Map<string, readonly string[]>();
  const put = (key: string, value: string | readonly string[] | undefined) => {
    if (value === undefined) return;
    context.set(key.toLowerCase(), typeof value === 'string' ? [value] : value);
  };
  put('aws:SecureTransport', 'true');
  put('aws:PrincipalIsAWSService', String(principal.kind === 'service'));
  put('aws:ViaAWSService', 'false');
  put('aws:RequestedRegion', region);
  if (now !== undefined) {
    put('aws:CurrentTime', new Date(now).toISOString());
    put('aws:EpochTime', String(Math.floor(now / 1000)));
  }
  putPrincipal(principal, put);
  // There is one account here: that of a bucket, whose ARN does not tell it, is the caller's.
  const own = accountOf(principal.arn) ?? principal.sourceAccount;
  if (resource !== '*') put('aws:ResourceAccount', accountOf(resource) ?? own);
  for (const [key, value] of Object.entries(request.conditions ?? {})) put(key, value);
  return context;
}

type Put = (key: string, value: string | undefined) => void;

function putPrincipal(principal: Principal, put: Put): void {
  put('aws:SourceArn', principal.sourceArn);
  put('aws:SourceOwner', principal.sourceOwner);
  put('aws:SourceAccount', principal.sourceAccount ?? accountOf(principal.sourceArn));
  if (principal.kind === 'service') {
    put('aws:PrincipalServiceName', principal.service);
    return;
  }
  if (principal.kind === 'anonymous') {
    put('aws:PrincipalType', 'Anonymous');
    return;
  }
  put('aws:PrincipalType', principal.kind === 'root' ? 'Account' : 'AssumedRole');
  put('aws:PrincipalArn', principal.roleArn ?? principal.arn);
  put('aws:PrincipalAccount', accountOf(principal.arn));
}

function accountOf(arn: string | undefined): string | undefined {
  return arn?.split(':')[4] || undefined;
}
