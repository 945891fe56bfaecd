/** How a Task waits: for the answer of the call, for the job to end, for its token to come back. */
export type Pattern = 'requestResponse' | 'sync' | 'sync:2' | 'waitForTaskToken';

/**
 * The optimised integrations: service -> action -> the patterns besides request-response, and the
 * parameters that AWS requires at creation.
 * Source: https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html
 */
interface OptimizedAction {
  readonly patterns?: readonly Pattern[];
  /** Only offered with a pattern: `eks:runJob.sync` and the like need no entry here. */
  readonly required?: readonly string[];
}

const sync: OptimizedAction = { patterns: ['sync'] };
const plain: OptimizedAction = {};

/** The action of an optimised integration; undefined where there is none of that name. */
export function findOptimized(service: string, action: string): OptimizedAction | undefined {
  const actions = Object.hasOwn(optimized, service) ? optimized[service] : undefined;
  return actions && Object.hasOwn(actions, action) ? actions[action] : undefined;
}

const optimized: Readonly<Record<string, Readonly<Record<string, OptimizedAction>>>> = {
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
