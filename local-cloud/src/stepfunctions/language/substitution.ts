import { isObject, type Json } from '../../core/json.ts';

/**
 * Whether CloudFormation puts another value in the place of this one: `"${Name}"`, `{"Ref": ...}`
 * or `{"Fn::...": ...}`.
 */
export function isSubstituted(value: Json): boolean {
  if (typeof value === 'string') return /^\$\{[^{}]+\}$/.test(value);
  if (!isObject(value)) return false;
  const names = Object.keys(value);
  return names.length === 1 && /^(?:Ref|Fn::\w+)$/.test(names[0] ?? '');
}
