import { checkContract } from './check-contract.ts';
import type { Clock, Hold } from './clock.ts';
import type { Broken, Members } from './contract.ts';
import { type AwsError, notSupported } from './errors.ts';
import type { Measurement } from './metrics.ts';
import type { PolicyDocument } from './policy.ts';
import type { Random } from './random.ts';
import type { State } from './state.ts';

/** The attempt of a state that a call is made for, by Step Functions or by a function that works for it. */
export interface TaskOrigin {
  readonly executionArn: string;
  readonly state: string;
  /** The id of the state's Entered event. */
  readonly enteredId: number;
  /** 1 is the first. */
  readonly attempt: number;
}

/** Who makes a call. */
export interface Principal {
  readonly kind: 'root' | 'role' | 'service' | 'anonymous';
  /** `arn:aws:iam::...:root`, `arn:aws:sts::...:assumed-role/<role>/<session>`, or a service name. */
  readonly arn: string;
  /** The role behind an assumed-role session. */
  readonly roleArn?: string;
  /** For `kind: 'service'`, for example `apigateway.amazonaws.com`. */
  readonly service?: string;
  /** For a service acting for a resource: that resource's ARN (the `aws:SourceArn` of policies). */
  readonly sourceArn?: string;
  /** The account of a resource whose ARN does not tell it: a bucket's. */
  readonly sourceAccount?: string;
  /**
   * The account that CloudWatch's alarms name to SNS (`aws:SourceOwner`), whose default policy of topics
   * asks for it.
   */
  readonly sourceOwner?: string;
  /** The service that makes the call in the principal's name (`aws:CalledVia`): CloudFormation's. */
  readonly calledVia?: string;
  /** The Lambda invocation this call is made from: it only waits while the call waits. */
  readonly invocation?: Hold;
  /** What it makes its calls for; undefined for everything else than tasks. */
  readonly task?: TaskOrigin | undefined;
}

export interface CallContext {
  readonly principal: Principal;
  readonly requestId: string;
  /**
   * Waits for something that only the clock or another caller brings about (a long poll, an
   * execution's end): meanwhile the call, and the invocation it is made from, is not in flight.
   */
  waiting<T>(promise: Promise<T>): Promise<T>;
  /** Aborted when the caller has gone away. */
  readonly signal?: AbortSignal;
  /** The X-Ray trace that the call belongs to, as its header says it. */
  readonly traceHeader?: string;
}

/** One thing a call needs to be allowed to do. `resource` is an ARN or `*`. */
export interface Permission {
  readonly action: string;
  readonly resource: string;
  /** Condition keys of the request, for example `{ 'iam:PassedToService': 'lambda.amazonaws.com' }`. */
  readonly conditions?: Readonly<Record<string, string | readonly string[]>>;
  /** The resource's own policy (queue, topic, function), where it has one. */
  readonly resourcePolicy?: unknown;
  /** For `sts:AssumeRole`: the role's trust policy, which must allow it whatever else does. */
  readonly trustPolicy?: PolicyDocument;
}

/** One AWS operation as a plain function, typed by the SDK client's Input and Output. */
export interface Operation<Input = never, Output = unknown> {
  /** The members it honours, and what they must be. Checked before `handle` is called. */
  readonly members: Members<Input>;
  handle(input: Input, context: CallContext): Output | Promise<Output>;
  /** What the caller must be allowed to do. Checked before `handle` is called. */
  permissions(input: Input, context: CallContext): readonly Permission[];
  /** A malformed request is refused before it is asked who may make it. */
  readonly checkedFirst?: true;
  /** It stands for the operation of its name, which takes its place: see `lateOperations`. */
  readonly load?: () => Promise<unknown>;
}

/** One AWS service: its operations by their names in the API model. */
export interface Service {
  /** The SDK's id of the service: `SFN`, `DynamoDB`, `SQS`, `CloudWatch Logs`, ... */
  readonly sdkId: string;
  readonly operations: Readonly<Record<string, Operation>>;
  /** How the service words what a request breaks of an operation's contract. */
  refusal(broken: readonly Broken[]): AwsError;
  /** What it holds. Absent: nothing of its own. */
  readonly state?: State;
}

/**
 * Holds a request to the operation's contract. It comes after the permissions: whoever may not call
 * learns that first. Nothing recorded says otherwise of the services here, except where the operation
 * is `checkedFirst`.
 *
 * @throws NotSupportedByLocalCloud for a member that is not honoured, so that nothing is silently
 * ignored; the service's own error for what breaks a rule
 */
export function checkRequest(
  { sdkId, operations, refusal }: Service,
  name: string,
  input: object,
): void {
  const { broken, unserved } = checkContract(operations[name]!.members, input);
  if (unserved.length > 0) throw notSupported(sdkId, `the member ${unserved[0]} of ${name}`);
  if (broken.length > 0) throw refusal(broken);
}

/** What a service is given: the ports, and the other services through `call`. */
export interface Cloud {
  readonly clock: Clock;
  readonly random: Random;
  readonly accountId: string;
  readonly region: string;
  /** `http://127.0.0.1:<port>`, known once the gateway listens. */
  readonly endpoint: string;
  /** Calls an operation in process as the given principal: permissions are checked, nothing is encoded. */
  call<Output>(
    principal: Principal,
    sdkId: string,
    operation: string,
    input: object,
  ): Promise<Output>;
  /**
   * Checks, and records as used, what AWS does in a role's name without a public operation (log
   * delivery, trace segments). Throws the denial as `sdkId` words it.
   */
  authorize(principal: Principal, sdkId: string, permissions: readonly Permission[]): void;
  /** Gives CloudWatch a measurement that a service took of itself, for alarms on it. */
  recordMetric(measurement: Measurement): void;
  /** Runs work nobody waits for (a delivery, a timer's effect): held as in flight, errors reported. */
  background(label: string, work: () => Promise<void>): void;
}
