import { setTimeout as realSleep } from 'node:timers/promises';
import { LocalCloud } from './cloud.ts';
import { Changes, changesMount } from './console/changes.ts';
import { controlMount } from './console/control.ts';
import { mailboxMount } from './console/mailbox-page.ts';
import { pageFilesMount } from './console/page-files.ts';
import { startPageMount } from './console/start-page.ts';
import { CloudClock } from './core/cloud-clock.ts';
import { Keep } from './core/keep.ts';
import { SeededRandom } from './core/random.ts';
import {
  makeTemporaryFolder,
  removeTemporaryFolder,
  sweepTemporaryFolders,
} from './core/temporary-folder.ts';
import { deploy, type Stack } from './deploy/deploy.ts';
import type { Artifacts } from './deploy/digests.ts';
import type { Template } from './deploy/template.ts';
import { type Gateway, startGateway } from './gateway/server.ts';
import type { Runners } from './job-host/runners.ts';
import { Stacks } from './services/cloudformation/stacks.ts';
import type { Mail } from './services/sns/mail.ts';
import { registerServices } from './services.ts';
import type { ExecutionChange } from './stepfunctions/api/journal.ts';
import type { Mocks } from './stepfunctions/api/mocks.ts';

export interface BootOptions {
  /** 0: a free one. */
  readonly port: number;
  /** The seed of ids, tokens and jitter. Default: from the operating system. */
  readonly seed?: string;
  /** Where cloud time stands still, but for what moves it: in ms since 1970. Default: it goes on from now. */
  readonly frozenAt?: number | undefined;
  /** Told what failed where nobody waits for it. Default: standard error. */
  readonly report?: (problem: string) => void;
  /** Megabytes that histories and logs may take: beyond that the oldest go. Default: 512. */
  readonly keep?: number | undefined;
  /** Beyond so many, execution environments that are idle are let go. Default: 32. */
  readonly environments?: number | undefined;
  /** Told of functions that could not be loaded. Default: nobody, since scenarios break some on purpose. */
  readonly onBroken?: ((problem: string) => void) | undefined;
  /** The folder of the project that is deployed. */
  readonly project?: string | undefined;
  /** Told of every execution that begins or ends, except the children of a Distributed Map. */
  readonly onExecution?: (change: ExecutionChange) => void;
}

/** What is deployed: a template, and the artifacts it names. */
export interface Deployable extends Artifacts {
  readonly stackName: string;
  readonly template: Template;
  /** Values of the template's parameters. Default: the ones it gives itself. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Default: us-east-1. */
  readonly region?: string | undefined;
  /** Default: 123456789012. */
  readonly accountId?: string | undefined;
  /** What runs the jobs of other services than Lambda, as whole paths. */
  readonly runners?: Runners;
  /** What answers tasks in the place of services. */
  readonly mocks?: Mocks | undefined;
  /** Where the payloads are that executions may be started with: it need not be there. */
  readonly samples?: string | undefined;
}

export interface BootedCloud {
  readonly endpoint: string;
  readonly stack: Stack;
  readonly cloud: LocalCloud;
  /** The mails that were sent, oldest first. */
  mails(): readonly Mail[];
  close(): Promise<void>;
}

/** How long functions and jobs may take to end, in real milliseconds. */
const CLOSING = 10_000;

/** Starts a cloud, deploys one stack to it, and serves it on 127.0.0.1. */
export async function bootCloud(made: Deployable, options: BootOptions): Promise<BootedCloud> {
  const { frozenAt: start } = options;
  const clock = new CloudClock(start === undefined ? {} : { frozen: true, start });
  const report = options.report ?? ((problem) => void process.stderr.write(`${problem}\n`));
  const { region, accountId } = made;
  const random = new SeededRandom(options.seed);
  const place = { ...(region && { region }), ...(accountId && { accountId }) };
  const cloud = new LocalCloud({ clock, random, report, ...place });
  await sweepTemporaryFolders();
  const folder = makeTemporaryFolder();
  const stacks = new Stacks(cloud);
  const { project, environments, onBroken } = options;
  const changes = new Changes();
  const services = registerServices(cloud, {
    ...{ folder, report, project, environments, onBroken, samples: made.samples },
    onExecution(change) {
      changes.execution(change);
      options.onExecution?.(change);
    },
    onEvent: (execution) => changes.event(execution),
    keep: new Keep(options.keep, report),
    runners: made.runners,
    mocks: made.mocks,
    stacks,
  });
  let gateway: Gateway | undefined;
  const close = async () => {
    await gateway?.close();
    clock.stop();
    await orLate(services.close());
    removeTemporaryFolder(folder);
  };
  try {
    const mounts = [
      services.apis,
      ...services.linked,
      mailboxMount(services.mailbox),
      changesMount(changes),
      pageFilesMount(),
      controlMount(services.controlled),
      startPageMount(() => ({
        ...{ endpoint: cloud.endpoint, region: cloud.region, accountId: cloud.accountId },
        stacks: stacks.deployed(),
        project: services.controlled.about().project,
        now: clock.now(),
        mails: services.mailbox.all().length,
      })),
      services.crossOrigin.preflights,
    ];
    const crossOrigin = services.crossOrigin.headers;
    gateway = await startGateway(cloud, { port: options.port, mounts, crossOrigin, report });
    cloud.endpoint = gateway.endpoint;
    const stack = await deploy(cloud, { ...made, root: cloud.root });
    stacks.adopt(stack, made.parameters ?? {});
    const mails = () => [...services.mailbox.all()];
    return { endpoint: gateway.endpoint, stack, cloud, mails, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Waits for what ends processes, but not for one that cannot be ended. */
async function orLate(closed: Promise<void>): Promise<void> {
  const done = new AbortController();
  const late = realSleep(CLOSING, undefined, { signal: done.signal }).catch(() => {});
  await Promise.race([closed, late]).finally(() => done.abort());
}
