import { isObject, type Json, type JsonObject, memberOf } from '../../core/json.ts';

/**
 * A resource's properties over what `Globals` says for its type: objects are merged, the items of
 * a list come after the global ones, and of anything else the resource's own holds.
 * https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-specification-template-anatomy-globals.html
 */
export function withGlobals(globals: Json | undefined, type: string, own: JsonObject): JsonObject {
  const section = isObject(globals) ? memberOf(globals, type.split('::').at(-1)!) : undefined;
  return isObject(section) ? (merged(section, own) as JsonObject) : own;
}

function merged(global: Json, own: Json): Json {
  if (Array.isArray(global) && Array.isArray(own)) return [...global, ...own];
  if (!isMap(global) || !isMap(own)) return own;
  const names = new Set([...Object.keys(global), ...Object.keys(own)]);
  return Object.fromEntries([...names].map((name) => [name, member(global, own, name)]));
}

function member(global: JsonObject, own: JsonObject, name: string): Json {
  const [below, above] = [memberOf(global, name), memberOf(own, name)];
  return below === undefined || above === undefined ? (above ?? below)! : merged(below, above);
}

/** A function such as `Ref` is a value, not a map. */
function isMap(value: Json): value is JsonObject {
  return (
    isObject(value) && !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'))
  );
}
