import type { ServiceResource } from '../../language/resource.ts';
import type { TaskFailure } from '../../ports.ts';
import { errorAndCause } from '../failure.ts';
import type { Payload } from '../payload.ts';
import { NOT_TRUNCATED } from '../recorder.ts';
import type { Strand } from '../strand.ts';
import type { TaskEvents, TaskLimits } from '../task-events.ts';
import { limited, TIMEOUT } from './details.ts';

/** A task on an integration: `arn:aws:states:::...`. */
export class IntegrationEvents implements TaskEvents {
  readonly what: string;
  readonly #task: { resourceType: string; resource: string };

  constructor({ resourceType, resource }: ServiceResource) {
    this.what = resourceType;
    this.#task = { resourceType, resource };
  }

  scheduled(strand: Strand, { text }: Payload, limits: TaskLimits): void {
    const details = { ...this.#task, region: strand.run.region, parameters: text };
    strand.record('TaskScheduled', limited(details, limits));
  }

  started(strand: Strand): void {
    strand.record('TaskStarted', this.#task);
  }

  submitted(strand: Strand, output: string): void {
    const details = { ...this.#task, output, outputDetails: NOT_TRUNCATED };
    strand.record('TaskSubmitted', details);
  }

  succeeded(strand: Strand, output: string): void {
    const details = { ...this.#task, output, outputDetails: NOT_TRUNCATED };
    strand.record('TaskSucceeded', details);
  }

  failed(strand: Strand, failure: TaskFailure): void {
    const details = { ...this.#task, ...errorAndCause(failure) };
    if (failure.phase === 'start') {
      strand.record('TaskStartFailed', details);
    } else if (failure.phase === 'submit') {
      strand.record('TaskSubmitFailed', details);
    } else strand.record('TaskFailed', details);
  }

  timedOut(strand: Strand): void {
    strand.record('TaskTimedOut', { ...this.#task, ...TIMEOUT });
  }
}
