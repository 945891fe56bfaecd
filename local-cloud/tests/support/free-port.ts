import { createServer } from 'node:net';

/** A port that is free, below those that the system gives to whoever asks for any: nobody else takes it. */
export async function freePort(): Promise<number> {
  for (let port = 20_000 + (process.pid % 10_000); ; port += 1) {
    if (await isFree(port)) return port;
  }
}

/** Whether a port can be bound. It is let go again. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer().once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
