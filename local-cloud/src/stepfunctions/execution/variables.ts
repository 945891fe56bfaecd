import { type Json, type JsonObject, memberOf } from '../../core/json.ts';
import { writeJson } from '../../core/json-write.ts';
import { StatesError } from '../errors.ts';
import { PAYLOAD_BYTES, VARIABLES_BYTES } from './limits.ts';
import { oversized, payloadOf } from './payload.ts';
import type { Strand } from './strand.ts';
import { checkNesting } from './widths.ts';

/** The variables a strand sees; never changed in place, so an inner scope can share an outer one's. */
export type Variables = Readonly<Record<string, Json>>;

export const NO_VARIABLES: Variables = Object.freeze({});

/** What an `Assign` came to: values, and their texts as the Exited event shows them. */
export interface Assigned {
  readonly values: JsonObject;
  readonly texts: Record<string, string>;
  readonly bytes: number;
}

/**
 * Checks and writes out the value of an `Assign` field.
 * https://docs.aws.amazon.com/step-functions/latest/dg/workflow-variables.html#variable-limits
 */
export function assignedBy(values: JsonObject, stateName: string): Assigned | undefined {
  const texts: Record<string, string> = {};
  let bytes = 0;
  let count = 0;
  for (const name of Object.keys(values)) {
    const payload = payloadOf(values[name]!);
    if (oversized(payload)) throw tooLarge(stateName, `variable '${name}'`, PAYLOAD_BYTES);
    checkNesting(payload.value);
    texts[name] = payload.text;
    bytes += Buffer.byteLength(payload.text);
    if (bytes > PAYLOAD_BYTES) throw tooLarge(stateName, 'Assign field', PAYLOAD_BYTES);
    count += 1;
  }
  if (count === 0) return undefined;
  return { values, texts, bytes };
}

/** Gives the strand its new variables. */
export function assign(strand: Strand, assigned: Assigned): void {
  const stored = strand.run.variableBytes + assigned.bytes;
  if (stored > VARIABLES_BYTES) {
    throw tooLarge(strand.node!.name, 'variables of the execution', VARIABLES_BYTES);
  }
  const replaced = bytesOf(strand, assigned);
  strand.variables = { ...strand.variables, ...assigned.values };
  strand.variableBytes += assigned.bytes - replaced;
  strand.run.variableBytes += assigned.bytes - replaced;
}

/** How much of what the strand has stored is replaced. Counted only where sizes could matter. */
function bytesOf(strand: Strand, assigned: Assigned): number {
  if (strand.variableBytes === 0) return 0;
  let bytes = 0;
  for (const name of Object.keys(assigned.values)) {
    const old = memberOf(strand.variables, name);
    if (old !== undefined) bytes += Buffer.byteLength(writeJson(old));
  }
  return Math.min(bytes, strand.variableBytes);
}

function tooLarge(stateName: string, what: string, limit: number): StatesError {
  return new StatesError(
    'States.DataLimitExceeded',
    `The ${what} assigned by the state '${stateName}' exceeds the maximum of ${limit} bytes.`,
  );
}
