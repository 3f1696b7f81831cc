import type { Writable } from 'node:stream'

export type Progress = (sent: number, all: number) => void

/** Shows at a terminal how much has gone out, on one line that is written over; elsewhere nothing. */
export function progressOn(stderr: Writable & { readonly isTTY?: boolean }): Progress {
  if (!stderr.isTTY) return () => {}
  const kB = (bytes: number): string => Math.round(bytes / 1000).toLocaleString('en')
  return (sent, all) => {
    const rest = sent < all ? '' : ', the server installs it\n'
    stderr.write(`\rSent ${kB(sent)} of ${kB(all)} kB${rest}`)
  }
}
