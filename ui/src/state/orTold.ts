// For choices that are loaded beside a form: what could not be loaded is told, not shown as if there were nothing.
import { isAbort } from '@/api/problem'
import { showToast, toasts } from './toasts'

/** The answer, or undefined after its error was shown; the same error is shown once. */
export async function orTold<T>(request: Promise<T>): Promise<T | undefined> {
  try {
    return await request
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    if (!isAbort(error) && !toasts.value.some((toast) => toast.tone === 'bad' && toast.text === text)) showToast('bad', text)
    return undefined
  }
}
