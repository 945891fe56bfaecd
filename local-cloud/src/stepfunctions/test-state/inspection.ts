import type { InspectionData, InspectionErrorDetails } from '@aws-sdk/client-sfn';
import type { Json } from '../../core/json.ts';
import { writeJson } from '../../core/json-write.ts';
import type { Payload } from '../execution/payload.ts';
import type { InspectedField } from '../execution/types.ts';
import type { State } from '../language/definition.ts';
import type { HttpTrace } from './http-trace.ts';
import type { MapFields } from './map-inspection.ts';

/** What was seen while the state was executed. */
export interface Seen {
  readonly input: Payload;
  readonly fields: ReadonlyMap<InspectedField, Json>;
  readonly variables: Readonly<Record<string, Json>>;
  readonly map: MapFields;
  readonly http: HttpTrace;
  /** How far it got: a state that failed has no result. */
  readonly succeeded: boolean;
  readonly errorDetails: InspectionErrorDetails | undefined;
}

/** The fields of `inspectionData` that a state of each type has in JSONPath (recorded). */
const JSONPATH: Readonly<Record<State['Type'], readonly InspectedField[]>> = {
  Pass: ['afterInputPath', 'afterParameters', 'afterResultSelector', 'afterResultPath'],
  Task: ['afterInputPath', 'afterParameters', 'result', 'afterResultSelector', 'afterResultPath'],
  Choice: ['afterInputPath'],
  Wait: ['afterInputPath'],
  Succeed: ['afterInputPath'],
  Fail: ['afterInputPath'],
  Parallel: ['afterResultSelector', 'afterResultPath'],
  Map: ['afterInputPath', 'afterResultSelector', 'afterResultPath'],
};

const WITH_RESULT: readonly InspectedField[] = ['result', 'afterResultSelector', 'afterResultPath'];

/** A field whose filter the state does not have shows what the filter before it gave. */
const UNFILTERED: Partial<Record<InspectedField, InspectedField>> = {
  afterParameters: 'afterInputPath',
  afterResultSelector: 'result',
};

/** `inspectionData` of DEBUG; TRACE adds the HTTP request and response. */
export function inspectionData(state: State, level: 'DEBUG' | 'TRACE', seen: Seen): InspectionData {
  const { map, variables, errorDetails } = seen;
  return {
    input: seen.input.text,
    ...(state.QueryLanguage === 'JSONPath' ? inJsonPath(state, seen) : inJsonata(state, seen)),
    ...map,
    ...(Object.keys(variables).length > 0 && { variables: writeJson(variables) }),
    ...(errorDetails && { errorDetails }),
    ...(level === 'TRACE' && seen.http),
  };
}

function inJsonPath(state: State, seen: Seen): Partial<Record<InspectedField, string>> {
  const constant = state.Type === 'Pass' && state.Result !== undefined;
  const shown = constant ? WITH_RESULT : JSONPATH[state.Type];
  const data: Partial<Record<InspectedField, string>> = {};
  for (const field of shown) {
    const value = shownIn(field, state, seen);
    if (value !== undefined) data[field] = writeJson(value);
  }
  return data;
}

function shownIn(field: InspectedField, state: State, seen: Seen): Json | undefined {
  const value = seen.fields.get(field);
  if (value !== undefined) return value;
  if (field === 'afterInputPath') return inputOf(state, seen);
  if (field === 'result' && state.Type === 'Pass') return state.Result;
  if (field === 'afterResultSelector' && !seen.succeeded) return undefined;
  const before =
    field === 'afterResultSelector' && isPlainPass(state) ? 'afterParameters' : UNFILTERED[field];
  return before && shownIn(before, state, seen);
}

function isPlainPass(state: State): boolean {
  return state.Type === 'Pass' && state.Result === undefined;
}

/** Without InputPath the state sees its input; what InputPath should have selected may be missing. */
function inputOf(state: State, { input }: Seen): Json | undefined {
  const path = 'InputPath' in state ? state.InputPath : undefined;
  if (path === null) return {};
  return path === undefined || path === '$' ? input.value : undefined;
}

function inJsonata(state: State, { fields }: Seen): Partial<Record<InspectedField, string>> {
  if (state.Type !== 'Task') return {};
  const shown: readonly InspectedField[] = ['afterArguments', 'result'];
  return Object.fromEntries(
    shown
      .filter((field) => fields.has(field))
      .map((field) => [field, writeJson(fields.get(field)!)]),
  );
}
