import { fileURLToPath } from 'node:url'

const packs = fileURLToPath(new URL('../../packs/', import.meta.url))

export const MAIL_OUTBOX = `${packs}MailOutbox`
export const DEMISTO_LOCKING = `${packs}DemistoLocking`

export const MAIL_INSTANCE = '- { name: mail_1, brand: Mail Outbox }\n'
export const LOCK_INSTANCE = '- { name: lock_1, brand: Demisto Lock }\n'

export const ACTIVE_DIRECTORY = `${packs}ActiveDirectory`
