import { callControl } from '../client/control.ts';
import { UserError } from '../core/errors.ts';
import { type Command, JSON_OPTION } from './command.ts';
import { ENDPOINT_OPTION, runningEndpoint } from './endpoint.ts';
import { allExecutions } from './executions.ts';
import { findExecution } from './history.ts';
import { readPayload } from './payload.ts';

export const forkCommand: Command = {
  name: 'fork',
  usage: '<execution> --at <state>',
  help: `Start anew at a state of an old execution
Starts another execution, with the input and variables the state had then, or
with the input of --input: to try a changed input, or a definition that was
mended, without running what came before.`,
  positionals: [1, 1],
  options: {
    at: { type: 'string', value: 'STATE', help: 'the state to start at (required)' },
    input: { type: 'string', value: 'JSON', help: "instead of the state's: a file, - or JSON" },
    json: JSON_OPTION,
    endpoint: ENDPOINT_OPTION,
  },
  async run(invocation) {
    const { positionals, flags, terminal } = invocation;
    if (typeof flags.at !== 'string') {
      throw new UserError('local-cloud fork needs --at STATE', {
        fix: '`local-cloud history <execution>` shows the states.',
        exitCode: 2,
      });
    }
    const input = typeof flags.input === 'string' ? await readPayload(flags.input) : undefined;
    const endpoint = await runningEndpoint(invocation);
    const execution = findExecution(await allExecutions(endpoint), positionals[0]!);
    const answer = (await callControl(endpoint, 'POST', '/fork', {
      executionArn: execution.arn,
      state: flags.at,
      input,
    })) as { executionArn: string };
    terminal.out(flags.json ? JSON.stringify(answer) : `Started ${answer.executionArn}`);
    return 0;
  },
};
