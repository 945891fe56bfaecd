import type { Job } from '@aws-sdk/client-glue';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { notFound } from './errors.ts';
import type { Settings } from './settings.ts';

export interface JobEntity {
  readonly name: string;
  readonly settings: Settings;
  /** Cloud times in milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
}

const SAVED = z.array(
  shape<JobEntity>({
    name: z.string(),
    settings: given<Settings>(),
    createdAt: z.number(),
    modifiedAt: z.number(),
  }),
);

/** The definitions of jobs by their names. */
export class Jobs implements State {
  readonly #cloud: Cloud;
  readonly #jobs = new Map<string, JobEntity>();

  constructor(cloud: Cloud) {
    this.#cloud = cloud;
  }

  save(): Json {
    return toJson(this.all());
  }

  load(json: Json): void {
    for (const job of fromJson(json, SAVED)) this.#jobs.set(job.name, job);
  }

  /** What a caller needs to be allowed for an operation on a job. */
  permission(operation: string, name: string | undefined): Permission {
    return { action: `glue:${operation}`, resource: this.arn(name) };
  }

  arn(name: string | undefined): string {
    const { region, accountId } = this.#cloud;
    return `arn:aws:glue:${region}:${accountId}:job/${name}`;
  }

  /** To give a job its role, by its ARN or its name. */
  passRole(role = ''): Permission {
    return {
      action: 'iam:PassRole',
      resource: this.roleArn(role),
      conditions: { 'iam:PassedToService': 'glue.amazonaws.com' },
    };
  }

  roleArn(role: string): string {
    return role.startsWith('arn:') ? role : `arn:aws:iam::${this.#cloud.accountId}:role/${role}`;
  }

  find(name: string | undefined): JobEntity | undefined {
    return this.#jobs.get(name ?? '');
  }

  /** @throws EntityNotFoundException */
  get(name: string | undefined, message = 'Job not found.'): JobEntity {
    const job = this.find(name);
    if (job === undefined) throw notFound(message);
    return job;
  }

  /** In the order of their names. */
  all(): JobEntity[] {
    return [...this.#jobs.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Makes a job, or gives the one there is other settings. */
  put(name: string, settings: Settings): void {
    const modifiedAt = this.#cloud.clock.now();
    const createdAt = this.find(name)?.createdAt ?? modifiedAt;
    this.#jobs.set(name, { name, settings, createdAt, modifiedAt });
  }

  delete(name: string | undefined): void {
    this.#jobs.delete(name ?? '');
  }
}

export function describeJob({ name, settings, createdAt, modifiedAt }: JobEntity): Job {
  return {
    Name: name,
    JobMode: 'SCRIPT',
    ...settings,
    CreatedOn: new Date(createdAt),
    LastModifiedOn: new Date(modifiedAt),
  };
}
