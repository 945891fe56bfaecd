/** What the API names with a small letter and CloudFormation with a capital one. */
export function camelCased<Value>(value: Value): Value {
  if (Array.isArray(value)) return value.map(camelCased) as Value;
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member]) => [
    `${name[0]!.toLowerCase()}${name.slice(1)}`,
    // The names in there are people's own.
    name === 'Options' ? member : camelCased(member),
  ]);
  return Object.fromEntries(entries) as Value;
}
