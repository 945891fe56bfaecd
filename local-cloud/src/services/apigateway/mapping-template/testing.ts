import { type Mapped, type MappingInput, renderTemplate } from './render.ts';

/** An input for tests: whatever is not given is empty. A body that is no text is written as JSON. */
export function testInput(
  given: Partial<Omit<MappingInput, 'body' | 'params'>> & {
    readonly body?: unknown;
    readonly params?: Partial<MappingInput['params']>;
  } = {},
): MappingInput {
  const { body = '', params } = given;
  return {
    context: {},
    stageVariables: {},
    ...given,
    body: typeof body === 'string' ? body : JSON.stringify(body),
    params: { path: {}, querystring: {}, header: {}, ...params },
  };
}

export function mapped(template: string, given?: Parameters<typeof testInput>[0]): Mapped {
  return renderTemplate(template, testInput(given));
}

/** What a template writes. */
export function written(template: string, given?: Parameters<typeof testInput>[0]): string {
  return mapped(template, given).text;
}
