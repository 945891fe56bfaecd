import { GetParameterCommand } from '@aws-sdk/client-ssm';
import { ssm } from '../kit/clients/ssm.ts';
import { now } from '../kit/clock.ts';
import { environment } from '../kit/environment.ts';
import { keysOf } from './signature.ts';
import type { SourceName } from './sources.ts';

/** Each source's secrets are a SecureString under this path. */
const path = environment('SECRETS_PATH');

/** A change of secrets is known here after so long. */
const KEPT_MS = 5 * 60_000;

/** In bytes. What is shorter can be guessed, and is more likely a word that was meant as a text. */
const SHORTEST = 16;

const kept = new Map<SourceName, { readonly keys: readonly Buffer[]; readonly until: number }>();

/** The keys that a source may sign with, read anew every few minutes. */
export async function keysFor(source: SourceName): Promise<readonly Buffer[]> {
  const known = kept.get(source);
  if (known !== undefined && now() < known.until) return known.keys;
  const keys = await read(`${path}/${source}`);
  kept.set(source, { keys, until: now() + KEPT_MS });
  return keys;
}

async function read(Name: string): Promise<Buffer[]> {
  const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
  const keys = keysOf(Parameter?.Value ?? '');
  if (keys.length > 0 && keys.every(({ length }) => length >= SHORTEST)) return keys;
  throw new Error(
    `The parameter ${Name} has no secret, or one of less than ${SHORTEST} bytes: whsec_ and base64.`,
  );
}
