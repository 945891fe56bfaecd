export interface Regex {
  matches(text: string): boolean;
}
export function compileRegex(source: string, flags: string): Regex {
  const r = new RegExp(source, flags);
  return { matches: (t) => r.test(t) };
}
