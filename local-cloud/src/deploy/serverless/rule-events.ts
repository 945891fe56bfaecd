import * as z from 'zod';
import { UserError } from '../../core/errors.ts';
import { type Json, type JsonObject, memberOf } from '../../core/json.ts';
import { json, jsonObject } from '../../core/json-schemas.ts';
import { boolean } from '../resource-type.ts';
import { addRole, allow, attribute, given, type Made, passed, read } from './made.ts';

/** What an event starts, and how it may. */
export interface Started {
  /** What a permission and a mapping call a function. */
  readonly name: Json;
  readonly arn: Json;
  /** Ends the id of a rule's target. */
  readonly suffix: string;
  /** What a role needs that starts it. */
  readonly action: string;
  /** A rule needs a role to start it; without one, a permission of its own. */
  readonly byRole: boolean;
  /** Of the role that starts it, where its event does not say another. */
  readonly boundary?: Json | undefined;
}

/** The queue must be there: one that SAM would make is refused. */
const deadLetterConfig = z.strictObject({ Arn: json });

const OF_RULES = ['Input', 'State', 'RetryPolicy'] as const;

const schedule = z.strictObject({
  Schedule: json,
  ...passed([...OF_RULES, 'Name', 'Description', 'RoleArn']),
  Enabled: boolean.optional(),
  DeadLetterConfig: deadLetterConfig.optional(),
});

const rule = z.strictObject({
  Pattern: json,
  ...passed([...OF_RULES, 'EventBusName', 'RuleName', 'InputPath', 'InputTransformer']),
  Target: z.strictObject({ Id: z.string() }).optional(),
  DeadLetterConfig: deadLetterConfig.optional(),
});

const scheduleV2 = z.strictObject({
  ScheduleExpression: json,
  ...passed(['Name', 'Description', 'State', 'GroupName', 'StartDate', 'EndDate']),
  ...passed([
    'ScheduleExpressionTimezone',
    'FlexibleTimeWindow',
    'Input',
    'RetryPolicy',
    'RoleArn',
    'PermissionsBoundary',
  ]),
  DeadLetterConfig: deadLetterConfig.optional(),
});

/** Adds what one event of a resource comes to; gives nothing back. */
export type EventSource = (
  made: Made,
  eventId: string,
  properties: JsonObject,
  started: Started,
) => void;

/** A schedule of EventBridge's rules. */
export const addSchedule: EventSource = (made, eventId, properties, started) => {
  const event = read(schedule, properties, eventId);
  if (event.RoleArn !== undefined && !started.byRole) throw noRoleError(eventId);
  if (event.Enabled !== undefined && event.State !== undefined) throw stateError(eventId);
  const enabled = event.Enabled === undefined ? undefined : event.Enabled ? 'ENABLED' : 'DISABLED';
  addRule(made, eventId, started, {
    rule: {
      ScheduleExpression: event.Schedule,
      Name: event.Name,
      Description: event.Description,
      State: event.State ?? enabled,
    },
    target: {
      Input: event.Input,
      RetryPolicy: event.RetryPolicy,
      DeadLetterConfig: event.DeadLetterConfig,
    },
    roleArn: event.RoleArn,
  });
};

/** A rule for events of a bus. */
export const addEventRule: EventSource = (made, eventId, properties, started) => {
  const event = read(rule, properties, eventId);
  const { Input, InputPath, InputTransformer, RetryPolicy, DeadLetterConfig } = event;
  addRule(made, eventId, started, {
    rule: {
      EventPattern: event.Pattern,
      EventBusName: event.EventBusName,
      Name: event.RuleName,
      State: event.State,
    },
    target: {
      Id: event.Target?.Id,
      Input,
      InputPath,
      InputTransformer,
      RetryPolicy,
      DeadLetterConfig,
    },
  });
};

interface Rule {
  readonly rule: Record<string, Json | undefined>;
  readonly target: Record<string, Json | undefined>;
  readonly roleArn?: Json | undefined;
}

