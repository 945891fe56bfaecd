import type { Cloud, Principal } from '../../core/service.ts';
import { describeEndpoint, describeJob } from './described.ts';
import type { Endpoint } from './endpoint.ts';
import type { Resource } from './store.ts';
import type { TrainingJob } from './training-job.ts';

const SERVICE = 'sagemaker.amazonaws.com';
export const SAGEMAKER: Principal = { kind: 'service', arn: SERVICE, service: SERVICE };

/**
 * Tells EventBridge that a training job is in another status: what DescribeTrainingJob shows of it.
 * https://docs.aws.amazon.com/sagemaker/latest/dg/automating-sagemaker-with-eventbridge.html
 */
export function tellOfJob(cloud: Cloud, job: TrainingJob): void {
  tell(cloud, 'SageMaker Training Job State Change', job, describeJob(job));
}

/** Tells EventBridge that an endpoint is in another status, which events write in another way. */
export function tellOfEndpoint(cloud: Cloud, endpoint: Endpoint): void {
  const EndpointStatus = endpoint.status.replaceAll(/\B[A-Z]/g, '_$&').toUpperCase();
  const detail = { ...describeEndpoint(endpoint), EndpointStatus };
  tell(cloud, 'SageMaker Endpoint State Change', endpoint, detail);
}

function tell(cloud: Cloud, DetailType: string, { arn, tags }: Resource, detail: object): void {
  const entry = {
    Source: 'aws.sagemaker',
    DetailType,
    Time: new Date(cloud.clock.now()),
    Resources: [arn],
    Detail: inMilliseconds({ ...detail, Tags: Object.fromEntries(tags) }),
  };
  cloud.background(`${DetailType} of ${arn}`, () =>
    cloud.call(SAGEMAKER, 'EventBridge', 'PutEvents', { Entries: [entry] }),
  );
}

/** As JSON whose times are milliseconds since 1970. */
function inMilliseconds(detail: object): string {
  return JSON.stringify(detail, function (this: Record<string, unknown>, name, value) {
    const given = this[name];
    return given instanceof Date ? given.getTime() : value;
  });
}
