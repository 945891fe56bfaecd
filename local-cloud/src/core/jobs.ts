import type { Json } from './json.ts';

/**
 * Which of a project's runners: the one of Glue's jobs, that of an algorithm of SageMaker's by its name,
 * that of a task definition of ECS by its family.
 */
export type RunnerKey =
  | readonly ['glue']
  | readonly ['sagemaker', algorithm: string]
  | readonly ['ecs', family: string];

interface JobSettings {
  /** Whose rights the job has. Absent: it has no credentials. */
  readonly roleArn?: string | undefined;
  /** What the session of the role is called. */
  readonly sessionName: string;
  /** Environment variables beside AWS's own, which win. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Of its heap. Default: 512. */
  readonly memoryMiB?: number;
  /** Called with each line that it prints, without the line's end. */
  onLine(line: string): void;
}

/** A file whose default export is an async function of the input that gives the result, as JSON. */
export interface ModuleJob extends JobSettings {
  readonly module: string;
  readonly input: Json;
}

/** A file that is run as a program. */
export interface ScriptJob extends JobSettings {
  readonly script: string;
  readonly arguments?: readonly string[];
}

export type JobRequest = ModuleJob | ScriptJob;

/** How a job ended. */
export interface JobEnd {
  /** As a container's: 128 and the number of the signal where one ended it. */
  readonly exitCode: number;
  /** What a module's function gave. */
  readonly result?: Json;
  /** What a module's function threw, or what its process died of; `OutOfMemory` for its heap. */
  readonly error?: { readonly name: string; readonly message: string };
}

/** A file whose default export is an async function of the input that gives a function: what answers. */
export interface ServerRequest extends ModuleJob {
  /** How long an answer may take, in real seconds. The process of one that takes longer is ended. */
  readonly longestSeconds: number;
}

/** A job that stays up to be asked. */
export interface Server {
  /** Whether it has ended, or is about to: since it was stopped, or nobody has asked for ten seconds. */
  readonly isOver: boolean;
  /** Resolves once it can be asked; where it does not come up, with how it ended. Never rejects. */
  readonly ready: Promise<JobEnd | undefined>;
  /** Has it answer. What it throws is the error of the end, and that it has ended is one, too. */
  ask(input: Json): Promise<JobEnd>;
  /** Has it end, once it has answered what it is asked. */
  stop(): void;
}

export interface JobHandle {
  /** Resolves once it has its turn; never when it is stopped before. */
  readonly started: Promise<void>;
  /** Never rejects. */
  readonly ended: Promise<JobEnd>;
  /** SIGTERM, and SIGKILL when it has not ended after so many real seconds. Default: 10. */
  stop(graceSeconds?: number): void;
}

/**
 * Runs jobs of services that run them in machines or containers, each in a process of its own, by the
 * runners that a project names. The clock is held for each of them until it has ended.
 */
export interface JobHost {
  /** The file. Undefined: the project names none. */
  runnerOf(key: RunnerKey): string | undefined;
  /** Queued while as many run as may at once. */
  runJob(request: JobRequest): JobHandle;
  /** The clock is held only while it comes up, and while it is asked. */
  serve(request: ServerRequest): Server;
}

/** What is missing, for the reason that a job failed with. */
export function noRunner(key: RunnerKey): string {
  const line = key.reduceRight<string>(
    (inner, name) => `{ ${JSON.stringify(name)}: ${inner} }`,
    '"<file>"',
  );
  return `Nothing runs it in the local cloud: local-cloud.config.json has no "runners": ${line}.`;
}
