import type { Json, JsonObject } from '../../core/json.ts';

/** Sets a member as data: `__proto__` is a name like any other. */
export function setMember(target: JsonObject, name: string, value: Json): void {
  if (name !== '__proto__') target[name] = value;
  else {
    const property = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(target, name, property);
  }
}
