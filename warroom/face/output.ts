const code = (cause: Error): unknown => ('code' in cause ? cause.code : undefined)

/**
 * Gives what writes to a stream for as long as it can be written. Whoever left (`| head`) has read enough: the rest is
 * discarded, and the lines run to their end. What else broke it is told to `broken`, once.
 */
export function outletOf(
  stream: NodeJS.WritableStream,
  broken: (sentence: string) => void,
): (text: string) => void {
  let open = true
  stream.on('error', (cause: Error) => {
    if (open && code(cause) !== 'EPIPE') broken(`The output cannot be written: ${cause.message}.`)
    open = false
  })
  return text => {
    if (open) stream.write(text)
  }
}
