import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { StatesError } from '../errors.ts';
import type { JobOutcome, OptimisedIntegration } from './optimised.ts';

/**
 * `ecs:runTask`; with `.sync` the result is the task once it has stopped, and a container that
 * ended with another exit code than 0 fails the state.
 * https://docs.aws.amazon.com/step-functions/latest/dg/connect-ecs.html
 */
export const ecsRunTask: OptimisedIntegration = {
  patterns: ['request', 'sync', 'waitForTaskToken'],
  names: { prefix: 'ECS', service: 'AmazonECS', baseException: 'AmazonECSException' },
  headers: { contentType: 'application/x-amz-json-1.1', connection: 'connection' },
  request: (parameters) => ({ StartedBy: 'AWS Step Functions', ...parameters }),
  respond: refuseFailures,
  job: {
    describe: ({ parameters, submitted }) => ({
      action: 'describeTasks',
      parameters: { ...cluster(parameters), Tasks: [firstTask(submitted).TaskArn!] },
    }),
    outcome: (description) => taskOutcome(firstTask(description)),
    stop: ({ parameters, submitted }) => ({
      action: 'stopTask',
      parameters: { ...cluster(parameters), Task: firstTask(submitted).TaskArn! },
    }),
  },
};

/** A task that could not be placed. */
function refuseFailures(result: JsonObject): JsonObject {
  if (!Array.isArray(result.Failures) || result.Failures.length === 0) return result;
  throw new StatesError('AmazonECS.Unknown', JSON.stringify(result));
}

function cluster(parameters: JsonObject): JsonObject {
  return parameters.Cluster === undefined ? {} : { Cluster: parameters.Cluster };
}

function firstTask(answer: JsonObject): JsonObject {
  const [task] = (answer.Tasks as Json[] | undefined) ?? [];
  return isObject(task) ? task : {};
}

function taskOutcome(task: JsonObject): JobOutcome {
  if (task.LastStatus !== 'STOPPED') return { state: 'running' };
  const containers = ((task.Containers as Json[] | undefined) ?? []).filter(isObject);
  const good = containers.length > 0 && containers.every(({ ExitCode }) => ExitCode === 0);
  if (good) return { state: 'succeeded', result: task };
  return { state: 'failed', cause: JSON.stringify(task) };
}