function addRule(
  made: Made,
  eventId: string,
  started: Started,
  { rule, target, roleArn }: Rule,
): void {
  const RoleArn = started.byRole
    ? (roleArn ?? starterRole(made, eventId, started, 'events.amazonaws.com'))
    : undefined;
  const Id = target.Id ?? `${eventId}${started.suffix}`.slice(-64);
  const whole = given({ ...target, Id, Arn: started.arn, RoleArn });
  made.add(eventId, 'AWS::Events::Rule', given({ ...rule, Targets: [whole] }));
  if (!started.byRole)
    addPermission(made, eventId, started, 'events.amazonaws.com', attribute(eventId, 'Arn'));
}

/** A schedule of EventBridge Scheduler, which is called as the event and its resource. */
export const addScheduleV2: EventSource = (made, eventId, properties, started) => {
  const event = read(scheduleV2, properties, eventId);
  const { Input, RetryPolicy, DeadLetterConfig, RoleArn: own, ...rest } = event;
  const { PermissionsBoundary: boundary = started.boundary, ...schedule } = rest;
  const starter = { ...started, boundary };
  const RoleArn = own ?? starterRole(made, eventId, starter, 'scheduler.amazonaws.com');
  made.add(
    eventId,
    'AWS::Scheduler::Schedule',
    given({
      Name: eventId,
      FlexibleTimeWindow: { Mode: 'OFF' },
      ...given(schedule),
      Target: given({ Arn: started.arn, RoleArn, Input, RetryPolicy, DeadLetterConfig }),
    }),
  );
};

/** The role that a service starts something with. */
export function starterRole(
  made: Made,
  eventId: string,
  { action, arn, boundary }: Started,
  service: string,
): Json {
  const inline = [allow(`${eventId}RolePolicy`, action, arn)];
  return addRole(made, `${eventId}Role`, { service, policies: [], inline, boundary });
}

/** Lets a service invoke the function. */
export function addPermission(
  made: Made,
  eventId: string,
  { name: FunctionName }: Started,
  Principal: string,
  SourceArn: Json | undefined,
  SourceAccount?: Json,
): void {
  const properties = given({ Principal, SourceArn, SourceAccount });
  made.add(`${eventId}Permission`, 'AWS::Lambda::Permission', {
    Action: 'lambda:InvokeFunction',
    FunctionName,
    ...properties,
  });
}

/** Adds each event of a resource by its type. */
export function addEvents(
  made: Made,
  events: Readonly<Record<string, { Type: string; Properties: JsonObject }>>,
  sources: Readonly<Record<string, EventSource>>,
  started: Started,
): void {
  for (const [name, { Type, Properties }] of Object.entries(events)) {
    const add = memberOf(sources, Type);
    if (add === undefined) throw unknownEventError(made, name, Type, Object.keys(sources));
    add(made, `${made.id}${name}`, Properties, started);
  }
}

/** `Events`: by name, each of a type with properties of its own. A name is part of logical ids. */
export const events = jsonObject
  .refine(
    (all) => Object.keys(all).every((name) => /^[A-Za-z0-9]+$/.test(name)),
    'Names of events are letters and digits',
  )
  .pipe(
    z.record(z.string(), z.strictObject({ Type: z.string(), Properties: jsonObject.default({}) })),
  )
  .default({});

function unknownEventError({ id, type }: Made, name: string, event: string, served: string[]) {
  return new UserError(`${id} (${type}): the local cloud does not serve events of type ${event}`, {
    why: `It is the event ${name}. Served: ${served.join(', ')}.`,
    fix: `Take it out, write it as the resources that come of it, or leave it out here by "leaveOut": ["${id}.${name}"] in local-cloud.config.json.`,
  });
}

function noRoleError(eventId: string): UserError {
  return new UserError(`${eventId}: RoleArn is for state machines`, {
    why: 'A function lets the rule invoke it by a permission.',
    fix: 'Take it out.',
  });
}

function stateError(eventId: string): UserError {
  return new UserError(`${eventId} has both State and Enabled`, { fix: 'Keep one of them.' });
}
