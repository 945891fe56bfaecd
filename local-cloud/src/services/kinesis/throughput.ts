const MIB = 2 ** 20;
const SECOND = 1000;

/**
 * What a shard of provisioned throughput takes in a second: 1,000 records and 1 MiB. One record may
 * be larger, and is taken as the first of its second.
 * https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
 */
export class Throughput {
  #second = 0;
  #records = 0;
  #bytes = 0;

  /** Whether a record of this size can still be taken. Then it counts. */
  admit(bytes: number, now: number): boolean {
    const second = Math.floor(now / SECOND);
    if (second !== this.#second) {
      this.#second = second;
      this.#records = 0;
      this.#bytes = 0;
    }
    const isFull = this.#records >= 1000 || (this.#records > 0 && this.#bytes + bytes > MIB);
    if (isFull) return false;
    this.#records += 1;
    this.#bytes += bytes;
    return true;
  }
}
