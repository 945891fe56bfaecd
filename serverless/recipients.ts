import { CompositionError } from './composition-error.ts';

/** Who gets mail, by the parameter that names the address: what that person is there for. */
export type Recipients = Readonly<Record<string, string>>;

/** The value of a parameter, from `--param` or `params` in serverless.yml; undefined without one. */
export type ParamOf = (name: string) => Promise<string | undefined>;

/**
 * Nobody is written to by default: what no address is given for is refused, all of it at once, with
 * what to type.
 */
export async function refuseMissing(recipients: Recipients, paramOf: ParamOf): Promise<void> {
  const missing: string[] = [];
  for (const name of Object.keys(recipients)) {
    if ((await paramOf(name)) === undefined) missing.push(name);
  }
  if (missing.length === 0) return;
  const width = Math.max(...missing.map((name) => name.length));
  const lines = missing.map((name) => `  ${name.padEnd(width)}  ${recipients[name]}`);
  const params = missing.map((name) => `--param ${name}=you@example.com`);
  throw new CompositionError(
    `Nobody is named to get these mails:\n${lines.join('\n')}\n` +
      `Add, with addresses of yours: ${params.join(' ')}\n` +
      'Or keep them, by stage, under "params" in serverless.yml.',
  );
}
