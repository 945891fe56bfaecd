/** What came is not an application. The sender must change it. */
export class InvalidApplication extends Error {
  override readonly name = 'InvalidApplication';
}

/** Nobody with this identity can be found. */
export class IdentityNotVerified extends Error {
  override readonly name = 'IdentityNotVerified';
}

/** No letter would reach this address. */
export class AddressNotVerified extends Error {
  override readonly name = 'AddressNotVerified';
}
