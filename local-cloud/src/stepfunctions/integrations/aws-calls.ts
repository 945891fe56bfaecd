import type { NormalizedSchema } from '@smithy/core/schema';
import type { ConnectionParameters } from '../../core/connections.ts';
import type { Need } from '../ports.ts';

/**
 * What the integrations ask of whoever embeds the engine: to call an operation of an AWS service
 * as a role, and to say what the operation's members look like.
 */
export interface AwsCalls {
  /**
   * Calls one operation in process. Input and output are what the SDK's client takes and gives
   * (dates are `Date`, blobs `Uint8Array`). Rejects with an `AwsError`.
   */
  call(caller: Caller, sdkId: string, operation: string, input: object): Promise<unknown>;
  /**
   * The shape of an operation by its names in a resource ARN (`dynamodb`, `putItem`), or
   * undefined where the service or the operation is not known here.
   */
  shape(service: string, action: string): Promise<OperationShape | undefined>;
  /** The same, if it is at hand: `shape` was asked before. */
  knownShape(service: string, action: string): OperationShape | undefined;
  /**
   * Whether the service is known, and has no operation of this name. False for a service of which
   * `shape` was never asked: nothing is loaded for this.
   */
  lacks(service: string, action: string): boolean;
  /** Why the role is not allowed what it needs, in AWS's words; undefined: it is. */
  denial?(caller: Caller, needs: readonly Need[]): string | undefined;
}

/** For whom a call is made. */
export interface Caller {
  /** The role of the state machine, or the one of the state's `Credentials`. */
  readonly roleArn: string;
  readonly executionArn: string;
  readonly stateMachineArn: string;
  /** The state, its Entered event, and how often it was retried, where the call is made for one. */
  readonly stateName?: string;
  readonly enteredId?: number;
  readonly retryCount?: number;
}

export interface OperationShape {
  /** The SDK's id of the service, for example `DynamoDB`. */
  readonly sdkId: string;
  /** The operation's name in the API model, for example `PutItem`. */
  readonly operation: string;
  readonly input: NormalizedSchema;
  readonly output: NormalizedSchema;
  /** What the API model says about an error, by its shape's name or by its code on the wire. */
  error(code: string): ErrorShape | undefined;
}

export interface ErrorShape {
  /** The shape's name, for example `InvalidParameterException`. */
  readonly name: string;
  /** The code on the wire where it differs (`InvalidParameter`). */
  readonly wireCode?: string;
}

/** Sends an HTTP request for `http:invoke` and `apigateway:invoke`. */
export interface HttpCalls {
  /** Rejects with a StatesError, or with an `Error` whose message says why there was no answer. */
  send(caller: Caller, request: HttpRequest): Promise<HttpResponse>;
}

export interface HttpRequest {
  readonly integration: 'http' | 'apigateway';
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The EventBridge connection that holds the credentials (`http:invoke`). */
  readonly connectionArn?: string;
  /** The same request with what the connection adds. Throws a StatesError where that cannot be. */
  readonly with?: (added: ConnectionParameters) => HttpRequest;
  /** `IAM_ROLE`: signed as the caller. `RESOURCE_POLICY`, `NO_AUTH` (`apigateway:invoke`). */
  readonly authType?: string;
}

export interface HttpResponse {
  /** The request as it went out, with what the connection added; for TestState's `revealSecrets`. */
  readonly sent?: HttpRequest;
  readonly status: number;
  readonly statusText: string;
  readonly headers: Readonly<Record<string, readonly string[]>>;
  readonly body: string;
}
