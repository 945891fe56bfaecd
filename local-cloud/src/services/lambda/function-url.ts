import type { FunctionUrlConfig } from '@aws-sdk/client-lambda';
import { notSupported } from '../../core/errors.ts';
import { conflict, invalid, notFound } from './errors.ts';
import { type Functions, functionName } from './functions.ts';
import type { Qualified } from './qualified.ts';
import type { FunctionUrl } from './url-settings.ts';

/** Where the URLs of functions answer: `<endpoint>/_aws/lambda-url/<id>/...` */
export const LAMBDA_URL = '/_aws/lambda-url/';

interface UrlInput {
  readonly FunctionName?: string | undefined;
  readonly Qualifier?: string | undefined;
}

/**
 * What can have a URL: a function or one of its aliases.
 *
 * @throws ResourceNotFoundException, InvalidParameterValueException for a version
 */
export function urlTarget(functions: Functions, input: UrlInput): Qualified {
  const target = functions.qualified(input.FunctionName, input.Qualifier);
  if (target.qualifier === undefined || target.fn.aliases.has(target.qualifier)) return target;
  throw invalid(
    `${target.arn} is a version, and has no URL: a URL is the function's, or one of its aliases'. Name the function without a qualifier, or with an alias.`,
  );
}

/** Throws ResourceNotFoundException. */
export function urlOf(target: Qualified): FunctionUrl {
  if (target.url !== undefined) return target.url;
  throw notFound('The resource you requested does not exist.');
}

/** Throws ResourceConflictException when there is one already. */
export function checkNoUrl(target: Qualified): void {
  if (target.url === undefined) return;
  throw conflict(
    `Failed to create function url config for [functionArn = ${target.arn}]. Error message:  FunctionUrlConfig exists for this Lambda function`,
  );
}

/** Responses are sent when they are whole. Throws NotSupportedByLocalCloud for streams. */
export function checkInvokeMode(mode: string | undefined): void {
  if (mode !== 'RESPONSE_STREAM') return;
  throw notSupported('Lambda', 'the InvokeMode RESPONSE_STREAM of function URLs (only BUFFERED)');
}

/** As Lambda shows it. */
export function urlConfig(
  { endpoint }: { readonly endpoint: string },
  target: Qualified,
): Required<Omit<FunctionUrlConfig, 'Cors'>> & Pick<FunctionUrlConfig, 'Cors'> {
  const { id, authType, cors, created, modified } = urlOf(target);
  return {
    FunctionUrl: `${endpoint}${LAMBDA_URL}${id}/`,
    FunctionArn: target.arn,
    AuthType: authType,
    InvokeMode: 'BUFFERED',
    CreationTime: new Date(created).toISOString(),
    LastModifiedTime: new Date(modified).toISOString(),
    ...(cors && { Cors: cors }),
  };
}

/** The URLs of a function and of its aliases, or of every function. */
export function* urlTargets(functions: Functions, reference?: string): Generator<Qualified> {
  const all = reference === undefined ? functions.all() : [functions.get(reference)];
  for (const fn of all) {
    for (const qualifier of [undefined, ...fn.aliases.keys()]) {
      const target = fn.qualified(qualifier);
      if (target.url !== undefined) yield target;
    }
  }
}

/**
 * Policies may ask what kind of URL a call is about: the one that is asked for, or that there is.
 * https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html#urls-condition-keys
 */
export function urlPermission(
  functions: Functions,
  action: string,
  input: UrlInput & { readonly AuthType?: string | undefined },
) {
  const { FunctionName, Qualifier, AuthType } = input;
  const permission = functions.permission(action, FunctionName, Qualifier);
  const named = Qualifier ? `${functionName(FunctionName)}:${Qualifier}` : FunctionName;
  const authType = AuthType ?? functions.findQualified(named ?? '')?.url?.authType;
  return authType === undefined
    ? permission
    : { ...permission, conditions: { 'lambda:FunctionUrlAuthType': authType } };
}
