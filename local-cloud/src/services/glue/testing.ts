import type { JobEnd, ModuleJob } from '../../core/jobs.ts';
import { answeringCloud, callable, fakeJobHost } from '../testing.ts';
import { createGlue } from './index.ts';

export const ROLE = 'arn:aws:iam::123456789012:role/etl';
export const SCRIPT = 's3://scripts/etl.py';

/** Glue with one job, `etl`, whose role and script are there unless the test says otherwise. */
export async function worldOf(settings: object = {}) {
  const { cloud, answerWith } = answeringCloud();
  const { host, jobs: started } = fakeJobHost();
  const service = createGlue(cloud, { host, report: () => {} });
  const glue = callable(service);
  const Command = { Name: 'pythonshell', ScriptLocation: SCRIPT, PythonVersion: '3.9' };
  const job = { Name: 'etl', Role: ROLE, Command, ...settings };
  await glue.CreateJob(job);
  return {
    ...{ cloud, service, glue, host, started, answerWith, job },
    /** What the runner was given last. */
    request: () => started.at(-1)!.request as ModuleJob,
    /** What was written to a log group, line by line. */
    logged: (group: string) =>
      cloud.calls.flatMap(({ operation, input }) => {
        const put = input as { logGroupName: string; logEvents: { message: string }[] };
        if (operation !== 'PutLogEvents' || put.logGroupName !== group) return [];
        return put.logEvents.map(({ message }) => message);
      }),
    events: () =>
      cloud.calls.flatMap(({ operation, input }) =>
        operation === 'PutEvents'
          ? (input as { Entries: { Detail: string }[] }).Entries.map(({ Detail }) =>
              JSON.parse(Detail),
            )
          : [],
      ),
    async start(input: object = {}): Promise<string> {
      const { JobRunId } = await glue.StartJobRun({ JobName: 'etl', ...input });
      await settled();
      return JobRunId!;
    },
    run: async (RunId: string) => (await glue.GetJobRun({ JobName: 'etl', RunId })).JobRun!,
    /** Ends the job that was started last. */
    async end(end: JobEnd): Promise<void> {
      started.at(-1)!.end(end);
      await settled();
    },
  };
}

export type World = Awaited<ReturnType<typeof worldOf>>;

/** Lets all go on that waits for nothing. */
export async function settled(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
}
