/**
 * The script's clock: it starts at the instant that the war room gives, and runs on in real time. A proxy is still `Date`
 * in every other way, such as `instanceof` and a call without `new`.
 */
export const CLOCK = `
if (typeof now === 'number') {
  const Real = Date
  const realNow = Date.now
  const ahead = now - realNow()
  const present = () => realNow() + ahead
  Real.now = present
  const Shifted = new Proxy(Real, {
    construct: (target, given, made) =>
      Reflect.construct(target, given.length === 0 ? [present()] : given, made === Shifted ? target : made),
    apply: () => new Real(present()).toString(),
  })
  Real.prototype.constructor = Shifted
  __define('Date', Shifted)
}
`
