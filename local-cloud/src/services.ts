import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalCloud } from './cloud.ts';
import type { Controlled } from './console/control.ts';
import { readSamples } from './console/samples.ts';
import { Keep } from './core/keep.ts';
import { withLocalAddresses } from './core/local-address.ts';
import { PutAway } from './core/put-away.ts';
import { TextFiles } from './core/text-files.ts';
import { TimeFile } from './core/time-file.ts';
import { dynamoDBSource } from './function-host/event-sources/dynamodb.ts';
import { kinesisSource } from './function-host/event-sources/kinesis.ts';
import { kinesisConsumerSource } from './function-host/event-sources/kinesis-consumer.ts';
import { sqsSource } from './function-host/event-sources/sqs.ts';
import { createHost } from './function-host/host.ts';
import { checkedCall } from './gateway/checked-call.ts';
import type { HttpRequest, Mount } from './gateway/dispatcher.ts';
import { type SignerOf, signerOf } from './gateway/signer.ts';
import { createJobHost } from './job-host/host.ts';
import type { Runners } from './job-host/runners.ts';
import { createApiGateway } from './services/apigateway/index.ts';
import { createApiGatewayV2 } from './services/apigatewayv2/index.ts';
import { apiMount } from './services/apis/mount.ts';
import { createCloudFormation } from './services/cloudformation/index.ts';
import { Stacks } from './services/cloudformation/stacks.ts';
import { tellEventBridge } from './services/cloudtrail.ts';
import { createCloudWatch } from './services/cloudwatch/index.ts';
import { createDynamoDB } from './services/dynamodb/index.ts';
import { createDynamoDBStreams } from './services/dynamodb/streams/index.ts';
import { createECR } from './services/ecr/index.ts';
import { createECS } from './services/ecs/index.ts';
import { createEventBridge } from './services/eventbridge/index.ts';
import { createGlue } from './services/glue/index.ts';
import { createIam } from './services/iam/index.ts';
import { createKinesis } from './services/kinesis/index.ts';
import { Archives } from './services/lambda/code.ts';
import { createLambda } from './services/lambda/index.ts';
import { createCloudWatchLogs } from './services/logs/index.ts';
import { createPipes } from './services/pipes/index.ts';
import { createS3 } from './services/s3/index.ts';
import { createSageMaker } from './services/sagemaker/index.ts';
import { createScheduler } from './services/scheduler/index.ts';
import { createSNS } from './services/sns/index.ts';
import { Mailbox } from './services/sns/mailbox.ts';
import { createSQS } from './services/sqs/index.ts';
import { createSSM } from './services/ssm/index.ts';
import { createSts, Sessions } from './services/sts/index.ts';
import { createTextract } from './services/textract/index.ts';
import type { ExecutionWatch } from './stepfunctions/api/journal.ts';
import type { Mocks } from './stepfunctions/api/mocks.ts';
import { sdkOperation } from './stepfunctions/api/sdk-operation.ts';
import { createStepFunctions } from './stepfunctions/service.ts';

export interface ServiceOptions extends ExecutionWatch {
  /** Where functions are unzipped, objects are kept, and jobs run. */
  readonly folder: string;
  readonly report: (problem: string) => void;
  /** What runs the jobs of other services than Lambda, as whole paths. Default: nothing. */
  readonly runners?: Runners | undefined;
  /** What answers tasks in the place of services. Default: nothing. */
  readonly mocks?: Mocks | undefined;
  /** What histories and logs together may take in memory. Default: 512 MB. */
  readonly keep?: Keep | undefined;
  /** Beyond so many, execution environments that are idle are let go. Default: 32. */
  readonly environments?: number | undefined;
  /** Whether to have processes of functions ready before they are needed. Default: yes. */
  readonly spares?: boolean;
  /** Told of functions that could not be loaded. */
  readonly onBroken?: ((problem: string) => void) | undefined;
  readonly stacks?: Stacks;
  /** The folder of the project that is served. */
  readonly project?: string | undefined;
  /** The folder of the project's payloads. */
  readonly samples?: string | undefined;
}

export interface RegisteredServices {
  /** What the APIs of API Gateway answer. */
  readonly apis: Mount;
  /** Behind the links in SNS's mails, those to the code of functions, and the URLs of functions. */
  readonly linked: readonly Mount[];
  /** What browsers ask of buckets before requests of other origins, and what answers tell them. */
  readonly crossOrigin: {
    readonly preflights: Mount;
    headers(request: HttpRequest): Readonly<Record<string, string>>;
  };
  readonly controlled: Controlled;
  readonly mailbox: Mailbox;
  close(): Promise<void>;
}

/** So many execution environments give way to a job, to the process that reads documents, and to recognition in it. */
const ENVIRONMENTS_OF = { job: 2, process: 1, scan: 4 };

