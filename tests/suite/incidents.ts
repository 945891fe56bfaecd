import { type Mail, startCloud } from 'local-cloud';
import { MOMENT, root } from '../project.ts';

export interface Incident {
  readonly executionArn: string;
  readonly status: string;
  readonly error?: string;
  readonly input: string;
  readonly output?: string;
}

/** A cloud with the suite in it, and what incidents of IAM policies need of it. */
export async function incidentCloud(seed: string, project = root) {
  const cloud = await startCloud({ project, seed, frozenAt: MOMENT });
  const stateMachineArn = cloud.output('IamIncidentStateMachineArn');

  /** Those of that status, the newest first. */
  const list = async (statusFilter?: string) => {
    const { executions } = await cloud.call<{ executions: { executionArn: string }[] }>(
      'SFN',
      'ListExecutions',
      { stateMachineArn, statusFilter },
    );
    return executions.map(({ executionArn }) => executionArn);
  };

  /** The mails about a policy, oldest first. */
  const mailsAbout = async (name: string): Promise<Mail[]> =>
    (await cloud.mails()).filter(({ subject, body }) =>
      new RegExp(`\\b${name}\\b`).test(`${subject} ${body}`),
    );

  return {
    cloud,
    list,
    mailsAbout,
    create: async (PolicyName: string, PolicyDocument: string) => {
      const input = { PolicyName, PolicyDocument };
      const { Policy } = await cloud.call<{ Policy: { Arn: string } }>(
        'IAM',
        'CreatePolicy',
        input,
      );
      return Policy.Arn;
    },
    addVersion: (PolicyArn: string, PolicyDocument: string, SetAsDefault: boolean) =>
      cloud.call<{ PolicyVersion: { VersionId: string } }>('IAM', 'CreatePolicyVersion', {
        ...{ PolicyArn, PolicyDocument, SetAsDefault },
      }),
    /** Starts an execution with the input of another: the event comes again. */
    redeliver: async (executionArn: string) => {
      const { input } = await cloud.call<Incident>('SFN', 'DescribeExecution', { executionArn });
      await cloud.call('SFN', 'StartExecution', { stateMachineArn, input });
    },
    describe: (executionArn: string) =>
      cloud.call<Incident>('SFN', 'DescribeExecution', { executionArn }),
    /** The version in force, its document, and the ids of all. */
    async inForce(PolicyArn: string) {
      const { Versions } = await cloud.call<{
        Versions: { VersionId: string; IsDefaultVersion: boolean }[];
      }>('IAM', 'ListPolicyVersions', { PolicyArn });
      const { VersionId } = Versions.find(({ IsDefaultVersion }) => IsDefaultVersion)!;
      const { PolicyVersion } = await cloud.call<{ PolicyVersion: { Document: string } }>(
        'IAM',
        'GetPolicyVersion',
        { PolicyArn, VersionId },
      );
      const document = decodeURIComponent(PolicyVersion.Document);
      return { versionId: VersionId, document, versions: Versions.map((one) => one.VersionId) };
    },
    /** Presses a button on the page behind the link in a mail. */
    decide: async ({ body }: Mail, choice: string) => {
      const link = /https?:\/\/\S+/.exec(body)![0];
      const sent = fetch(link, { method: 'POST', body: new URLSearchParams({ choice }) });
      return (await cloud.clock.during(sent)).status;
    },
  };
}

export type IncidentCloud = Awaited<ReturnType<typeof incidentCloud>>;

export function isQuestion({ body }: Mail): boolean {
  return body.includes('/approvals/');
}

/** A policy that allows these actions. */
export function allowing(...actions: string[]): string {
  const Statement = [{ Effect: 'Allow', Action: actions, Resource: '*' }];
  return JSON.stringify({ Version: '2012-10-17', Statement });
}
