/**
 * How long SageMaker takes, in milliseconds of cloud time: shorter than AWS's minutes, long enough
 * that whoever does not wait for a status finds out. Training itself takes as long as it takes.
 */
export const STARTING = 30_000;
export const DOWNLOADING = 10_000;
export const UPLOADING = 5_000;
export const STOPPING = 5_000;
export const DEPLOYING = 60_000;
export const DELETING = 5_000;

/** https://docs.aws.amazon.com/sagemaker/latest/APIReference/API_StoppingCondition.html */
export const DEFAULT_RUNTIME_SECONDS = 86_400;
