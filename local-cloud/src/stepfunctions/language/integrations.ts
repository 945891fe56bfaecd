import type { Pattern, ServiceResource } from './resource.ts';

/** What AWS checks of an optimised integration at creation. */
interface KnownIntegration {
  /** The patterns besides request-response. */
  readonly patterns?: readonly Pattern[];
  /** The parameters it cannot do without. */
  readonly required?: readonly string[];
}

const sync: KnownIntegration = { patterns: ['sync'] };
const plain: KnownIntegration = {};

/** The optimised integration that a resource names; undefined where AWS has none of that name. */
export function knownIntegration({
  kind,
  service,
  action,
}: ServiceResource): KnownIntegration | undefined {
  if (kind !== 'optimised' || !Object.hasOwn(INTEGRATIONS, service)) return undefined;
  const actions = INTEGRATIONS[service]!;
  return Object.hasOwn(actions, action) ? actions[action] : undefined;
}

/**
 * The optimised integrations of AWS, by service and action.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
const INTEGRATIONS: Readonly<Record<string, Readonly<Record<string, KnownIntegration>>>> = {
  apigateway: {
    invoke: { patterns: ['waitForTaskToken'], required: ['ApiEndpoint', 'Method'] },
  },
  athena: {
    startQueryExecution: sync,
    stopQueryExecution: plain,
    getQueryExecution: plain,
    getQueryResults: plain,
  },
  batch: {
    submitJob: { patterns: ['sync'], required: ['JobDefinition', 'JobName', 'JobQueue'] },
  },
  bedrock: {
    invokeModel: { required: ['ModelId'] },
    createModelCustomizationJob: sync,
  },
  codebuild: {
    startBuild: sync,
    stopBuild: plain,
    batchDeleteBuilds: plain,
    batchGetReports: plain,
    startBuildBatch: sync,
    stopBuildBatch: plain,
    retryBuildBatch: sync,
    deleteBuildBatch: plain,
  },
  databrew: { startJobRun: { patterns: ['sync'], required: ['Name'] } },
  dynamodb: {
    getItem: { required: ['TableName', 'Key'] },
    putItem: { required: ['TableName', 'Item'] },
    updateItem: { required: ['TableName', 'Key'] },
    deleteItem: { required: ['TableName', 'Key'] },
  },
  ecs: { runTask: { patterns: ['sync', 'waitForTaskToken'], required: ['TaskDefinition'] } },
  eks: {
    createCluster: sync,
    deleteCluster: sync,
    createFargateProfile: sync,
    deleteFargateProfile: sync,
    createNodegroup: sync,
    deleteNodegroup: sync,
    runJob: sync,
    call: plain,
  },
  elasticmapreduce: {
    createCluster: sync,
    setClusterTerminationProtection: plain,
    terminateCluster: sync,
    addStep: sync,
    cancelStep: plain,
    modifyInstanceFleetByName: plain,
    modifyInstanceGroupByName: plain,
  },
  'emr-containers': {
    createVirtualCluster: plain,
    deleteVirtualCluster: sync,
    startJobRun: sync,
  },
  'emr-serverless': {
    createApplication: sync,
    deleteApplication: sync,
    startApplication: sync,
    stopApplication: sync,
    startJobRun: sync,
    cancelJobRun: sync,
  },
  events: { putEvents: { patterns: ['waitForTaskToken'], required: ['Entries'] } },
  glue: { startJobRun: { patterns: ['sync'], required: ['JobName'] } },
  http: { invoke: { required: ['ApiEndpoint', 'Method'] } },
  lambda: { invoke: { patterns: ['waitForTaskToken'], required: ['FunctionName'] } },
  mediaconvert: { createJob: sync },
  sagemaker: {
    createEndpoint: plain,
    createEndpointConfig: plain,
    createHyperParameterTuningJob: sync,
    createLabelingJob: sync,
    createModel: plain,
    createProcessingJob: sync,
    createTrainingJob: sync,
    createTransformJob: sync,
    updateEndpoint: plain,
  },
  sns: { publish: { patterns: ['waitForTaskToken'], required: ['Message'] } },
  sqs: {
    sendMessage: { patterns: ['waitForTaskToken'], required: ['MessageBody', 'QueueUrl'] },
  },
  states: {
    startExecution: {
      patterns: ['sync', 'sync:2', 'waitForTaskToken'],
      required: ['StateMachineArn'],
    },
  },
};
