import type { MetricAlarm, PutMetricAlarmInput, StateValue, Tag } from '@aws-sdk/client-cloudwatch';
import * as z from 'zod';
import type { Timer } from '../../core/clock.ts';
import { given, shape } from '../../core/state.ts';

/** An alarm as it is saved. */
export interface SavedAlarm
  extends Omit<Alarm, 'timer' | 'name' | 'actions' | 'set' | 'describe' | 'save'> {
  /** When it is evaluated next. */
  readonly evaluated: number | undefined;
}

export const SAVED_ALARM = shape<SavedAlarm>({
  arn: z.string(),
  configuration: given<PutMetricAlarmInput>(),
  configuredAt: z.number(),
  actionsEnabled: z.boolean(),
  tags: z.array(given<Tag>()),
  state: z.enum(['OK', 'ALARM', 'INSUFFICIENT_DATA']),
  reason: z.string(),
  reasonData: z.string().optional(),
  stateAt: z.number(),
  transitionedAt: z.number(),
  evaluated: z.number().optional(),
});

/** One alarm: how it is configured, and the state it is in. */
export class Alarm {
  readonly name: string;
  readonly arn: string;
  configuration: PutMetricAlarmInput;
  configuredAt: number;
  actionsEnabled: boolean;
  tags: readonly Tag[];
  state: StateValue = 'INSUFFICIENT_DATA';
  reason = 'Unchecked: Initial alarm creation';
  reasonData: string | undefined;
  stateAt: number;
  transitionedAt: number;
  /** The next evaluation, if there is a reason for one. */
  timer: Timer | undefined;

  constructor(arn: string, configuration: PutMetricAlarmInput, now: number) {
    this.name = configuration.AlarmName ?? '';
    this.arn = arn;
    this.configuration = configuration;
    this.actionsEnabled = configuration.ActionsEnabled ?? true;
    this.tags = configuration.Tags ?? [];
    this.configuredAt = now;
    this.stateAt = now;
    this.transitionedAt = now;
  }

  save(): SavedAlarm {
    const { name: _, timer, ...alarm } = this;
    return { ...alarm, evaluated: timer?.due };
  }

  /** True: the state has changed. */
  set(state: StateValue, reason: string, reasonData: string | undefined, now: number): boolean {
    const changed = state !== this.state;
    if (changed) this.transitionedAt = now;
    this.state = state;
    this.reason = reason;
    this.reasonData = reasonData;
    this.stateAt = now;
    return changed;
  }

  /** The ARNs to be told of the state it is in. */
  get actions(): readonly string[] {
    const { AlarmActions, OKActions, InsufficientDataActions } = this.configuration;
    const actions = {
      ALARM: AlarmActions,
      OK: OKActions,
      INSUFFICIENT_DATA: InsufficientDataActions,
    };
    return this.actionsEnabled ? (actions[this.state] ?? []) : [];
  }

  describe(): MetricAlarm {
    const { Tags: _tags, ...configuration } = this.configuration;
    return {
      ...configuration,
      AlarmArn: this.arn,
      ActionsEnabled: this.actionsEnabled,
      OKActions: configuration.OKActions ?? [],
      AlarmActions: configuration.AlarmActions ?? [],
      InsufficientDataActions: configuration.InsufficientDataActions ?? [],
      Dimensions: configuration.Dimensions ?? [],
      AlarmConfigurationUpdatedTimestamp: new Date(this.configuredAt),
      StateValue: this.state,
      StateReason: this.reason,
      StateReasonData: this.reasonData,
      StateUpdatedTimestamp: new Date(this.stateAt),
      StateTransitionedTimestamp: new Date(this.transitionedAt),
    };
  }
}
