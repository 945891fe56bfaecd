import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { KnownJson } from '../../core/known-json.ts';
import type { Pattern } from '../language/resource.ts';
import type { TaskRequest } from '../ports.ts';
import type { OptimisedNames } from './failures.ts';
import type { AnswerHeaders } from './sdk-metadata.ts';

/**
 * An optimised integration: `arn:aws:states:::<service>:<action>`, in what it does more than send
 * its parameters to the operation of the same name.
 * https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
export interface OptimisedIntegration {
  /** The service in the SDK's naming where the ARN has another (`states` is `sfn`). */
  readonly sdkService?: string;
  readonly patterns: readonly Pattern[];
  readonly names: OptimisedNames;
  /** Absent: the result comes without `SdkHttpMetadata`. */
  readonly headers?: AnswerHeaders;
  /** The parameters as they are sent. */
  request?(parameters: JsonObject, task: TaskRequest): JsonObject;
  /** The operation's bytes as they are given in process, where it has one member of that kind. */
  blob?(parameters: JsonObject): KnownJson | string;
  /** The result, without metadata. Throws a StatesError for an answer that is a failure. */
  respond?(result: JsonObject): JsonObject;
  /** The text whose length is told in the metadata, where it is not the result's. */
  body?(result: JsonObject): string;
  /** For `.sync`: how the job that was started is watched. */
  readonly job?: Job;
}

/** A job that `.sync` waits for. */
export interface Job {
  /** The call that tells how the job is doing. */
  describe(job: StartedJob): JobCall;
  /** A call that AWS asks the role to be allowed, too: made once, for its denial. */
  alsoNeeds?(job: StartedJob): JobCall;
  /** What it says of the job. */
  outcome(description: JsonObject): JobOutcome;
  /** The call that stops the job when the execution no longer wants it. */
  stop?(job: StartedJob): JobCall;
}

/** What a job was started with, and what the service answered. */
export interface StartedJob {
  readonly parameters: JsonObject;
  readonly submitted: JsonObject;
}

export interface JobCall {
  readonly action: string;
  readonly parameters: JsonObject;
}

export type JobOutcome =
  | { readonly state: 'running' }
  | { readonly state: 'succeeded'; readonly result: Json }
  | { readonly state: 'failed'; readonly cause: string };

/** The outcome of a job that tells its status in one member. */
export function outcomeByStatus(
  description: JsonObject,
  status: Json | undefined,
  ends: { readonly succeeded: readonly string[]; readonly failed: readonly string[] },
): JobOutcome {
  if (ends.succeeded.includes(String(status))) return { state: 'succeeded', result: description };
  if (ends.failed.includes(String(status))) {
    return { state: 'failed', cause: JSON.stringify(description) };
  }
  return { state: 'running' };
}

/** A member that is an object; an empty one where it is not. */
export function objectMember(value: JsonObject, name: string): JsonObject {
  const member = value[name];
  return isObject(member) ? member : {};
}
