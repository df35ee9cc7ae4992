// All Chinese texts as one chunk.
import { gather } from './gather'

export default gather(import.meta.glob('./zh/*.json', { eager: true, import: 'default' }))
