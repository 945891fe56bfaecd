import { validationError } from './errors.ts';

/** @throws ValidationError with IAM's text */
export function checkName(member: string, name: string, longest: number): void {
  if (name.length > longest) {
    throw validationError(
      `1 validation error detected: Value '${name}' at '${member}' failed to satisfy constraint: ` +
        `Member must have length less than or equal to ${longest}`,
    );
  }
  if (!/^[\w+=,.@-]+$/.test(name)) {
    throw validationError(
      `The specified value for ${member} is invalid. It must contain only alphanumeric characters ` +
        'and/or the following: +=,.@_-',
    );
  }
}

/** @throws ValidationError with IAM's text */
export function checkPath(path: string): void {
  if (/^\/([!-~]+\/)?$/.test(path) && path.length <= 512) return;
  throw validationError(
    'The specified value for path is invalid. It must begin and end with / and contain only ' +
      'alphanumeric characters and/or / characters.',
  );
}

/** @throws ValidationError when a session of the role could not last so many seconds */
export function checkDuration(seconds: number): void {
  if (seconds >= 3_600 && seconds <= 43_200) return;
  const bound = seconds < 3_600 ? 'greater than or equal to 3600' : 'less than or equal to 43200';
  throw validationError(
    `1 validation error detected: Value '${seconds}' at 'maxSessionDuration' failed to satisfy ` +
      `constraint: Member must have value ${bound}`,
  );
}