/** Every service of the local cloud, made and registered. */
export function registerServices(cloud: LocalCloud, options: ServiceOptions): RegisteredServices {
  const { keep = new Keep(), stacks = new Stacks(cloud) } = options;
  cloud.makeRoomBy((bytes) => keep.makeRoom(bytes));
  const mailbox = new Mailbox((text) =>
    withLocalAddresses(cloud.endpoint, text, (id) => restApis.has(id) || httpApis.has(id)),
  );
  const sessions = new Sessions(cloud.clock, cloud.random);
  const roleId = (arn: string) => iam.roles.byArn(arn)?.id;
  const iam = createIam(cloud, {
    onChange: (name, requestParameters, responseElements, context) => {
      const call = { name, requestParameters, responseElements, context };
      tellEventBridge({ cloud, roleId }, 'iam', call);
    },
  });
  cloud.identifyBy({
    principalOf: (accessKeyId) => sessions.principalOf(accessKeyId),
    policiesOf: (roleArn) => iam.roles.policiesOf(roleArn),
  });
  const cloudWatch = createCloudWatch(cloud);
  cloud.measureBy(cloudWatch.recordMetric);
  const time = new TimeFile(cloud.clock, options.folder);
  const host = createHost(cloud, {
    sessions,
    cacheFolder: options.folder,
    time: time.fd,
    report: options.report,
    environments: options.environments,
    ...(options.spares !== undefined && { spares: options.spares }),
    onBroken: options.onBroken,
    taskIn: (payload) => stepFunctions.taskIn(payload),
  });
  const jobs = createJobHost(cloud, {
    sessions,
    runners: options.runners ?? {},
    folder: options.folder,
    time: time.fd,
    makeRoom() {
      textract.rest();
      return host.makeRoom(ENVIRONMENTS_OF.job);
    },
  });
  const sqs = createSQS(cloud);
  const dynamoDB = createDynamoDB(cloud);
  const dynamoDBStreams = createDynamoDBStreams(cloud, dynamoDB.streams);
  const kinesis = createKinesis(cloud);
  const stepFunctions = createStepFunctions(cloud, options, {
    keep,
    texts: new TextFiles(join(options.folder, 'histories'), options.report),
    connections: (arn) => eventBridge.connection(arn),
    hasRoom: () => cloud.hasRoom,
    mocks: options.mocks,
  });
  const signerOfRequest: SignerOf = (request, name) =>
    signerOf(request, name, { cloud, secretOf: (key) => sessions.secretOf(key) });
  const restApis = createApiGateway(cloud, signerOfRequest);
  const httpApis = createApiGatewayV2(cloud);
  const eventBridge = createEventBridge(cloud, () => cloud.hasRoom);
  const scheduler = createScheduler(cloud, (service, action) =>
    sdkOperation(cloud.services, service, action),
  );
  const sns = createSNS(cloud, mailbox);
  const sources = [
    sqsSource(sqs),
    kinesisConsumerSource(kinesis.watch),
    kinesisSource(kinesis.watch),
    dynamoDBSource(dynamoDBStreams.watch),
  ];
  const archives = new PutAway(join(options.folder, 'archives'), 'The code of a function');
  const lambda = createLambda(cloud, host, sources, new Archives(archives), signerOfRequest);
  const textract = createTextract(cloud, (what) => host.makeRoom(ENVIRONMENTS_OF[what]));
  const sagemaker = createSageMaker(cloud, { host: jobs, report: options.report });
  const s3 = createS3(cloud, options.folder, roleId);
  const services = [
    iam,
    createSts(cloud, { roles: iam.roles, sessions }),
    createCloudFormation(stacks),
    cloudWatch,
    createCloudWatchLogs(cloud, keep),
    dynamoDB,
    dynamoDBStreams,
    createECR(cloud),
    createECS(cloud, jobs, options.report),
    eventBridge,
    createGlue(cloud, { host: jobs, report: options.report }),
    s3,
    kinesis,
    lambda,
    createPipes(cloud, sources),
    sagemaker.service,
    sagemaker.runtime,
    scheduler,
    sns,
    sqs,
    createSSM(cloud),
    textract,
    stepFunctions,
    restApis,
    httpApis,
  ];
  for (const service of services) cloud.register(service);
  return {
    apis: apiMount(restApis.handleRestApiRequest, httpApis.handleHttpApiRequest),
    linked: [...sns.mounts, ...lambda.mounts],
    crossOrigin: { preflights: s3.preflights, headers: s3.crossOrigin },
    mailbox,
    controlled: {
      clock: cloud.clock,
      nextSchedule: () => earliest(eventBridge.nextSchedule(), scheduler.nextSchedule()),
      about: () => ({
        project: options.project === undefined ? null : realpathSync(options.project),
        region: cloud.region,
        stacks: stacks.deployed().map(({ name }) => name),
      }),
      samples: () => readSamples(options.samples),
      call: (sdkId, operation, input) => checkedCall(cloud, cloud.root, sdkId, operation, input),
      setFaults: (wanted) => stepFunctions.setFaults(wanted),
      faults: () => stepFunctions.faults.list(),
      strikes: () => stepFunctions.faults.strikes(),
      addFault: (fault) => stepFunctions.addFault(fault),
      clearFault: (id) => stepFunctions.faults.clear(id),
      mails: () => mailbox.all(),
      calls: (executionArn) => cloud.recordedCalls.callsFor(executionArn),
      denials: () => cloud.recordedCalls.denials(),
      grants: () => cloud.usedActions.toJSON(),
      fork: (executionArn, { state, input }) =>
        stepFunctions.fork(executionArn, { state, ...(input !== undefined && { input }) }).arn,
    },
    close: async () => {
      stepFunctions.close();
      textract.close();
      await Promise.all([host.close(), jobs.close()]);
      time.close();
    },
  };
}

/** The earlier of two times, or the one that there is. */
function earliest(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}
