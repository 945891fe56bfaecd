import { callsService } from '../language/resource.ts';
import type { MockedOutcome, TaskHandle, TaskObserver, TaskRequest, Tasks } from '../ports.ts';

/**
 * Tasks of which those that are mocked call nothing: they end at once, by the events of a real one.
 * A job, or a task that somebody answers by its token, is submitted first, and nothing is told of it.
 */
export function withMocks(tasks: Tasks): Tasks {
  return {
    ...tasks,
    start(request, observer) {
      if (request.mocked === undefined) return tasks.start(request, observer);
      answer(request, request.mocked(), observer);
      return ENDED;
    },
  };
}

const ENDED: TaskHandle = { cancel: () => {} };

function answer({ resource }: TaskRequest, outcome: MockedOutcome, observer: TaskObserver): void {
  if ('failure' in outcome && outcome.failure.phase !== undefined) {
    observer.failed(outcome.failure);
    return;
  }
  observer.started();
  if (callsService(resource) && resource.pattern !== 'request') observer.submitted({});
  if ('failure' in outcome) observer.failed(outcome.failure);
  else observer.succeeded(outcome.output);
}
