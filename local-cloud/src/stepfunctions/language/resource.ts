import { StatesError } from '../errors.ts';

/** The `Resource` of a Task state, taken apart. `arn` is the whole, as written. */
export type Resource =
  | { readonly kind: 'lambda' | 'activity'; readonly arn: string }
  | ServiceResource;

/** A resource that calls a service: `arn:aws:states:::<service>:<action>` or `...:aws-sdk:...`. */
export interface ServiceResource {
  readonly kind: 'optimised' | 'aws-sdk';
  readonly arn: string;
  /** As written in the ARN: `sqs`, `dynamodb`. */
  readonly service: string;
  readonly action: string;
  readonly pattern: Pattern;
  /** `resourceType` and `resource` of the history events. */
  readonly resourceType: string;
  readonly resource: string;
}

/**
 * How long the state waits: for the answer, for the job (`.sync`; with `:2` the job's output is
 * parsed), or for a task token.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export type Pattern = 'request' | 'sync' | 'sync:2' | 'waitForTaskToken';

const LAMBDA =
  /^arn:aws[a-z-]*:lambda:[^:\s]*:[^:\s]*:function:[A-Za-z0-9_-]+(?::(?:\$LATEST|[A-Za-z0-9_-]+))?$/;
const ACTIVITY = /^arn:aws[a-z-]*:states:[a-z0-9-]+:\d{12}:activity:[^:\s]{1,80}$/;
const SERVICE =
  /^arn:aws[a-z-]*:states:[a-z0-9-]*:(?:\d{12})?:(?<type>aws-sdk:[a-z0-9]+|[a-z0-9-]+):(?<resource>(?<action>[a-z][A-Za-z0-9]*)(?:\.(?<pattern>sync:2|sync|waitForTaskToken))?)$/;

/** Undefined when the text is no resource that Step Functions knows. */
export function parseResource(arn: string): Resource | undefined {
  if (LAMBDA.test(arn)) return { kind: 'lambda', arn };
  if (ACTIVITY.test(arn)) return { kind: 'activity', arn };
  const { type, action, pattern, resource } = SERVICE.exec(arn)?.groups ?? {};
  if (type === undefined) return undefined;
  const isSdk = type.startsWith('aws-sdk:');
  return {
    kind: isSdk ? 'aws-sdk' : 'optimised',
    arn,
    service: isSdk ? type.slice('aws-sdk:'.length) : type,
    action: action!,
    pattern: (pattern as Pattern | undefined) ?? 'request',
    resourceType: type,
    resource: resource!,
  };
}

/** The resource of a definition that was checked. Throws States.Runtime for one that was not. */
export function resourceOf(arn: string): Resource {
  const resource = parseResource(arn);
  if (resource !== undefined) return resource;
  throw new StatesError('States.Runtime', `The resource provided ${arn} is not recognized.`);
}

export function callsService(resource: Resource | undefined): resource is ServiceResource {
  return resource?.kind === 'optimised' || resource?.kind === 'aws-sdk';
}

/** Whether success and failure come by the task's token alone: callbacks and activities. */
export function isAnsweredByToken(resource: Resource): boolean {
  return callsService(resource)
    ? resource.pattern === 'waitForTaskToken'
    : resource.kind === 'activity';
}

/** Whether the answer comes later: by a job's end, a token, an activity's worker. */
export function isAnsweredLater(resource: Resource): boolean {
  return callsService(resource) ? resource.pattern !== 'request' : resource.kind === 'activity';
}
