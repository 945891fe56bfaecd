import { realpathSync } from 'node:fs';
import type { AwsCaller } from '../client/aws-caller.ts';
import { noCloudAt } from '../client/connection.ts';
import { callControl } from '../client/control.ts';
import type { About } from '../console/control.ts';
import { UserError } from '../core/errors.ts';
import type { Invocation, Option } from './command.ts';

export const DEFAULT_PORT = 4566;

export const ENDPOINT_OPTION: Option = {
  type: 'string',
  value: 'URL',
  help: `the running cloud (default AWS_ENDPOINT_URL, or http://127.0.0.1:${DEFAULT_PORT})`,
};

/** Where the running cloud is. */
export function endpointOf({ flags }: Pick<Invocation, 'flags'>): string {
  const given = flags.endpoint ?? process.env.AWS_ENDPOINT_URL;
  if (given === undefined) return `http://127.0.0.1:${DEFAULT_PORT}`;
  const url = URL.canParse(String(given)) ? new URL(String(given)) : undefined;
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.origin;
  throw new UserError(`"${given}" is not the URL of an endpoint`, {
    fix: `Write it like http://127.0.0.1:${DEFAULT_PORT}`,
    exitCode: 2,
  });
}

/** Whether a local cloud answers there. */
export async function isRunning(endpoint: string): Promise<boolean> {
  try {
    await callControl(endpoint, 'GET', '/clock');
    return true;
  } catch {
    return false;
  }
}

/** The endpoint of a cloud that must be running. */
export async function runningEndpoint(invocation: Pick<Invocation, 'flags'>): Promise<string> {
  const endpoint = endpointOf(invocation);
  if (await isRunning(endpoint)) return endpoint;
  throw noCloudAt(endpoint);
}

/** A caller for an endpoint, in the region that the local cloud there is of. */
export async function callerAt(endpoint: string): Promise<AwsCaller> {
  // Commands that call no operation do without the SDK.
  const { awsCaller } = await import('../client/aws-caller.ts');
  if (!(await isRunning(endpoint))) return awsCaller(endpoint);
  const { region } = (await callControl(endpoint, 'GET', '/about')) as About;
  return awsCaller(endpoint, region);
}

/**
 * Refuses a local cloud that serves another project than the one at `root`: its stack may have the
 * same names, and its clock is somebody else's.
 */
export async function refuseOthersCloud(endpoint: string, root: string): Promise<void> {
  const { project } = (await callControl(endpoint, 'GET', '/about')) as About;
  if (project === null || project === realpathSync(root)) return;
  throw new UserError(`The cloud at ${endpoint} is of another project`, {
    why: `It serves ${project}, and this is ${realpathSync(root)}.`,
    fix: 'Leave out --here for a cloud of its own, or name the right one with --endpoint URL.',
  });
}
