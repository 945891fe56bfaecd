import { unzipSync, zipSync } from 'fflate';
import type { Cloud } from 'local-cloud';
import { suitePackage } from './packaged.ts';

/** How a function may die: before it has done anything, in the midst of its work, or with its answer. */
export type Death = 'before' | 'midst' | 'after';

/**
 * Deploys functions in a shell that lets some of their invocations die. By the id of the invocation:
 * so another try may fare better. Where the event says `dies`, half of them die so; of the others
 * `oneIn` dies, before its work or with its answer. Of those some end their process.
 */
export async function letDie(cloud: Cloud, functions: Readonly<Record<string, number>>) {
  const { template, artifact } = await suitePackage();
  for (const [logicalId, oneIn] of Object.entries(functions)) {
    const { Handler, Code } = template.Resources[logicalId]!.Properties as unknown as {
      Handler: string;
      Code: { S3Key: string };
    };
    const code = unzipSync(artifact(Code.S3Key));
    const ZipFile = zipSync({ ...code, 'dying.mjs': Buffer.from(shell(Handler, oneIn)) });
    const FunctionName = cloud.resource(logicalId);
    await cloud.call('Lambda', 'UpdateFunctionCode', { FunctionName, ZipFile });
    await cloud.call('Lambda', 'UpdateFunctionConfiguration', {
      FunctionName,
      Handler: 'dying.handler',
    });
  }
}

function shell(handler: string, oneIn: number): string {
  return `import { handler as work } from './${handler.replace('.handler', '.mjs')}';

const text = ({ kinesis }) => Buffer.from(kinesis.data, 'base64').toString();

function deathOf(event, chance) {
  const records = (event.Records ?? []).filter(({ kinesis }) => kinesis).map(text);
  const said = records.map((record) => /"dies":"(\\w+)"/.exec(record)?.[1]).find(Boolean);
  if (said) return chance % 2 === 0 ? said : undefined;
  return chance % ${oneIn} === 0 ? (chance % 3 === 0 ? 'before' : 'after') : undefined;
}

function die(chance) {
  if (chance % 64 === 0) process.exit(1);
  throw Object.assign(new Error('The runtime ended.'), { name: 'Runtime.ExitError' });
}

export async function handler(event, context) {
  const chance = parseInt(context.awsRequestId.slice(0, 8), 16);
  const death = deathOf(event, chance);
  if (death === 'before') die(chance);
  const working = work(event, context);
  if (death === 'midst') {
    working.catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 2));
    die(chance);
  }
  const answer = await working;
  if (death === 'after') die(chance);
  return answer;
}
`;
}
