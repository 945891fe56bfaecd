import { atOnce, inTurns } from '../../../core/turns.ts';
import { PathSyntaxError } from '../jsonpath/errors.ts';
import { compilingCall, type Evaluate } from './compile-call.ts';

/** Of all known calls together: two definitions have no more. */
const MOST_CHARACTERS = 2 ** 21;
/** Calls that were read in turns, and what is wrong with them. */
const known = new Map<string, Evaluate | PathSyntaxError>();
let characters = 0;

/** Compiles an intrinsic call, or finds it compiled. Throws PathSyntaxError. */
export function compileCall(text: string): Evaluate {
  const call = known.get(text);
  if (call instanceof PathSyntaxError) throw call;
  return call ?? atOnce(compilingCall(text));
}

/** Compiles a long call, and lets others have their turn meanwhile. What is wrong with it, who uses it is told. */
export async function knowCall(text: string): Promise<void> {
  if (!known.has(text)) keep(text, await compiled(text));
}

async function compiled(text: string): Promise<Evaluate | PathSyntaxError> {
  try {
    return await inTurns(compilingCall(text));
  } catch (error) {
    if (error instanceof PathSyntaxError) return error;
    throw error;
  }
}

function keep(text: string, call: Evaluate | PathSyntaxError): void {
  if (!known.has(text)) characters += text.length;
  known.set(text, call);
  for (const [oldest] of known) {
    if (characters <= MOST_CHARACTERS) return;
    known.delete(oldest);
    characters -= oldest.length;
  }
}
