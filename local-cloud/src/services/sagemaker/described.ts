import type {
  DescribeEndpointOutput,
  DescribeTrainingJobResponse,
  PendingProductionVariantSummary,
  ProductionVariantSummary,
} from '@aws-sdk/client-sagemaker';
import type { Deployment, Endpoint, Variant } from './endpoint.ts';
import { DEFAULT_RUNTIME_SECONDS } from './timing.ts';
import {
  modelArtifact,
  secondaryStatus,
  type TrainingJob,
  type Transition,
} from './training-job.ts';

const date = (time: number) => new Date(time);

/** A training job as the API shows it. */
export function describeJob(job: TrainingJob): DescribeTrainingJobResponse {
  const { Tags: _, StoppingCondition, ...request } = job.request;
  const { startedAt, endedAt } = job;
  const seconds = Math.round(((endedAt ?? 0) - (startedAt ?? 0)) / 1000);
  const times = { TrainingTimeInSeconds: seconds, BillableTimeInSeconds: seconds };
  return {
    EnableNetworkIsolation: false,
    EnableInterContainerTrafficEncryption: false,
    EnableManagedSpotTraining: false,
    ...request,
    StoppingCondition: { MaxRuntimeInSeconds: DEFAULT_RUNTIME_SECONDS, ...StoppingCondition },
    TrainingJobName: job.name,
    TrainingJobArn: job.arn,
    ModelArtifacts: {
      S3ModelArtifacts: job.status === 'Completed' ? modelArtifact(job) : undefined,
    },
    TrainingJobStatus: job.status,
    SecondaryStatus: secondaryStatus(job),
    ...(job.failureReason !== undefined && { FailureReason: job.failureReason }),
    CreationTime: date(job.createdAt),
    ...(startedAt !== undefined && { TrainingStartTime: date(startedAt) }),
    ...(endedAt !== undefined && { TrainingEndTime: date(endedAt) }),
    LastModifiedTime: date(job.modifiedAt),
    SecondaryStatusTransitions: job.transitions.map(transitionOf),
    ...(job.metrics.length > 0 && {
      FinalMetricDataList: job.metrics.map(({ name, value, at }) => ({
        MetricName: name,
        Value: value,
        Timestamp: date(at),
      })),
    }),
    ...(startedAt !== undefined && endedAt !== undefined && times),
  };
}

function transitionOf({ status, message, startedAt, endedAt }: Transition) {
  return {
    Status: status,
    StartTime: date(startedAt),
    ...(endedAt !== undefined && { EndTime: date(endedAt) }),
    StatusMessage: message,
  };
}

/** An endpoint as the API shows it. */
export function describeEndpoint(endpoint: Endpoint): DescribeEndpointOutput {
  const { name, arn, status, failureReason, deployed, pending } = endpoint;
  return {
    EndpointName: name,
    EndpointArn: arn,
    EndpointConfigName: endpoint.configName,
    ...(deployed !== undefined && {
      ProductionVariants: deployed.variants.map((variant) => variantOf(deployed, variant)),
    }),
    EndpointStatus: status,
    ...(failureReason !== undefined && { FailureReason: failureReason }),
    CreationTime: date(endpoint.createdAt),
    LastModifiedTime: date(endpoint.modifiedAt),
    ...(pending !== undefined && {
      PendingDeploymentSummary: {
        EndpointConfigName: pending.configName,
        ProductionVariants: pending.variants.map((variant) => pendingOf(pending, variant)),
        StartTime: date(pending.startedAt),
      },
    }),
  };
}

function variantOf(deployment: Deployment, variant: Variant): ProductionVariantSummary {
  const { InitialInstanceCount, ServerlessConfig } = variant.settings;
  const weight = weightOf(variant);
  return {
    ...imagesOf(deployment, variant),
    CurrentWeight: weight,
    DesiredWeight: weight,
    CurrentInstanceCount: InitialInstanceCount ?? 0,
    ...(ServerlessConfig === undefined
      ? { DesiredInstanceCount: InitialInstanceCount }
      : { CurrentServerlessConfig: ServerlessConfig }),
  };
}

function pendingOf(deployment: Deployment, variant: Variant): PendingProductionVariantSummary {
  const { InitialInstanceCount, InstanceType, ServerlessConfig } = variant.settings;
  return {
    ...imagesOf(deployment, variant),
    DesiredWeight: weightOf(variant),
    VariantStatus: [{ Status: 'Creating', StartTime: date(deployment.startedAt) }],
    ...(ServerlessConfig === undefined
      ? { DesiredInstanceCount: InitialInstanceCount, InstanceType }
      : { DesiredServerlessConfig: ServerlessConfig }),
  };
}

function imagesOf({ startedAt }: Deployment, { settings, model }: Variant) {
  const image = model.PrimaryContainer?.Image;
  return {
    VariantName: settings.VariantName,
    DeployedImages: [
      { SpecifiedImage: image, ResolvedImage: image, ResolutionTime: date(startedAt) },
    ],
  };
}

/** The share of the requests that a variant gets: its weight among those of all. */
export function weightOf({ settings }: Variant): number {
  return settings.InitialVariantWeight ?? 1;
}
