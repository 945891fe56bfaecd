import * as z from 'zod';
import type { Timer } from '../../core/clock.ts';
import type { Json } from '../../core/json.ts';
import type { Cloud, Permission } from '../../core/service.ts';
import { fromJson, given, type State, shape, toJson } from '../../core/state.ts';
import { notFound } from './errors.ts';
import { DEFAULT_GROUP } from './groups.ts';
import { nextRun, type Run, SAVED_RUN } from './run.ts';
import type { Settings } from './settings.ts';

export interface ScheduleEntity {
  readonly arn: string;
  readonly settings: Settings;
  /** Cloud times in milliseconds. */
  readonly createdAt: number;
  readonly modifiedAt: number;
  /** Of the request that made it. */
  readonly clientToken: string | undefined;
  /** What it waits for: undefined for one that is disabled, or has no run left. */
  readonly next: Run | undefined;
}

const SAVED = z.array(
  shape<ScheduleEntity>({
    arn: z.string(),
    settings: given<Settings>(),
    createdAt: z.number(),
    modifiedAt: z.number(),
    clientToken: z.string().optional(),
    next: SAVED_RUN.optional(),
  }),
);

/** The schedules by their ARNs, each with the one timer of its next run. */
export class Schedules implements State {
  readonly cloud: Cloud;
  readonly #schedules = new Map<string, ScheduleEntity>();
  readonly #timers = new Map<string, Timer>();
  readonly #invoke: (schedule: ScheduleEntity, run: Run) => void;

  /** @param invoke called whenever the time of a run has come */
  constructor(cloud: Cloud, invoke: (schedule: ScheduleEntity, run: Run) => void) {
    this.cloud = cloud;
    this.#invoke = invoke;
  }

  save(): Json {
    return toJson(this.all());
  }

  load(json: Json): void {
    for (const schedule of fromJson(json, SAVED)) this.#keep(schedule);
  }

  arn(name: string | undefined, group = DEFAULT_GROUP): string {
    const { region, accountId } = this.cloud;
    return `arn:aws:scheduler:${region}:${accountId}:schedule/${group}/${name}`;
  }

  /** What a caller needs to be allowed for an operation on a schedule. */
  permission(
    operation: string,
    { Name, GroupName }: { Name?: string | undefined; GroupName?: string | undefined },
  ): Permission {
    return { action: `scheduler:${operation}`, resource: this.arn(Name, GroupName) };
  }

  find(name: string | undefined, group?: string): ScheduleEntity | undefined {
    return this.#schedules.get(this.arn(name, group));
  }

  /** @throws ResourceNotFoundException */
  get(name: string | undefined, group?: string): ScheduleEntity {
    const schedule = this.find(name, group);
    if (schedule === undefined) throw notFound('Schedule', String(name));
    return schedule;
  }

  /** In the order of their groups and names. */
  all(): ScheduleEntity[] {
    return [...this.#schedules.values()].sort((a, b) => (a.arn < b.arn ? -1 : 1));
  }

  /** Makes a schedule, or changes the one there is; it begins anew. */
  put(settings: Settings, clientToken: string | undefined): ScheduleEntity {
    const arn = this.arn(settings.Name, settings.GroupName);
    const now = this.cloud.clock.now();
    const known = this.#schedules.get(arn);
    return this.#keep({
      arn,
      settings,
      createdAt: known?.createdAt ?? now,
      modifiedAt: now,
      clientToken: known === undefined ? clientToken : known.clientToken,
      next: nextRun(this.cloud, settings, now, now - 1),
    });
  }

  delete({ arn }: Pick<ScheduleEntity, 'arn'>): void {
    this.#schedules.delete(arn);
    this.#timers.get(arn)?.cancel();
    this.#timers.delete(arn);
  }

  /** A run has come to its end, retries included: one that was the last may end the schedule. */
  settled(arn: string): void {
    const schedule = this.#schedules.get(arn);
    if (schedule === undefined || schedule.next !== undefined) return;
    const { State, ActionAfterCompletion } = schedule.settings;
    if (State === 'ENABLED' && ActionAfterCompletion === 'DELETE') this.delete(schedule);
  }

  /** When the next run is due, if there is one: cloud time in milliseconds. */
  get nextSchedule(): number | undefined {
    const due = this.all().flatMap(({ next }) => next?.at ?? []);
    return due.length === 0 ? undefined : due.reduce((a, b) => Math.min(a, b));
  }

  /** A schedule goes on for ever: it is no reason to move an idle clock. */
  #keep(schedule: ScheduleEntity): ScheduleEntity {
    const { arn, next } = schedule;
    const { clock } = this.cloud;
    this.#timers.get(arn)?.cancel();
    this.#schedules.set(arn, schedule);
    if (next === undefined) this.#timers.delete(arn);
    else {
      const fire = () => this.#fire(schedule, next);
      const what = () => `Run of the schedule ${arn}`;
      this.#timers.set(arn, clock.after(next.at - clock.now(), fire, { background: true, what }));
    }
    return schedule;
  }

  #fire(schedule: ScheduleEntity, run: Run): void {
    const next = nextRun(this.cloud, schedule.settings, schedule.modifiedAt, run.scheduled);
    this.#invoke(this.#keep({ ...schedule, next }), run);
  }
}
