/** Uploads the built pack to a server: `npm run upload -- --help`. */
import { upload } from './upload/upload.ts'

process.exitCode = await upload(process.argv.slice(2), process)
// An open stdin would keep the finished program waiting.
process.stdin.destroy()
