import type { PutMetricAlarmInput, StateValue } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import type { Json } from '../../core/json.ts';
import type { Cloud } from '../../core/service.ts';
import { fromJson, type State, toJson } from '../../core/state.ts';
import { Alarm, SAVED_ALARM } from './alarm.ts';
import { notify } from './alarm-actions.ts';
import { evaluationRange, judge, queriesOf, rangeLength } from './evaluation.ts';
import { floorToMinute, type MetricStore, MINUTE, metricKey } from './metric-store.ts';

const SAVED = z.array(SAVED_ALARM);

/**
 * The alarms of the account. An alarm is evaluated when a minute is over, as long as a
 * measurement bears on it; by background timers, which never make the clock skip.
 */
export class Alarms implements State {
  readonly cloud: Cloud;
  readonly #metrics: MetricStore;
  readonly #alarms = new Map<string, Alarm>();
  readonly #byMetric = new Map<string, Set<Alarm>>();

  constructor(cloud: Cloud, metrics: MetricStore) {
    this.cloud = cloud;
    this.#metrics = metrics;
  }

  /** Creates the alarm, or configures it anew; it keeps its state and tags then. */
  put(configuration: PutMetricAlarmInput): void {
    const { clock } = this.cloud;
    const name = configuration.AlarmName ?? '';
    const existing = this.#alarms.get(name);
    const alarm = existing ?? new Alarm(this.arn(name), configuration, clock.now());
    if (existing !== undefined) {
      this.#forget(existing);
      existing.configuration = configuration;
      existing.actionsEnabled = configuration.ActionsEnabled ?? true;
      existing.configuredAt = clock.now();
    }
    this.#add(alarm);
    this.#evaluateLater(alarm);
  }

  #add(alarm: Alarm): void {
    this.#alarms.set(alarm.name, alarm);
    for (const metric of queriesOf(alarm.configuration).metrics) {
      const key = metricKey(metric);
      this.#byMetric.set(key, (this.#byMetric.get(key) ?? new Set()).add(alarm));
    }
  }

  #forget(alarm: Alarm): void {
    for (const metric of queriesOf(alarm.configuration).metrics) {
      this.#byMetric.get(metricKey(metric))?.delete(alarm);
    }
  }

  save(): Json {
    return toJson(this.all().map((alarm) => alarm.save()));
  }

  load(json: Json): void {
    for (const { evaluated, ...saved } of fromJson(json, SAVED)) {
      const alarm = new Alarm(saved.arn, saved.configuration, saved.configuredAt);
      this.#add(Object.assign(alarm, saved));
      if (evaluated !== undefined) this.#evaluateAt(alarm, evaluated);
    }
  }

  find(name: string): Alarm | undefined {
    return this.#alarms.get(name);
  }

  byArn(arn: string): Alarm | undefined {
    return [...this.#alarms.values()].find((alarm) => alarm.arn === arn);
  }

  all(): Alarm[] {
    return [...this.#alarms.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  delete(alarm: Alarm): void {
    alarm.timer?.cancel();
    this.#alarms.delete(alarm.name);
    this.#forget(alarm);
  }

  arn(name: string): string {
    return `arn:aws:cloudwatch:${this.cloud.region}:${this.cloud.accountId}:alarm:${name}`;
  }

  /** A measurement of the metric of that key came in: the alarms on it are to be evaluated. */
  measured(metric: string): void {
    for (const alarm of this.#byMetric.get(metric) ?? []) this.#evaluateLater(alarm);
  }

  /** Sets the state and, if it has changed, tells whom it concerns. */
  setState(alarm: Alarm, state: StateValue, reason: string, reasonData?: string): void {
    const previous = alarm.state;
    const changed = alarm.set(state, reason, reasonData, this.cloud.clock.now());
    if (changed) notify(this.cloud, alarm, previous);
  }

  /** When the minute that is running is over. */
  #evaluateLater(alarm: Alarm): void {
    if (alarm.timer !== undefined) return;
    const { clock } = this.cloud;
    this.#evaluateAt(alarm, floorToMinute(clock.now()) + MINUTE);
  }

  #evaluateAt(alarm: Alarm, time: number): void {
    const { clock } = this.cloud;
    const evaluate = () => this.#evaluate(alarm);
    alarm.timer = clock.after(time - clock.now(), evaluate, {
      background: true,
      what: () => `Evaluation of the alarm ${alarm.name}`,
    });
  }

  #evaluate(alarm: Alarm): void {
    alarm.timer = undefined;
    const now = floorToMinute(this.cloud.clock.now());
    const { configuration } = alarm;
    const range = evaluationRange(configuration, this.#metrics, now);
    const verdict = judge(configuration, range);
    if (verdict !== undefined && verdict.state !== alarm.state) {
      this.setState(alarm, verdict.state, verdict.reason);
    }
    const metrics = queriesOf(configuration).metrics;
    const lastWrite = Math.max(...metrics.map((one) => this.#metrics.find(one)?.lastWrite ?? 0));
    if (now - lastWrite <= rangeLength(configuration)) {
      this.#evaluateLater(alarm);
    }
  }
}
