import { AwsError } from '../core/errors.ts';

/** Room for three of the largest bodies that are read whole, in bytes. */
const MOST_HELD = 256 * 2 ** 20;

/** What a body may always have, in bytes: small requests are served whatever large ones do. */
const SMALL = 65_536;

/**
 * The memory that the bodies of all connections share, from their first byte until their request is
 * answered. What comes when it is used up is refused, and clients of AWS send it again: whoever
 * waited for more would keep what it has from the others.
 */
export class BodyMemory {
  /** As much of each body is not counted, in bytes. */
  readonly small: number;
  readonly #most: number;
  #left: number;

  /** @param most in bytes */
  constructor(most = MOST_HELD, small = SMALL) {
    this.small = small;
    this.#most = most;
    this.#left = most;
  }

  /** @throws ServiceUnavailable (503) */
  take(bytes: number): void {
    if (bytes > this.#left) throw unavailable(this.#most);
    this.#left -= bytes;
  }

  giveBack(bytes: number): void {
    this.#left += bytes;
  }
}

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
function unavailable(most: number): AwsError {
  return new AwsError(
    'ServiceUnavailable',
    `Please reduce your request rate: the requests under way hold ${most} bytes`,
    { status: 503 },
  );
}
