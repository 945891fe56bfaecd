/** A setting that the fragment gives the function. Missing is a mistake in `workflows/`. */
export function environment(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new MissingEnvironment(`The function has no environment variable ${name}.`);
}

export class MissingEnvironment extends Error {
  override readonly name = 'MissingEnvironment';
}
