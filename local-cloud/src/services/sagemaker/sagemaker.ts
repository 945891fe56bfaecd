import type { JobHost } from '../../core/jobs.ts';
import type { Cloud } from '../../core/service.ts';
import { type Endpoint, SAVED_ENDPOINTS } from './endpoint.ts';
import { type EndpointConfig, SAVED_CONFIGS } from './endpoint-config.ts';
import { invalid, noJob, notFound } from './errors.ts';
import { Hosting } from './hosting.ts';
import { type Model, SAVED_MODELS } from './model.ts';
import { Store } from './store.ts';
import { Training } from './training.ts';
import { SAVED_JOBS, type TrainingJob } from './training-job.ts';

export interface SageMakerOptions {
  /** Runs the algorithms. */
  readonly host: JobHost;
  /** Where to say that something nobody waits for has failed. */
  readonly report: (problem: string) => void;
}

/** What the operations share. */
export interface SageMaker extends SageMakerOptions {
  readonly cloud: Cloud;
  readonly jobs: Store<TrainingJob>;
  readonly models: Store<Model>;
  readonly configs: Store<EndpointConfig>;
  readonly endpoints: Store<Endpoint>;
  readonly training: Training;
  readonly hosting: Hosting;
}

const noConfig = (arn: string) => notFound('endpoint configuration', arn);

export function sagemakerOf(cloud: Cloud, options: SageMakerOptions): SageMaker {
  const sagemaker = {
    ...options,
    cloud,
    jobs: new Store(cloud, 'training-job', noJob, SAVED_JOBS),
    models: new Store(cloud, 'model', (arn) => notFound('model', arn), SAVED_MODELS),
    configs: new Store(cloud, 'endpoint-config', noConfig, SAVED_CONFIGS),
    endpoints: new Store(cloud, 'endpoint', (arn) => notFound('endpoint', arn), SAVED_ENDPOINTS),
    get training() {
      return training;
    },
    get hosting() {
      return hosting;
    },
  };
  const training: Training = new Training(sagemaker);
  const hosting: Hosting = new Hosting(sagemaker);
  return sagemaker;
}

/** @throws ValidationException for what is not there */
export function tagsByArn(sagemaker: SageMaker, arn: string | undefined): Map<string, string> {
  const { jobs, models, configs, endpoints } = sagemaker;
  const found = [jobs, models, configs, endpoints].map((store) => store.byArn(arn)).find(Boolean);
  if (found === undefined) throw invalid(`Could not find resource "${arn}".`);
  return found.tags;
}
