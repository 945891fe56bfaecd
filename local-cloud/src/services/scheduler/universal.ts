import { notSupported } from '../../core/errors.ts';
import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { invalid } from './errors.ts';
import { parsed } from './input.ts';
import type { TargetCall } from './targets.ts';

/**
 * An operation that is served here, by its names in an ARN (`sqs`, `sendMessage`), and its input
 * from JSON.
 */
export type FindOperation = (
  service: string,
  action: string,
) => Promise<ServedOperation | undefined>;

export interface ServedOperation {
  readonly sdkId: string;
  readonly operation: string;
  /** Undefined for parameters that do not fit the operation. */
  toInput(parameters: JsonObject): object | undefined;
}

const ARN = /^arn:aws[a-z-]*:scheduler:::aws-sdk:([^:]+):([^:]+)$/;

/**
 * Scheduler calls nothing that only reads.
 * https://docs.aws.amazon.com/scheduler/latest/UserGuide/managing-targets-universal.html
 */
const READS =
  /^(?:get|describe|list|poll|receive|search|scan|query|select|read|lookup|discover|validate|batchGet|batchDescribe|batchRead|transactGet|adminGet|adminList|testMigration|retrieve|testConnection|translateDocument|isAuthorized|isVpcPeered|invokeModel)/;

export function isUniversal(arn: string): boolean {
  return ARN.test(arn);
}

/** @throws ValidationException for what AWS refuses; NotSupportedByLocalCloud for what is not served */
export async function checkUniversal(
  find: FindOperation,
  arn: string,
  input: string | undefined,
): Promise<void> {
  const [, , action = ''] = ARN.exec(arn) ?? [];
  if (READS.test(action)) throw invalid(`${action} is not a supported api for a target.`);
  await universalCall(find, arn, input);
}

/** @throws ValidationException for parameters that do not fit; NotSupportedByLocalCloud */
export async function universalCall(
  find: FindOperation,
  arn: string,
  text = '{}',
): Promise<TargetCall> {
  const [, service = '', action = ''] = ARN.exec(arn) ?? [];
  const found = await find(service, action);
  if (found === undefined) throw notSupported('Scheduler', `targets of ${service}:${action}`);
  const parameters = parsed(text);
  const input = isParameters(parameters) ? found.toInput(parameters) : undefined;
  if (input === undefined) {
    throw invalid(`Invalid RequestJson provided. It does not fit ${service}:${action}.`);
  }
  return { sdkId: found.sdkId, operation: found.operation, input };
}

function isParameters(value: Json | undefined): value is JsonObject {
  return value !== undefined && isObject(value);
}
