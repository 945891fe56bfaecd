interface IdleWaiter {
  ready(): boolean;
  resolve(): void;
}

/** Those who wait until nothing is in flight. */
export class IdleWaiters {
  readonly #waiters = new Set<IdleWaiter>();

  get size(): number {
    return this.#waiters.size;
  }

  /** Resolves when they are told and it is ready. Rejects with the signal's reason once that is aborted. */
  add(ready: () => boolean, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.throwIfAborted();
      const leave = () => {
        this.#waiters.delete(waiter);
        reject(signal!.reason);
      };
      const told = () => {
        signal?.removeEventListener('abort', leave);
        resolve();
      };
      const waiter = { ready, resolve: told };
      this.#waiters.add(waiter);
      signal?.addEventListener('abort', leave);
    });
  }

  /** Nothing is in flight: true when somebody had waited for that. */
  tell(): boolean {
    const ready = [...this.#waiters].filter((waiter) => waiter.ready());
    for (const waiter of ready) {
      this.#waiters.delete(waiter);
      waiter.resolve();
    }
    return ready.length > 0;
  }
}
