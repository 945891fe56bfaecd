import { CloudWatchLogsClient, GetLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs';
import {
  BatchStopJobRunCommand,
  ConcurrentRunsExceededException,
  EntityNotFoundException,
  GetJobCommand,
  GetJobRunCommand,
  GetJobRunsCommand,
  GlueClient,
  ListJobsCommand,
  StartJobRunCommand,
} from '@aws-sdk/client-glue';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  SFNClient,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { ReceiveMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BootedCloud, bootCloud } from '../src/boot.ts';
import { parseTemplate } from '../src/deploy/template.ts';

const sub = (text: string) => ({ 'Fn::Sub': text });
const grant = (Action: string | string[], Resource: unknown) => ({
  ...{ Effect: 'Allow', Action, Resource },
});

function role(Service: string, ...Statement: object[]) {
  const trust = { Effect: 'Allow', Principal: { Service }, Action: 'sts:AssumeRole' };
  return {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement } }],
    },
  };
}

const STATE = {
  Type: 'Task',
  Resource: 'arn:aws:states:::glue:startJobRun.sync',
  Arguments: { JobName: 'lines', Arguments: '{% $states.input %}' },
  End: true,
};

const TEMPLATE = {
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'lines' } },
    JobRole: role(
      'glue.amazonaws.com',
      grant('s3:GetObject', [sub('${Bucket.Arn}/scripts/*'), sub('${Bucket.Arn}/raw/*')]),
      grant('s3:PutObject', sub('${Bucket.Arn}/counts/*')),
      grant(
        ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        'arn:aws:logs:*:*:log-group:/aws-glue/*',
      ),
    ),
    // AWS documents these for .sync: https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html
    MachineRole: role(
      'states.amazonaws.com',
      grant(
        ['glue:StartJobRun', 'glue:GetJobRun', 'glue:GetJobRuns', 'glue:BatchStopJobRun'],
        sub('arn:aws:glue:${AWS::Region}:${AWS::AccountId}:job/${Job}'),
      ),
    ),
    Job: {
      Type: 'AWS::Glue::Job',
      Properties: {
        Name: 'lines',
        Role: { 'Fn::GetAtt': ['JobRole', 'Arn'] },
        Command: {
          Name: 'pythonshell',
          ScriptLocation: sub('s3://${Bucket}/scripts/lines.py'),
          PythonVersion: 3.9,
        },
        DefaultArguments: { '--bucket': { Ref: 'Bucket' }, '--output': 'counts/a.txt' },
        Timeout: '5',
      },
    },
    JobWithoutAName: {
      Type: 'AWS::Glue::Job',
      Properties: {
        Role: { 'Fn::GetAtt': ['JobRole', 'Arn'] },
        Command: { Name: 'glueetl', ScriptLocation: sub('s3://${Bucket}/scripts/lines.py') },
      },
    },
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        RoleArn: { 'Fn::GetAtt': ['MachineRole', 'Arn'] },
        Definition: { QueryLanguage: 'JSONata', StartAt: 'Count', States: { Count: STATE } },
      },
    },
    Ends: { Type: 'AWS::SQS::Queue' },
    EndsPolicy: {
      Type: 'AWS::SQS::QueuePolicy',
      Properties: {
        Queues: [{ Ref: 'Ends' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Principal: { Service: 'events.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Resource: { 'Fn::GetAtt': ['Ends', 'Arn'] },
          },
        },
      },
    },
    Rule: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['aws.glue'], 'detail-type': ['Glue Job State Change'] },
        Targets: [{ Id: 'queue', Arn: { 'Fn::GetAtt': ['Ends', 'Arn'] } }],
      },
    },
  },
  Outputs: { Machine: { Value: { Ref: 'Machine' } }, Ends: { Value: { Ref: 'Ends' } } },
};

let booted: BootedCloud;
let glue: GlueClient;
let s3: S3Client;
let sfn: SFNClient;
let config: object;

beforeAll(async () => {
  const template = parseTemplate(JSON.stringify(TEMPLATE), 'template.json');
  const runners = { glue: `${import.meta.dirname}/support/glue-runner.ts` };
  const artifact = () => new Uint8Array();
  booted = await bootCloud({ stackName: 'glue', template, runners, artifact }, { port: 0 });
  booted.cloud.clock.setAutoSkip(true);
  const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' };
  config = { endpoint: booted.endpoint, region: 'us-east-1', credentials, maxAttempts: 1 };
  glue = new GlueClient(config);
  s3 = new S3Client({ ...config, forcePathStyle: true });
  sfn = new SFNClient(config);
  await put('scripts/lines.py', 'print("This is what AWS runs")');
  await put('raw/a.csv', 'a\nb\nc');
});
afterAll(() => booted.close());

