import { AwsError, UserError } from '../core/errors.ts';
import { isObject, type Json, type JsonObject, setMember } from '../core/json.ts';
import { readTemplate } from './apart/read-template.ts';
import type { Artifacts } from './digests.ts';
import { refuseTooMuch } from './template-limits.ts';

const FUNCTION = 'Fn::Transform';
const INCLUDE = 'AWS::Include';

/** Characters that may be put into one template, whatever is put into it several times. */
const MOST = 2_000_000;

/**
 * Whether other documents are to be put into a template.
 *
 * @throws UserError for one that stands somewhere else than in the properties of a resource
 */
export function hasIncludes(template: Json, source: string): boolean {
  if (!isObject(template)) return false;
  const { Resources, ...sections } = template;
  const resources = Object.values(isObject(Resources) ? Resources : {}).filter(isObject);
  const isElsewhere =
    Object.values(sections).some(includes) ||
    (isObject(Resources) && isInclude(Resources[FUNCTION])) ||
    resources.some(({ Properties: _properties, ...attributes }) => includes(attributes));
  if (!isElsewhere) return resources.some(({ Properties }) => includes(Properties));
  throw new UserError(`${source}: ${INCLUDE} is taken within the properties of resources alone`, {
    fix: 'Write what it includes into that place itself.',
  });
}

function includes(value: Json | undefined): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(
    ([name, member]) => (name === FUNCTION && isInclude(member)) || includes(member),
  );
}

function isInclude(argument: Json | undefined): argument is JsonObject {
  return isObject(argument) && argument.Name === INCLUDE;
}

/** Whether a value is what another document says, which has not been read. */
export function isIncluded(value: JsonObject): boolean {
  return isInclude(value[FUNCTION]);
}

/**
 * A template with the documents that it includes in their places: what they are beside goes before what
 * they say. They may not include others.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/transform-aws-include.html
 *
 * @throws UserError for what cannot be read, or is no object
 */
export async function withIncludes(
  template: JsonObject,
  source: string,
  artifact: Artifacts['artifact'],
): Promise<JsonObject> {
  const documents = new Documents(source, artifact);
  const whole = async (value: Json): Promise<Json> => {
    if (Array.isArray(value)) {
      const items: Json[] = [];
      for (const item of value) items.push(await whole(item));
      return items;
    }
    if (!isObject(value)) return value;
    const argument = value[FUNCTION];
    const out: JsonObject = isInclude(argument) ? await documents.read(argument) : {};
    for (const [name, member] of Object.entries(value)) {
      if (name !== FUNCTION || !isInclude(member)) setMember(out, name, await whole(member));
    }
    return out;
  };
  return (await whole(template)) as JsonObject;
}

/** What a template includes, each document read once. */
class Documents {
  readonly #source: string;
  readonly #artifact: Artifacts['artifact'];
  readonly #texts = new Map<string, { readonly value: JsonObject; readonly characters: number }>();
  #characters = 0;

  constructor(source: string, artifact: Artifacts['artifact']) {
    this.#source = source;
    this.#artifact = artifact;
  }

  async read(argument: JsonObject): Promise<JsonObject> {
    const location = this.#locationIn(argument);
    const { value, characters } = this.#texts.get(location) ?? (await this.#readAt(location));
    this.#texts.set(location, { value, characters });
    this.#characters += characters;
    if (this.#characters <= MOST) return { ...value };
    throw new UserError(`${this.#source} includes more than ${MOST} characters`, {
      fix: 'Include less, or make several stacks of it.',
    });
  }

  #locationIn({ Parameters }: JsonObject): string {
    const location = isObject(Parameters) ? Parameters.Location : undefined;
    if (typeof location === 'string') return location;
    throw new UserError(`${this.#source}: the Location of an ${INCLUDE} must be text`, {
      why: `It is ${JSON.stringify(location ?? null)}: what it refers to is not known when it is read.`,
      fix: 'Write the path of a file there, from the template, or s3://<bucket>/<key>.',
    });
  }

  async #readAt(location: string) {
    const [, bucket, key = location] = /^s3:\/\/([^/]+)\/(.+)$/.exec(location) ?? [];
    const name = `What is included from ${location}`;
    const text = Buffer.from(await this.#bytesAt(name, key, bucket)).toString();
    const value = await readTemplate(text, name);
    if (!isObject(value)) throw new UserError(`${name} must be an object`);
    refuseTooMuch(value, name);
    if (!includes(value)) return { value, characters: text.length };
    throw new UserError(`${name} includes another document`, {
      fix: 'Write what that says into it.',
    });
  }

  async #bytesAt(name: string, key: string, bucket: string | undefined): Promise<Uint8Array> {
    try {
      return await this.#artifact(key, bucket);
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const why = `${error.code}: ${error.explained}`;
      throw new UserError(`${name} could not be read`, { why, cause: error });
    }
  }
}
