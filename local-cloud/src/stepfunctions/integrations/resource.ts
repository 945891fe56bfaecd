/** The `Resource` of a Task state, taken apart. */
export type Resource =
  | { readonly kind: 'lambda'; readonly functionArn: string }
  | { readonly kind: 'activity'; readonly activityArn: string }
  | {
      readonly kind: 'optimised' | 'aws-sdk';
      /** As written in the ARN: `sqs`, `dynamodb`. */
      readonly service: string;
      readonly action: string;
      readonly pattern: Pattern;
      /** `resourceType` and `resource` of the history events. */
      readonly resourceType: string;
      readonly resource: string;
    };

/** A resource that calls a service. */
export type ServiceResource = Extract<Resource, { kind: 'optimised' | 'aws-sdk' }>;

/**
 * How long the state waits: for the answer, for the job (`.sync`; with `:2` the job's output is
 * parsed), or for a task token.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-to-resource.html
 */
export type Pattern = 'request' | 'sync' | 'sync:2' | 'waitForTaskToken';

const LAMBDA = /^arn:aws[a-z-]*:lambda:/;
const ACTIVITY = /^arn:aws[a-z-]*:states:[^:]*:[^:]*:activity:/;
const SERVICE =
  /^arn:aws[a-z-]*:states:[^:]*:[^:]*:(aws-sdk:)?([a-z0-9]+):([A-Za-z0-9]+)(?:\.(sync(?::2)?|waitForTaskToken))?$/;

/** Undefined when the text is no resource that Step Functions knows. */
export function parseResource(text: string): Resource | undefined {
  if (LAMBDA.test(text)) return { kind: 'lambda', functionArn: text };
  if (ACTIVITY.test(text)) return { kind: 'activity', activityArn: text };
  const match = SERVICE.exec(text);
  if (match === null) return undefined;
  const [, sdk, service, action, pattern] = match as unknown as [string, string?, ...string[]];
  return {
    kind: sdk === undefined ? 'optimised' : 'aws-sdk',
    service: service!,
    action: action!,
    pattern: (pattern as Pattern | undefined) ?? 'request',
    resourceType: `${sdk ?? ''}${service}`,
    resource: pattern === undefined ? action! : `${action}.${pattern}`,
  };
}
