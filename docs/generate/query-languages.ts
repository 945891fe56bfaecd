import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The same done in both query languages: `docs/query-languages/NN-topic.json`. A test runs each. */
export interface Topic {
  readonly title: string;
  readonly say: string;
  readonly input: unknown;
  readonly output: unknown;
  readonly JSONPath: Definition;
  readonly JSONata: Definition;
}

interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, unknown>>;
}

export const LANGUAGES = ['JSONPath', 'JSONata'] as const;

const FOLDER = join(import.meta.dirname, '../query-languages');

export function topics(): Topic[] {
  const files = readdirSync(FOLDER).sort();
  return files.map((file) => JSON.parse(readFileSync(join(FOLDER, file), 'utf8')));
}

/** Every topic with its states, one language beside the other. */
export function queryLanguages(): string {
  return topics().map(section).join('\n\n');
}

function section(topic: Topic): string {
  const { title, say, input, output } = topic;
  const cells = LANGUAGES.map((language) => cell(topic[language]));
  return [
    `## ${title}\n\n${say}`,
    `Input \`${JSON.stringify(input)}\`, output \`${JSON.stringify(output)}\`:`,
    `<table>\n<tr><th>${LANGUAGES.join('</th><th>')}</th></tr>\n<tr>\n${cells.join('\n')}\n</tr>\n</table>`,
  ].join('\n\n');
}

/** Markdown in a cell needs empty lines around it. */
function cell({ States }: Definition): string {
  return `<td>\n\n\`\`\`json\n${JSON.stringify(States, null, 2)}\n\`\`\`\n\n</td>`;
}
