import * as z from 'zod';
import { json } from '../core/json-schemas.ts';

/** A failure or a delay to inject into Task states, as the control endpoint takes it. */
export const fault = z.strictObject({
  /** The Task state to fail or hold up. */
  state: z.string(),
  /** Which attempts of it: 1 is the first. Default: every one. */
  attempts: z.array(z.int().positive()).min(1).optional(),
  /** Which tasks of it, where there are several as in a Map: those whose Parameters include this. */
  input: json.optional(),
  /** The error name to fail with, as the service would name it. */
  error: z.string().min(1).optional(),
  cause: z.string().optional(),
  /** The work is done first, and only its answer is lost. */
  answerLost: z.boolean().optional(),
  /** Or: seconds to wait before the work starts. */
  delaySeconds: z.number().positive().optional(),
});

export type Fault = z.output<typeof fault>;

/** A fault, and the state machine whose states alone it strikes, by name or ARN. Default: any. */
export const machineFault = fault.extend({ stateMachine: z.string().optional() });

export type MachineFault = z.output<typeof machineFault>;
