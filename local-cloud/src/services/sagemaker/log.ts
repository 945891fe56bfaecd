import { LogStream } from '../../core/log-stream.ts';
import { rolePrincipal } from './role.ts';
import type { SageMaker } from './sagemaker.ts';

interface LogOptions {
  readonly roleArn: string;
  /** For example `a training job`. */
  readonly of: string;
  readonly group: string;
  readonly name: string;
}

/** Writes the lines of a container as its role, and where that may not there are none. */
export function logOf({ cloud, report }: SageMaker, options: LogOptions): (line: string) => void {
  const { roleArn, ...log } = options;
  const stream = new LogStream({ cloud, report, principal: rolePrincipal(roleArn), ...log });
  return (line) => {
    stream.add(cloud.clock.now(), line);
    // Lines that come together are written together.
    queueMicrotask(() => stream.flush());
  };
}
