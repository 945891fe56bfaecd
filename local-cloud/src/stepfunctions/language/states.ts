import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import { isNumber } from '../../core/json-number.ts';
import { checkParameters, taskResource } from './check-resource.ts';
import { choices } from './choice.ts';
import type { StateType } from './definition.ts';
import {
  concurrency,
  concurrencyTwins,
  itemBatcher,
  itemReader,
  label,
  processorConfig,
  resultWriter,
} from './map.ts';
import {
  jsonata,
  orJsonata,
  path,
  payload,
  referencePath,
  resultPath,
  template,
  textPath,
} from './payload.ts';
import type { Place } from './place.ts';
import { catchers, MAX_SECONDS, retry } from './retry-catch.ts';
import {
  anything,
  boolean,
  type Field,
  integer,
  list,
  nullable,
  object,
  oneOf,
  type Shape,
  text,
  timestamp,
} from './rules.ts';
import { assign } from './variables.ts';

type Fields = Record<string, Field>;

const common: Fields = {
  Type: { rule: anything },
  Comment: { rule: anything },
  QueryLanguage: { rule: oneOf('JSONPath', 'JSONata') },
};

const transition: Fields = { Next: { rule: text }, End: { rule: boolean } };
const nextOrEnd = ['Next', 'End'];

const inputOutput: Fields = {
  InputPath: { rule: nullable(path), only: 'JSONPath' },
  OutputPath: { rule: nullable(path), only: 'JSONPath' },
};

const parameters: Fields = { Parameters: { rule: template, only: 'JSONPath' } };
const resultField: Fields = { ResultPath: { rule: nullable(resultPath), only: 'JSONPath' } };
const output: Fields = { Output: { rule: jsonata(), only: 'JSONata' } };
const variables: Fields = { Assign: { rule: assign() } };

/** What Task, Parallel and Map share: they have a result, and it can fail. */
const work: Fields = {
  ...common,
  ...transition,
  ...inputOutput,
  ...parameters,
  ...resultField,
  ResultSelector: { rule: template, only: 'JSONPath' },
  Assign: { rule: assign('result') },
  Output: { rule: jsonata('result'), only: 'JSONata' },
  Retry: { rule: retry },
  Catch: { rule: catchers },
};

const seconds = orJsonata(integer(1, MAX_SECONDS));

/** Every field of every state type: what AWS does not list here it refuses. */
const shapes: Record<StateType, Shape> = {
  Task: {
    fields: {
      Resource: { rule: taskResource, required: true },
      ...work,
      Arguments: { rule: jsonata(), only: 'JSONata' },
      TimeoutSeconds: { rule: seconds },
      TimeoutSecondsPath: { rule: referencePath, only: 'JSONPath' },
      HeartbeatSeconds: { rule: seconds },
      HeartbeatSecondsPath: { rule: referencePath, only: 'JSONPath' },
      Credentials: { rule: credentials },
    },
    atMostOne: [
      ['TimeoutSeconds', 'TimeoutSecondsPath'],
      ['HeartbeatSeconds', 'HeartbeatSecondsPath'],
    ],
    exactlyOne: [nextOrEnd],
  },
  Wait: {
    fields: {
      ...common,
      ...transition,
      ...inputOutput,
      ...output,
      ...variables,
      Seconds: { rule: orJsonata(integer(0, MAX_SECONDS)) },
      SecondsPath: { rule: referencePath, only: 'JSONPath' },
      Timestamp: { rule: orJsonata(timestamp) },
      TimestampPath: { rule: referencePath, only: 'JSONPath' },
    },
    exactlyOne: [['SecondsPath', 'Seconds', 'TimestampPath', 'Timestamp'], nextOrEnd],
  },
  Pass: {
    fields: {
      ...common,
      ...transition,
      ...inputOutput,
      ...parameters,
      ...resultField,
      ...output,
      ...variables,
      Result: { rule: passResult, only: 'JSONPath' },
    },
    exactlyOne: [nextOrEnd],
  },
  Succeed: { fields: { ...common, ...inputOutput, ...output } },
  Fail: {
    fields: {
      ...common,
      Error: { rule: orJsonata(text) },
      ErrorPath: { rule: textPath, only: 'JSONPath' },
      Cause: { rule: orJsonata(text) },
      CausePath: { rule: textPath, only: 'JSONPath' },
    },
    atMostOne: [
      ['Error', 'ErrorPath'],
      ['Cause', 'CausePath'],
    ],
  },
  Choice: {
    fields: {
      Choices: { rule: choices, required: true },
      ...common,
      ...inputOutput,
      ...output,
      ...variables,
      Default: { rule: text },
    },
  },
  Parallel: {
    fields: {
      Branches: { rule: list(branch, { nonEmpty: true }), required: true },
      ...work,
      Arguments: { rule: jsonata(), only: 'JSONata' },
    },
    exactlyOne: [nextOrEnd],
  },
  Map: {
    fields: {
      ...work,
      ItemProcessor: { rule: itemProcessor },
      Iterator: { rule: itemProcessor },
      Items: { rule: jsonata(), only: 'JSONata' },
      ItemsPath: { rule: path, only: 'JSONPath' },
      ItemSelector: { rule: payload() },
      ItemReader: { rule: itemReader },
      ItemBatcher: { rule: itemBatcher },
      ResultWriter: { rule: resultWriter },
      Label: { rule: label },
      ...concurrency,
    },
    atMostOne: [['Parameters', 'ItemSelector'], ...concurrencyTwins],
    exactlyOne: [['ItemProcessor', 'Iterator'], nextOrEnd],
  },
};