const put = (Key: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket: 'lines', Key, Body }));

async function start(input: Record<string, string>): Promise<string> {
  const stateMachineArn = booted.stack.outputs.get('Machine')!.value;
  const started = await sfn.send(
    new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input) }),
  );
  return started.executionArn!;
}

async function ended(executionArn: string) {
  const describe = () => sfn.send(new DescribeExecutionCommand({ executionArn }));
  await expect.poll(async () => (await describe()).status, { timeout: 20_000 }).not.toBe('RUNNING');
  return describe();
}

async function lastRun() {
  const { JobRuns } = await glue.send(new GetJobRunsCommand({ JobName: 'lines' }));
  return JobRuns![0]!;
}

test('a job is deployed with what its template says', async () => {
  const { Job } = await glue.send(new GetJobCommand({ JobName: 'lines' }));
  expect(Job).toMatchObject({
    Command: { ScriptLocation: 's3://lines/scripts/lines.py', PythonVersion: '3.9' },
    DefaultArguments: { '--bucket': 'lines', '--output': 'counts/a.txt' },
    ...{ Timeout: 5, MaxCapacity: 0.0625 },
  });
});

test('a job without a name has one that does not begin with the stack’s, as on AWS', async () => {
  const { JobNames = [] } = await glue.send(new ListJobsCommand({}));
  expect(JobNames[0]).toMatch(/^JobWithoutAName-[0-9A-F]{12}$/);
});

describe('a state that waits for a job', () => {
  test('gets its run, whose work was done in S3 as the job’s role and logged', async () => {
    const { status, output } = await ended(await start({ '--output': 'counts/b.txt' }));
    expect(status).toBe('SUCCEEDED');
    const { Id, ...run } = JSON.parse(output!);
    expect(run).toMatchObject({
      ...{ JobName: 'lines', JobRunState: 'SUCCEEDED', Arguments: { '--output': 'counts/b.txt' } },
    });
    const object = await s3.send(new GetObjectCommand({ Bucket: 'lines', Key: 'counts/b.txt' }));
    expect(await object.Body!.transformToString()).toBe('3');
    const { events } = await new CloudWatchLogsClient(config).send(
      new GetLogEventsCommand({ logGroupName: '/aws-glue/python-jobs/output', logStreamName: Id }),
    );
    expect(events).toMatchObject([{ message: 'lines read 3 lines' }]);
    await expect.poll(lastEnd).toMatchObject({ jobRunId: Id, state: 'SUCCEEDED' });
  });

  test('fails with what the role may not do', async () => {
    const { status, error, cause } = await ended(await start({ '--output': 'elsewhere/b.txt' }));
    expect([status, error]).toEqual(['FAILED', 'States.TaskFailed']);
    const { ErrorMessage } = JSON.parse(cause!);
    expect(ErrorMessage).toMatch(/^AccessDenied: .*s3:PutObject/);
  });

  test('stops it when the execution is stopped', async () => {
    const executionArn = await start({ '--forever': 'yes' });
    await expect.poll(async () => (await lastRun()).JobRunState).toBe('RUNNING');
    await sfn.send(new StopExecutionCommand({ executionArn }));
    await expect.poll(async () => (await lastRun()).JobRunState).toBe('STOPPED');
  });
});

async function lastEnd(): Promise<object> {
  const QueueUrl = booted.stack.outputs.get('Ends')!.value;
  const { Messages = [] } = await new SQSClient(config).send(
    new ReceiveMessageCommand({ QueueUrl }),
  );
  return JSON.parse(Messages[0]?.Body ?? '{}').detail;
}

test('errors are those of the API model', async () => {
  const missing = glue.send(new StartJobRunCommand({ JobName: 'none' }));
  await expect(missing).rejects.toBeInstanceOf(EntityNotFoundException);
  await expect(missing).rejects.toThrow('Failed to start job run due to missing metadata.');
  const run = { JobName: 'lines', Arguments: { '--forever': 'yes' } };
  const { JobRunId } = await glue.send(new StartJobRunCommand(run));
  const again = glue.send(new StartJobRunCommand(run));
  await expect(again).rejects.toBeInstanceOf(ConcurrentRunsExceededException);
  const stop = new BatchStopJobRunCommand({ JobName: 'lines', JobRunIds: [JobRunId!] });
  expect(await glue.send(stop)).toMatchObject({
    Errors: [],
    SuccessfulSubmissions: [{ JobRunId }],
  });
  const get = new GetJobRunCommand({ JobName: 'lines', RunId: JobRunId });
  await expect.poll(async () => (await glue.send(get)).JobRun?.JobRunState).toBe('STOPPED');
});
