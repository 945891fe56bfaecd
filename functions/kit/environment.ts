/** A setting that the wiring gives the function. A missing one is a mistake in the wiring. */
export function environment(name: string): string {
  const value = process.env[name];
  if (value) return value;
  throw new MissingEnvironment(`The function has no environment variable ${name}.`);
}

export class MissingEnvironment extends Error {
  override readonly name = 'MissingEnvironment';
}