const branchFields: Fields = {
  States: { rule: states, required: true },
  StartAt: { rule: text, required: true },
  Comment: { rule: anything },
};

const machineShape: Shape = {
  fields: {
    ...branchFields,
    Version: { rule: oneOf('1.0') },
    TimeoutSeconds: { rule: integer(1, MAX_SECONDS) },
    QueryLanguage: { rule: oneOf('JSONPath', 'JSONata') },
  },
};

/** A whole definition. */
export const machine = object(machineShape);

function branch(value: Json, place: Place): void {
  object({ fields: branchFields })(value, place);
}

function itemProcessor(value: Json, place: Place): void {
  const config = isObject(value) && isObject(value.ProcessorConfig) ? value.ProcessorConfig : {};
  const fields: Fields = { ...branchFields, ProcessorConfig: { rule: processorConfig } };
  if (config.Mode !== 'DISTRIBUTED') object({ fields })(value, place);
  else {
    const type = config.ExecutionType === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
    fields.ProcessorConfig = {
      rule: (item, at) => processorConfig(item, at.running(place.dialect.type)),
    };
    object({ fields })(value, place.running(type));
  }
}

function states(value: Json, place: Place): void {
  if (!isObject(value)) place.refuse('Expected value of type Object');
  else if (Object.keys(value).length === 0) place.refuse('Value cannot be empty');
  else for (const [name, item] of Object.entries(value)) state(item, place.field(name));
}

/** One state, in its own query language or else the machine's; branches inherit nothing else. */
export function state(value: Json, outer: Place): void {
  if (!isObject(value)) {
    outer.refuse('Expected value of type Object');
    return;
  }
  const { machineLanguage } = outer.dialect;
  const own = value.QueryLanguage ?? machineLanguage;
  const place = outer.speaking(own === 'JSONPath' ? 'JSONPath' : 'JSONata');
  if (own === 'JSONPath' && machineLanguage === 'JSONata') {
    place.refuse(
      `'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine`,
    );
  }
  if (!Object.hasOwn(value, 'Type')) place.refuse('These fields are required: [Type]');
  else typed(value, place);
}

function typed(value: JsonObject, place: Place): void {
  const type = value.Type as StateType;
  if (typeof type !== 'string' || !Object.hasOwn(shapes, type)) {
    const types = Object.keys(shapes).join(', ');
    place.field('Type').refuse(`The field 'Type' should have one of these values: [${types}]`);
    return;
  }
  object(shapes[type])(value, place);
  if (type === 'Task' && place.dialect.stage === 'DEPLOYED') checkParameters(value, place);
  if (type === 'Task') heartbeatWithinTimeout(value, place);
}

function heartbeatWithinTimeout(task: JsonObject, place: Place): void {
  const { HeartbeatSeconds: heartbeat, TimeoutSeconds: timeout } = task;
  if (isNumber(heartbeat) && isNumber(timeout) && heartbeat >= timeout) {
    place.field('HeartbeatSeconds').refuse('HeartbeatSeconds must be smaller than TimeoutSeconds');
  }
}

/** Credentials: a payload in both languages, which names a role. */
function credentials(value: Json, place: Place): void {
  if (!isObject(value)) {
    place.refuse('Expected value of type Object');
    return;
  }
  const deployed = place.dialect.stage === 'DEPLOYED';
  if (deployed && !('RoleArn' in value || 'RoleArn.$' in value)) {
    place.refuse("The field 'RoleArn' is required but was missing");
  }
  payload()(value, place);
}

function passResult(value: Json, place: Place): void {
  if (typeof value === 'string' && /^\$\$?[.[]/.test(value)) {
    place.warn(
      'PASS_RESULT_IS_STATIC',
      'The Result of a Pass state is static: a path in it is not resolved',
    );
  }
}
