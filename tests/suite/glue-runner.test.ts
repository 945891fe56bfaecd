import { execFile, spawnSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { GetJobRunCommand, GlueClient, StartJobRunCommand } from '@aws-sdk/client-glue';
import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type Cloud, startCloud } from 'local-cloud';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../project.ts';
import { role } from '../templates.ts';

const hasDuckDb = isInstalled('@duckdb/node-api');
if (!hasDuckDb) console.log('Skipped: without @duckdb/node-api no job of Glue is run.');

const SCRIPT = join(root, 'functions/ml-retraining/etl.py');
const hasPython = spawnSync('python3', ['-c', 'import boto3, duckdb']).status === 0;
if (!hasPython) console.log('Skipped: etl.py itself, which needs python3 with boto3 and duckdb.');

const grant = (Action: string | string[], Resource: string | string[]) => ({
  ...{ Effect: 'Allow', Action, Resource },
});
const TEMPLATE = {
  Resources: {
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'rides' } },
    Role: role(
      'glue.amazonaws.com',
      grant('s3:GetObject', ['arn:aws:s3:::rides/jobs/*', 'arn:aws:s3:::rides/raw/*']),
      grant('s3:ListBucket', 'arn:aws:s3:::rides'),
      grant('s3:PutObject', 'arn:aws:s3:::rides/out/*'),
      grant(['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'], '*'),
    ),
    Job: {
      Type: 'AWS::Glue::Job',
      Properties: {
        Name: 'rides',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
        Command: { Name: 'pythonshell', ScriptLocation: 's3://rides/jobs/etl.py' },
        DefaultArguments: {
          '--additional-python-modules': 'duckdb==1.4.4',
          '--sql': 's3://rides/jobs/etl.sql',
          '--input': 's3://rides/raw/',
        },
      },
    },
  },
};

/** Rides by month, and beside them the lines that do not fit, with the reason. */
const SQL = `
CREATE TABLE days AS
SELECT * FROM read_csv('input/*.csv', auto_detect = false, header = true, delim = ',', quote = '"',
  escape = '"', columns = {'date': 'DATE', 'rides': 'BIGINT', 'temp': 'DOUBLE'},
  dateformat = '%Y-%m-%d', store_rejects = true);

COPY (SELECT strftime(date, '%Y-%m') AS month, count(*) AS days, sum(rides) AS rides, avg(temp) AS temp
  FROM days WHERE date < CAST(getvariable('today') AS DATE) GROUP BY month ORDER BY month)
TO 'output/months.csv';

COPY (SELECT DISTINCT parse_filename(file_path) AS file, line, csv_line
  FROM reject_errors JOIN reject_scans USING (scan_id, file_id) ORDER BY file, line)
TO 'output/rejected.csv';

SELECT CASE WHEN count(*) = 0 THEN error('There are no usable rows.') END FROM days;
`;

let cloud: Cloud;
let glue: GlueClient;
let s3: S3Client;
const put = (Key: string, Body: string) =>
  s3.send(new PutObjectCommand({ Bucket: 'rides', Key, Body }));

beforeAll(async () => {
  const runners = { glue: join(root, 'runners/glue.ts') };
  cloud = await startCloud({ template: TEMPLATE, runners });
  glue = cloud.client(GlueClient);
  s3 = cloud.client(S3Client);
  await put('jobs/etl.py', 'The script of AWS.');
  await put('jobs/etl.sql', SQL);
  await put('raw/2026-01.csv', `date,rides,temp\n${daysOf(1)}`);
  await put(
    'raw/2026-02.csv',
    `date,rides,temp\n2026-02-30,1,2\n${daysOf(2)}\nn/a\n2026-02-03,x,1\n`,
  );
  await put('raw/old/2025.csv', 'not read');
});
afterAll(() => cloud.close());

function daysOf(month: number): string {
  const days = Array.from({ length: 28 }, (_, day) => [day + 1, 1000 * month + day, 3.5 + day]);
  return days
    .map(([day, ...rest]) => `2026-0${month}-${String(day).padStart(2, '0')},${rest}`)
    .join('\n');
}

async function run(args: Record<string, string>) {
  const started = { JobName: 'rides', Arguments: args };
  const { JobRunId } = await glue.send(new StartJobRunCommand(started));
  const get = new GetJobRunCommand({ JobName: 'rides', RunId: JobRunId });
  const read = async () => (await glue.send(get)).JobRun!;
  await expect.poll(read, { timeout: 120_000 }).toHaveProperty('CompletedOn');
  return read();
}

async function objectsBelow(Prefix: string): Promise<Record<string, string>> {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'rides', Prefix }));
  const read = Contents.map(async ({ Key }) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'rides', Key }));
    return [Key!.slice(Prefix.length), await Body!.transformToString()];
  });
  return Object.fromEntries(await Promise.all(read));
}

const TODAY = { '--today': '2026-02-11' };

describe.skipIf(!hasDuckDb)('a job of Glue', () => {
  test('runs its SQL over the objects of S3, and writes what comes of it there', async () => {
    const ended = await run({ ...TODAY, '--output': 's3://rides/out/1/' });
    expect(ended).toMatchObject({ JobRunState: 'SUCCEEDED' });
    expect(await objectsBelow('out/1/')).toEqual({
      'months.csv': 'month,days,rides,temp\n2026-01,28,28378,17.0\n2026-02,10,20045,8.0\n',
      'rejected.csv':
        'file,line,csv_line\n' +
        '2026-02.csv,2,"2026-02-30,1,2"\n2026-02.csv,31,n/a\n2026-02.csv,32,"2026-02-03,x,1"\n',
    });
  });

  test('gives the same bytes again', async () => {
    await run({ ...TODAY, '--output': 's3://rides/out/2/' });
    expect(await objectsBelow('out/2/')).toEqual(await objectsBelow('out/1/'));
  });

  test('fails with what its SQL says is wrong', async () => {
    await put('jobs/failing.sql', "SELECT error('There are no usable rows.')");
    const args = { '--sql': 's3://rides/jobs/failing.sql', '--output': 's3://rides/out/3/' };
    const { JobRunState, ErrorMessage } = await run(args);
    expect(JobRunState).toBe('FAILED');
    expect(ErrorMessage).toContain('There are no usable rows.');
    expect(await objectsBelow('out/3/')).toEqual({});
  });

  test('without what it needs says so', async () => {
    const { ErrorMessage } = await run({});
    expect(ErrorMessage).toContain('needs the arguments --sql, --input and --output');
  });

  test.skipIf(!hasPython)('gives on AWS what it gives here', async () => {
    const words = ['--sql', 's3://rides/jobs/etl.sql', '--input', 's3://rides/raw/'];
    const flags = ['--enable-job-insights', '--today', TODAY['--today']];
    const script = [SCRIPT, ...words, ...flags, '--output', 's3://rides/out/5/'];
    await promisify(execFile)('python3', script, { env: { ...process.env, ...cloud.env } });
    expect(await objectsBelow('out/5/')).toEqual(await objectsBelow('out/1/'));
  });
});

function isInstalled(name: string): boolean {
  try {
    createRequire(import.meta.url).resolve(name);
    return true;
  } catch {
    return false;
  }
}
