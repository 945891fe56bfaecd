import type { CreateJobRequest, JobUpdate } from '@aws-sdk/client-glue';
import { notSupported } from '../../core/errors.ts';
import { invalidInput } from './errors.ts';

/** What a job was told to do, its defaults filled in, as GetJob shows it. */
export type Settings = Omit<CreateJobRequest, 'Name'> & {
  readonly Role: string;
  readonly Command: { Name: string; ScriptLocation: string; PythonVersion?: string };
  readonly DefaultArguments: Readonly<Record<string, string>>;
  readonly ExecutionProperty: { MaxConcurrentRuns: number };
  readonly MaxRetries: number;
  readonly Timeout: number;
};

const PYTHON_SHELL = 'pythonshell';
const SPARK = 'glueetl';
/** DPUs that a Python shell job may have; the first is its default. */
const SHELL_CAPACITIES = [0.0625, 1];

/**
 * What the members of a request say together.
 *
 * @throws InvalidInputException for what they must not be together, NotSupportedByLocalCloud for jobs
 *   of streams and of Ray
 */
export function settingsOf(given: JobUpdate | CreateJobRequest): Settings {
  const { Name: kind, ScriptLocation = '' } = given.Command ?? {};
  if (kind !== PYTHON_SHELL && kind !== SPARK) throw notSupported('Glue', `jobs of ${kind}`);
  if (!/^s3:\/\/[^/]+\/.+/.test(ScriptLocation)) {
    throw invalidInput(`Invalid script location: ${ScriptLocation}`);
  }
  const settings = {
    ...given,
    DefaultArguments: given.DefaultArguments ?? {},
    ExecutionProperty: { MaxConcurrentRuns: given.ExecutionProperty?.MaxConcurrentRuns ?? 1 },
    MaxRetries: given.MaxRetries ?? 0,
    Timeout: given.Timeout ?? defaultTimeout(kind, given.GlueVersion),
  } as Settings;
  return isShell(settings) ? shell(settings) : settings;
}

function isShell({ Command }: Settings): boolean {
  return Command.Name === PYTHON_SHELL;
}

/** Log groups begin with this: `<prefix>/output`, `<prefix>/error`. */
export function logGroupPrefix(settings: Settings): string {
  return isShell(settings) ? '/aws-glue/python-jobs' : '/aws-glue/jobs';
}

/** Whether a capacity is one that the kind of job may have. */
export function checkCapacity(settings: Settings, capacity: number | undefined): void {
  if (!isShell(settings) || capacity === undefined || SHELL_CAPACITIES.includes(capacity)) return;
  throw invalidInput(`Max capacity of a Python shell job is 0.0625 or 1, not ${capacity}`);
}

function shell(settings: Settings): Settings {
  if (settings.WorkerType !== undefined || settings.NumberOfWorkers !== undefined) {
    throw invalidInput('Worker Type is not supported for Job Command pythonshell');
  }
  checkCapacity(settings, settings.MaxCapacity);
  return { ...settings, MaxCapacity: settings.MaxCapacity ?? SHELL_CAPACITIES[0] };
}

/** In minutes, as StartJobRun documents it; jobs of Spark without a version are of 5.1. */
function defaultTimeout(kind: string, version = kind === SPARK ? '5.1' : '1.0'): number {
  return Number.parseInt(version, 10) >= 5 ? 480 : 2880;
}
