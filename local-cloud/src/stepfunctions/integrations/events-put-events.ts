import { isObject, type JsonObject } from '../../core/json.ts';
import { StatesError } from '../errors.ts';
import type { TaskRequest } from '../ports.ts';
import type { OptimisedIntegration } from './optimised.ts';

/**
 * `events:putEvents`: every entry carries the ARNs of the state machine and the execution, and one
 * entry that fails fails the task (recorded).
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-eventbridge.html
 */
export const eventsPutEvents: OptimisedIntegration = {
  sdkService: 'eventbridge',
  patterns: ['request', 'waitForTaskToken'],
  names: {
    prefix: 'EventBridge',
    service: 'AmazonEventBridge',
    baseException: 'AmazonEventBridgeException',
  },
  request: addResources,
  respond: refuseFailedEntries,
};

function addResources(parameters: JsonObject, task: TaskRequest): JsonObject {
  const { Entries } = parameters;
  if (!Array.isArray(Entries)) return parameters;
  const own = [task.stateMachineArn, task.executionArn];
  return {
    ...parameters,
    Entries: Entries.map((entry) => {
      if (!isObject(entry)) return entry;
      const resources = Array.isArray(entry.Resources) ? entry.Resources : [];
      return { ...entry, Resources: [...resources, ...own] };
    }),
  };
}

function refuseFailedEntries(result: JsonObject): JsonObject {
  if (Number(result.FailedEntryCount ?? 0) === 0) return result;
  throw new StatesError('EventBridge.FailedEntry', JSON.stringify(result));
}
